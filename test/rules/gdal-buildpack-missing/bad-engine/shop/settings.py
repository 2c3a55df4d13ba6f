DATABASES = {"default": {"ENGINE": "django.contrib.gis.db.backends.postgis", "NAME": "shop"}}
