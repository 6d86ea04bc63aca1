window.YTD.tweet.part0 = [
  {
    "tweet": {
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": [],
        "media": [
          {
            "id_str": "21",
            "id": "21",
            "type": "photo",
            "url": "https://t.co/m21",
            "media_url_https": "https://pbs.twimg.com/media/EDITHgarden.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1400000000000000501/photo/1",
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
        "55"
      ],
      "favorite_count": "3",
      "id_str": "1400000000000000501",
      "truncated": false,
      "retweet_count": "0",
      "id": "1400000000000000501",
      "created_at": "Mon May 31 18:20:00 +0000 2021",
      "favorited": false,
      "full_text": "Grandmother Edith and Ada in the garden https://t.co/n1",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "21",
            "id": "21",
            "type": "photo",
            "url": "https://t.co/m21",
            "media_url_https": "https://pbs.twimg.com/media/EDITHgarden.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1400000000000000501/photo/1",
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
  },
  {
    "tweet": {
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "14"
      ],
      "favorite_count": "3",
      "id_str": "1400000000000000502",
      "truncated": false,
      "retweet_count": "0",
      "id": "1400000000000000502",
      "created_at": "Tue Jun 01 07:00:00 +0000 2021",
      "favorited": false,
      "full_text": "Bus late again",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": [],
        "media": [
          {
            "id_str": "22",
            "id": "22",
            "type": "animated_gif",
            "url": "https://t.co/m22",
            "media_url_https": "https://pbs.twimg.com/media/tweet_video_thumb.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1400000000000000503/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "video_info": {
              "aspect_ratio": [
                "1",
                "1"
              ],
              "variants": [
                {
                  "bitrate": "0",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/tweet_video/BENdance.mp4"
                }
              ]
            }
          }
        ]
      },
      "display_text_range": [
        "0",
        "26"
      ],
      "favorite_count": "3",
      "id_str": "1400000000000000503",
      "truncated": false,
      "retweet_count": "0",
      "id": "1400000000000000503",
      "created_at": "Wed Jun 02 07:00:00 +0000 2021",
      "favorited": false,
      "full_text": "Ben dances https://t.co/n2",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "22",
            "id": "22",
            "type": "animated_gif",
            "url": "https://t.co/m22",
            "media_url_https": "https://pbs.twimg.com/media/tweet_video_thumb.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1400000000000000503/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "video_info": {
              "aspect_ratio": [
                "1",
                "1"
              ],
              "variants": [
                {
                  "bitrate": "0",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/tweet_video/BENdance.mp4"
                }
              ]
            }
          }
        ]
      }
    }
  }
]