window.YTD.protected_history.part0 = [
  {
    "protectedHistory": {
      "protectedAt": "2023-11-05T06:40:16.000Z",
      "action": "Unprotect"
    }
  },
  {
    "protectedHistory": {
      "protectedAt": "2024-02-25T06:40:16.000Z",
      "action": "Protect"
    }
  }
]