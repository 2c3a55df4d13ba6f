INSTALLED_APPS = [
      "shop"
    , "cart"
]
