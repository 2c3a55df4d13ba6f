TITLE = "🦄 𝒔𝒉𝒐𝒑"  # 🦄
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.common.CommonMiddleware"]  # 🦄
