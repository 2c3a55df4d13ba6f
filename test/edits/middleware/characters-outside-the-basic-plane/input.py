TITLE = "🦄 𝒔𝒉𝒐𝒑"  # 🦄
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]  # 🦄
