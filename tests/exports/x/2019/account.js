window.YTD.account.part0 = [
  {
    "account": {
      "email": "cleo@marrow.example",
      "username": "cleomarrow",
      "accountId": "900000001",
      "createdAt": "2012-05-04T10:11:12.000Z",
      "accountDisplayName": "Cleo Marrow"
    }
  }
]