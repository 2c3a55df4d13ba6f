FIRST = ["django.middleware.security.SecurityMiddleware"]
MIDDLEWARE = FIRST + ["django.middleware.common.CommonMiddleware"]
print(FIRST)
