window.YTD.deleted_tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1765000000000000111"
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
            "id_str": "11",
            "id": "11",
            "type": "photo",
            "url": "https://t.co/m11",
            "media_url_https": "https://pbs.twimg.com/media/CAKE.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1765000000000000111/photo/1",
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
        "36"
      ],
      "favorite_count": "3",
      "id_str": "1765000000000000111",
      "truncated": false,
      "retweet_count": "0",
      "id": "1765000000000000111",
      "created_at": "Sun Mar 03 10:00:00 +0000 2024",
      "favorited": false,
      "full_text": "Ada's birthday cake https://t.co/m11",
      "lang": "en",
      "deleted_at": "2024-03-10T08:00:00.000Z",
      "extended_entities": {
        "media": [
          {
            "id_str": "11",
            "id": "11",
            "type": "photo",
            "url": "https://t.co/m11",
            "media_url_https": "https://pbs.twimg.com/media/CAKE.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1765000000000000111/photo/1",
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