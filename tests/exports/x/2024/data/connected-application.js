window.YTD.connected_application.part0 = [
  {
    "connectedApplication": {
      "organization": {
        "name": "Frames Ltd"
      },
      "name": "Photo Frames",
      "permissions": [
        "read"
      ],
      "approvedAt": "2020-01-01T00:00:00.000Z",
      "id": "1"
    }
  }
]