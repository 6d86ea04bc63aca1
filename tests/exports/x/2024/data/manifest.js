window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "900000001",
    "userName": "cleomarrow",
    "displayName": "Cleo Marrow"
  },
  "archiveInfo": {
    "sizeBytes": "123456",
    "generationDate": "2024-03-16T08:57:45.244Z",
    "isPartialArchive": false,
    "maxPartSizeBytes": "53687091200"
  },
  "dataTypes": {
    "tweets": {
      "mediaDirectory": "data/tweets_media",
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "6"
        },
        {
          "fileName": "data/tweets-part1.js",
          "globalName": "YTD.tweets_part1.part0",
          "count": "3"
        }
      ]
    },
    "twitterCircleTweet": {
      "files": [
        {
          "fileName": "data/twitter-circle-tweet.js",
          "globalName": "YTD.twitter_circle_tweet.part0",
          "count": "1"
        }
      ]
    },
    "communityTweet": {
      "files": [
        {
          "fileName": "data/community-tweet.js",
          "globalName": "YTD.community_tweet.part0",
          "count": "1"
        }
      ]
    },
    "deletedTweets": {
      "files": [
        {
          "fileName": "data/deleted-tweets.js",
          "globalName": "YTD.deleted_tweets.part0",
          "count": "1"
        }
      ]
    },
    "noteTweet": {
      "files": [
        {
          "fileName": "data/note-tweet.js",
          "globalName": "YTD.note_tweet.part0",
          "count": "2"
        }
      ]
    },
    "ipAudit": {
      "files": [
        {
          "fileName": "data/ip-audit.js",
          "globalName": "YTD.ip_audit.part0",
          "count": "4"
        }
      ]
    },
    "follower": {
      "files": [
        {
          "fileName": "data/follower.js",
          "globalName": "YTD.follower.part0",
          "count": "3"
        }
      ]
    }
  }
}
