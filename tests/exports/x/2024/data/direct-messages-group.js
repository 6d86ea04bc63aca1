window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation": {
      "conversationId": "1612345678901234567",
      "messages": [
        {
          "joinConversation": {
            "initiatingUserId": "900000003",
            "participantsSnapshot": [
              "900000001",
              "900000003"
            ],
            "createdAt": "2023-11-01T09:00:00.000Z"
          }
        },
        {
          "messageCreate": {
            "reactions": [],
            "urls": [],
            "text": "training moved",
            "mediaUrls": [],
            "senderId": "900000003",
            "id": "1712000000000000410",
            "createdAt": "2023-12-01T18:00:00.000Z"
          }
        }
      ]
    }
  }
]