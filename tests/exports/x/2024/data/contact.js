window.YTD.contact.part0 = [
  {
    "contact": {
      "id": "1",
      "emails": [
        "gale@wind.example"
      ],
      "phoneNumbers": []
    }
  }
]