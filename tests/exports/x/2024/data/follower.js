window.YTD.follower.part0 = [
  {
    "follower": {
      "accountId": "900000002",
      "userLink": "https://twitter.com/intent/user?user_id=900000002"
    }
  },
  {
    "follower": {
      "accountId": "900000066",
      "userLink": "https://twitter.com/intent/user?user_id=900000066"
    }
  },
  {
    "follower": {
      "accountId": "900000777",
      "userLink": "https://twitter.com/intent/user?user_id=900000777"
    }
  }
]