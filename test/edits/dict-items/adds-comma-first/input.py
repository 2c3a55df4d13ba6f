STORAGES = {
      "default": {"BACKEND": "a.B"}
    , "media": {"BACKEND": "a.B"}
}
