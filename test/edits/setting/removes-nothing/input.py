USE_TZ = True
