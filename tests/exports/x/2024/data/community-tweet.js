window.YTD.community_tweet.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1735000000000000110"
          ],
          "editableUntil": "2024-01-01T00:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": [],
        "media": [
          {
            "id_str": "10",
            "id": "10",
            "type": "photo",
            "url": "https://t.co/m10",
            "media_url_https": "https://pbs.twimg.com/media/SALE.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1735000000000000110/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            }
          }
        ]
      },
      "display_text_range": [
        "0",
        "38"
      ],
      "favorite_count": "3",
      "id_str": "1735000000000000110",
      "truncated": false,
      "retweet_count": "0",
      "id": "1735000000000000110",
      "created_at": "Thu Dec 14 15:00:00 +0000 2023",
      "favorited": false,
      "full_text": "Bake sale at Oakfield https://t.co/m10",
      "lang": "en",
      "community_id_str": "1500000000000000001",
      "extended_entities": {
        "media": [
          {
            "id_str": "10",
            "id": "10",
            "type": "photo",
            "url": "https://t.co/m10",
            "media_url_https": "https://pbs.twimg.com/media/SALE.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1735000000000000110/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            }
          }
        ]
      }
    }
  }
]