window.YTD.twitter_circle_tweet.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1640000000000000108"
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
            "id_str": "9",
            "id": "9",
            "type": "photo",
            "url": "https://t.co/m9",
            "media_url_https": "https://pbs.twimg.com/media/BENbath.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1640000000000000108/photo/1",
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
        "52"
      ],
      "favorite_count": "3",
      "id_str": "1640000000000000108",
      "truncated": false,
      "retweet_count": "0",
      "id": "1640000000000000108",
      "created_at": "Mon Mar 26 17:00:00 +0000 2023",
      "favorited": false,
      "full_text": "Only for the Circle: Ben in the bath https://t.co/m9",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "9",
            "id": "9",
            "type": "photo",
            "url": "https://t.co/m9",
            "media_url_https": "https://pbs.twimg.com/media/BENbath.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1640000000000000108/photo/1",
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