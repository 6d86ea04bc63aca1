window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "900000001-900000002",
      "messages": [
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "for grandma only https://t.co/x",
            "mediaUrls": [
              "https://ton.twitter.com/dm/1731000000000000401/1731000000000000400/PRIV.jpg"
            ],
            "senderId": "900000001",
            "id": "1731000000000000401",
            "createdAt": "2023-12-01T18:00:00.000Z",
            "recipientId": "900000002"
          }
        },
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "thank you dear https://t.co/y",
            "mediaUrls": [
              "https://ton.twitter.com/dm/1731000000000000402/1731000000000000403/SOCKS.jpg"
            ],
            "senderId": "900000002",
            "id": "1731000000000000402",
            "createdAt": "2023-12-01T18:00:00.000Z",
            "recipientId": "900000001"
          }
        },
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "kiss Ben",
            "mediaUrls": [],
            "senderId": "900000002",
            "id": "1731000000000000404",
            "createdAt": "2023-12-01T18:00:00.000Z",
            "recipientId": "900000001"
          }
        }
      ]
    }
  }
]