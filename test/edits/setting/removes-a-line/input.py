USE_I18N = True
USE_L10N = True  # dates
USE_TZ = True
