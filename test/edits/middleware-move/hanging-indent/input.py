MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware",
              "django.middleware.security.SecurityMiddleware",
              "django.contrib.sessions.middleware.SessionMiddleware"]
