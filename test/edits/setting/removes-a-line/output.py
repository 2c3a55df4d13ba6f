USE_I18N = True
USE_TZ = True
