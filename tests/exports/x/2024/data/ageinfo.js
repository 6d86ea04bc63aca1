window.YTD.ageinfo.part0 = [
  {
    "ageMeta": {
      "ageInfo": {
        "age": [
          "41"
        ],
        "birthDate": "1983-02-11"
      },
      "inferredAgeInfo": {
        "age": [
          "35-49"
        ]
      }
    }
  }
]