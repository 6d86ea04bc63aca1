window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "1730000000000000200",
      "updatedAt": "2023-11-30T19:00:01.000Z",
      "createdAt": "2023-11-30T19:00:01.000Z",
      "lifecycle": {
        "value": "3",
        "name": "Published"
      },
      "core": {
        "styletags": [],
        "urls": [],
        "text": "A long day. It began with porridge on the ceiling and Ben telling the whole bus that his sister had lost a tooth, which she had, in the porridge, and it went on like that until the bakery closed. Then we walked home past Oakfield School.",
        "mentions": [],
        "cashtags": [],
        "hashtags": []
      }
    }
  },
  {
    "noteTweet": {
      "noteTweetId": "1740000000000000201",
      "createdAt": "2023-12-28T11:00:00.000Z",
      "updatedAt": "2023-12-28T11:00:00.000Z",
      "lifecycle": {
        "value": "3",
        "name": "Published"
      },
      "core": {
        "styletags": [],
        "urls": [],
        "text": "A note whose post is not here: Ben and the snow.",
        "mentions": [],
        "cashtags": [],
        "hashtags": []
      }
    }
  }
]