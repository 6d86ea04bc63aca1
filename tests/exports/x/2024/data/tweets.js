window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1700000000000000101"
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
            "id_str": "1",
            "id": "1",
            "type": "photo",
            "url": "https://t.co/m1",
            "media_url_https": "https://pbs.twimg.com/media/ADAfirst.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1700000000000000101/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "ext_alt_text": "Ada in her new uniform"
          }
        ]
      },
      "display_text_range": [
        "0",
        "64"
      ],
      "favorite_count": "3",
      "id_str": "1700000000000000101",
      "truncated": false,
      "retweet_count": "0",
      "id": "1700000000000000101",
      "created_at": "Wed Sep 06 07:50:00 +0000 2023",
      "favorited": false,
      "full_text": "First day at Oakfield School &amp; already tired https://t.co/m1",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "1",
            "id": "1",
            "type": "photo",
            "url": "https://t.co/m1",
            "media_url_https": "https://pbs.twimg.com/media/ADAfirst.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1700000000000000101/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "ext_alt_text": "Ada in her new uniform"
          },
          {
            "id_str": "2",
            "id": "2",
            "type": "photo",
            "url": "https://t.co/m2",
            "media_url_https": "https://pbs.twimg.com/media/ADAgate.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1700000000000000101/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            }
          },
          {
            "id_str": "3",
            "id": "3",
            "type": "photo",
            "url": "https://t.co/m3",
            "media_url_https": "https://pbs.twimg.com/media/ADAbag.png",
            "expanded_url": "https://twitter.com/cleomarrow/status/1700000000000000101/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            }
          },
          {
            "id_str": "4",
            "id": "4",
            "type": "photo",
            "url": "https://t.co/m4",
            "media_url_https": "https://pbs.twimg.com/media/ADAgone.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1700000000000000101/photo/1",
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
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1710000000000000102"
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
            "id_str": "5",
            "id": "5",
            "type": "video",
            "url": "https://t.co/m5",
            "media_url_https": "https://pbs.twimg.com/media/BENposter.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1710000000000000102/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "video_info": {
              "aspect_ratio": [
                "16",
                "9"
              ],
              "duration_millis": "4000",
              "variants": [
                {
                  "content_type": "application/x-mpegURL",
                  "url": "https://video.twimg.com/ext_tw_video/5/pl/list.m3u8?tag=12"
                },
                {
                  "bitrate": "832000",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/ext_tw_video/5/vid/BENsmall.mp4?tag=12"
                },
                {
                  "bitrate": "2176000",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/ext_tw_video/5/vid/BENlarge.mp4?tag=12"
                }
              ]
            }
          }
        ]
      },
      "display_text_range": [
        "0",
        "33"
      ],
      "favorite_count": "3",
      "id_str": "1710000000000000102",
      "truncated": false,
      "retweet_count": "0",
      "id": "1710000000000000102",
      "created_at": "Wed Oct 04 16:03:12 +0000 2023",
      "favorited": false,
      "full_text": "Ben finds the sea https://t.co/m5",
      "lang": "en",
      "place": {
        "full_name": "Brighton, England",
        "country_code": "GB"
      },
      "coordinates": {
        "type": "Point",
        "coordinates": [
          "-0.1372",
          "50.8225"
        ]
      },
      "geo": {
        "type": "Point",
        "coordinates": [
          "50.8225",
          "-0.1372"
        ]
      },
      "extended_entities": {
        "media": [
          {
            "id_str": "5",
            "id": "5",
            "type": "video",
            "url": "https://t.co/m5",
            "media_url_https": "https://pbs.twimg.com/media/BENposter.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1710000000000000102/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "video_info": {
              "aspect_ratio": [
                "16",
                "9"
              ],
              "duration_millis": "4000",
              "variants": [
                {
                  "content_type": "application/x-mpegURL",
                  "url": "https://video.twimg.com/ext_tw_video/5/pl/list.m3u8?tag=12"
                },
                {
                  "bitrate": "832000",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/ext_tw_video/5/vid/BENsmall.mp4?tag=12"
                },
                {
                  "bitrate": "2176000",
                  "content_type": "video/mp4",
                  "url": "https://video.twimg.com/ext_tw_video/5/vid/BENlarge.mp4?tag=12"
                }
              ]
            }
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1711000000000000103"
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
        "user_mentions": [
          {
            "name": "Gale",
            "screen_name": "gale_wind",
            "indices": [
              "0",
              "5"
            ],
            "id_str": "900000066",
            "id": "900000066"
          }
        ],
        "urls": [],
        "media": [
          {
            "id_str": "6",
            "id": "6",
            "type": "photo",
            "url": "https://t.co/m6",
            "media_url_https": "https://pbs.twimg.com/media/GALEsunset.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1600000000000000001/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "source_status_id_str": "1600000000000000001",
            "source_user_id_str": "900000066"
          }
        ]
      },
      "display_text_range": [
        "0",
        "44"
      ],
      "favorite_count": "3",
      "id_str": "1711000000000000103",
      "truncated": false,
      "retweet_count": "0",
      "id": "1711000000000000103",
      "created_at": "Sat Oct 07 09:00:00 +0000 2023",
      "favorited": false,
      "full_text": "RT @gale_wind: what a sunset https://t.co/m6",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "6",
            "id": "6",
            "type": "photo",
            "url": "https://t.co/m6",
            "media_url_https": "https://pbs.twimg.com/media/GALEsunset.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1600000000000000001/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "source_status_id_str": "1600000000000000001",
            "source_user_id_str": "900000066"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1712000000000000104"
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
        "user_mentions": [
          {
            "name": "Edith",
            "screen_name": "edith_knits",
            "indices": [
              "0",
              "5"
            ],
            "id_str": "900000002",
            "id": "900000002"
          }
        ],
        "urls": []
      },
      "display_text_range": [
        "0",
        "34"
      ],
      "favorite_count": "3",
      "id_str": "1712000000000000104",
      "truncated": false,
      "retweet_count": "0",
      "id": "1712000000000000104",
      "created_at": "Tue Oct 10 12:30:00 +0000 2023",
      "favorited": false,
      "full_text": "@edith_knits Ada made this for you",
      "lang": "en",
      "in_reply_to_status_id_str": "1711900000000000001",
      "in_reply_to_user_id_str": "900000002",
      "in_reply_to_user_id": "900000002",
      "in_reply_to_screen_name": "edith_knits"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1713000000000000105"
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
        "user_mentions": [
          {
            "name": "Coach Fitz",
            "screen_name": "coach_fitz",
            "indices": [
              "0",
              "5"
            ],
            "id_str": "900000003",
            "id": "900000003"
          }
        ],
        "urls": [],
        "media": [
          {
            "id_str": "7",
            "id": "7",
            "type": "photo",
            "url": "https://t.co/m7",
            "media_url_https": "https://pbs.twimg.com/media/FITZteam.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1600000000000000002/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "source_status_id_str": "1600000000000000002",
            "source_user_id_str": "900000003"
          }
        ]
      },
      "display_text_range": [
        "0",
        "42"
      ],
      "favorite_count": "3",
      "id_str": "1713000000000000105",
      "truncated": false,
      "retweet_count": "0",
      "id": "1713000000000000105",
      "created_at": "Fri Oct 13 10:00:00 +0000 2023",
      "favorited": false,
      "full_text": "Look at this from the club https://t.co/m7",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "7",
            "id": "7",
            "type": "photo",
            "url": "https://t.co/m7",
            "media_url_https": "https://pbs.twimg.com/media/FITZteam.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1600000000000000002/photo/1",
            "sizes": {
              "large": {
                "w": "1200",
                "h": "900",
                "resize": "fit"
              }
            },
            "source_status_id_str": "1600000000000000002",
            "source_user_id_str": "900000003"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1720000000000000106",
            "1720000000000000107"
          ],
          "editableUntil": "2023-11-02T09:00:00.000Z"
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
            "id_str": "8",
            "id": "8",
            "type": "photo",
            "url": "https://t.co/m8",
            "media_url_https": "https://pbs.twimg.com/media/ADAtooth.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1720000000000000106/photo/1",
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
        "40"
      ],
      "favorite_count": "3",
      "id_str": "1720000000000000106",
      "truncated": false,
      "retweet_count": "0",
      "id": "1720000000000000106",
      "created_at": "Thu Nov 02 08:00:00 +0000 2023",
      "favorited": false,
      "full_text": "Ada lost her frist tooth https://t.co/m8",
      "lang": "en",
      "extended_entities": {
        "media": [
          {
            "id_str": "8",
            "id": "8",
            "type": "photo",
            "url": "https://t.co/m8",
            "media_url_https": "https://pbs.twimg.com/media/ADAtooth.jpg",
            "expanded_url": "https://twitter.com/cleomarrow/status/1720000000000000106/photo/1",
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