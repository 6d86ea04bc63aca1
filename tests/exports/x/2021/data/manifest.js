window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "900000001",
    "userName": "cleomarrow",
    "displayName": "Cleo Marrow"
  },
  "archiveInfo": {
    "sizeBytes": "1",
    "generationDate": "2021-06-20T08:00:00.000Z",
    "isPartialArchive": false,
    "maxPartSizeBytes": "53687091200"
  },
  "dataTypes": {
    "tweet": {
      "mediaDirectory": "data/tweet_media",
      "files": [
        {
          "fileName": "data/tweet.js",
          "globalName": "YTD.tweet.part0",
          "count": "3"
        }
      ]
    }
  }
}