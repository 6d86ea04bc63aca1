window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "Two children, one garden",
        "website": "https://t.co/site",
        "location": "Brighton"
      },
      "avatarMediaUrl": "https://pbs.twimg.com/profile_images/1600000000000000300/gOxab.jpg",
      "headerMediaUrl": "https://pbs.twimg.com/profile_banners/900000001/1688000000"
    }
  }
]