Grailbird.data.tweets_2016_03 = 
[
  {
    "source": "<a>web</a>",
    "entities": {
      "user_mentions": [],
      "media": [
        {
          "expanded_url": "http://twitter.com/cleomarrow/status/x/photo/1",
          "url": "http://t.co/p",
          "media_url_https": "https://pbs.twimg.com/media/ADAwalks.jpg",
          "id_str": "41",
          "id": 41,
          "sizes": [],
          "media_url": "http://pbs.twimg.com/media/ADAwalks.jpg",
          "display_url": "pic.twitter.com/p"
        }
      ],
      "hashtags": [],
      "urls": []
    },
    "geo": {
      "type": "Point",
      "coordinates": [
        50.8225,
        -0.1372
      ]
    },
    "id_str": "710000000000000801",
    "text": "Ada can walk! http://t.co/p",
    "id": 710000000000000801,
    "created_at": "2016-03-16 09:15:00 +0000",
    "user": {
      "name": "Cleo Marrow",
      "screen_name": "cleomarrow",
      "id_str": "900000001",
      "id": 900000001
    }
  },
  {
    "source": "<a>web</a>",
    "entities": {
      "user_mentions": [
        {
          "name": "Edith",
          "screen_name": "edith_knits",
          "indices": [
            3,
            15
          ],
          "id_str": "900000002",
          "id": 900000002
        }
      ],
      "media": [
        {
          "expanded_url": "http://twitter.com/cleomarrow/status/x/photo/1",
          "url": "http://t.co/p",
          "media_url_https": "https://pbs.twimg.com/media/EDITHdrops.jpg",
          "id_str": "42",
          "id": 42,
          "sizes": [],
          "media_url": "http://pbs.twimg.com/media/EDITHdrops.jpg",
          "display_url": "pic.twitter.com/p"
        }
      ],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "710000000000000802",
    "text": "RT @edith_knits: snow drops",
    "id": 710000000000000802,
    "created_at": "2016-03-17 09:15:00 +0000",
    "user": {
      "name": "Cleo Marrow",
      "screen_name": "cleomarrow",
      "id_str": "900000001",
      "id": 900000001
    },
    "retweeted_status": {
      "id_str": "709000000000000001",
      "text": "snow drops",
      "user": {
        "screen_name": "edith_knits"
      }
    }
  }
]