window.YTD.following.part0 = [
  {
    "following": {
      "accountId": "900000002",
      "userLink": "https://twitter.com/intent/user?user_id=900000002"
    }
  },
  {
    "following": {
      "accountId": "900000003",
      "userLink": "https://twitter.com/intent/user?user_id=900000003"
    }
  }
]