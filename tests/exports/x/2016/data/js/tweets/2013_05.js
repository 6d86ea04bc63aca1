Grailbird.data.tweets_2013_05 = 
[
  {
    "source": "<a>web</a>",
    "entities": {
      "user_mentions": [],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "330000000000000803",
    "text": "@edith_knits thank you",
    "id": 330000000000000803,
    "created_at": "2013-05-04 12:03:15 +0000",
    "user": {
      "name": "Cleo Marrow",
      "screen_name": "cleomarrow",
      "id_str": "900000001",
      "id": 900000001
    },
    "in_reply_to_user_id_str": "900000002",
    "in_reply_to_screen_name": "edith_knits"
  }
]