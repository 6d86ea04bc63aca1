window.YTD.tweet.part0 = [
  {
    "retweeted": false,
    "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
    "entities": {
      "hashtags": [],
      "symbols": [],
      "user_mentions": [],
      "urls": [],
      "media": [
        {
          "id_str": "31",
          "id": "31",
          "type": "photo",
          "url": "https://t.co/m31",
          "media_url_https": "https://pbs.twimg.com/media/BENone.jpg",
          "expanded_url": "https://twitter.com/cleomarrow/status/1100000000000000601/photo/1",
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
      "32"
    ],
    "favorite_count": "3",
    "id_str": "1100000000000000601",
    "truncated": false,
    "retweet_count": "0",
    "id": "1100000000000000601",
    "created_at": "Fri Feb 22 12:00:00 +0000 2019",
    "favorited": false,
    "full_text": "Ben is one &lt;3 https://t.co/o1",
    "lang": "en",
    "coordinates": {
      "type": "Point",
      "coordinates": [
        "-0.1",
        "51.5"
      ]
    },
    "extended_entities": {
      "media": [
        {
          "id_str": "31",
          "id": "31",
          "type": "photo",
          "url": "https://t.co/m31",
          "media_url_https": "https://pbs.twimg.com/media/BENone.jpg",
          "expanded_url": "https://twitter.com/cleomarrow/status/1100000000000000601/photo/1",
          "sizes": {
            "large": {
              "w": "1200",
              "h": "900",
              "resize": "fit"
            }
          }
        },
        {
          "id_str": "32",
          "id": "32",
          "type": "photo",
          "url": "https://t.co/m32",
          "media_url_https": "https://pbs.twimg.com/media/BENcake.jpg",
          "expanded_url": "https://twitter.com/cleomarrow/status/1100000000000000601/photo/1",
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
  },
  {
    "retweeted": false,
    "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
    "entities": {
      "hashtags": [],
      "symbols": [],
      "user_mentions": [
        {
          "name": "Coach Fitz",
          "screen_name": "coach_fitz",
          "indices": [
            "0",
            "5"
          ],
          "id_str": "-1",
          "id": "-1"
        }
      ],
      "urls": []
    },
    "display_text_range": [
      "0",
      "29"
    ],
    "favorite_count": "3",
    "id_str": "1100000000000000602",
    "truncated": false,
    "retweet_count": "0",
    "id": "1100000000000000602",
    "created_at": "Sat Feb 23 12:00:00 +0000 2019",
    "favorited": false,
    "full_text": "RT @coach_fitz: match at nine",
    "lang": "en"
  }
]