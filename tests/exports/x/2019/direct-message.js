window.YTD.direct_message.part0 = [
  {
    "dmConversation": {
      "conversationId": "900000001-900000002",
      "messages": [
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "hello",
            "mediaUrls": [],
            "senderId": "900000001",
            "id": "1090000000000000701",
            "createdAt": "2023-12-01T18:00:00.000Z",
            "recipientId": "900000002"
          }
        }
      ]
    }
  }
]