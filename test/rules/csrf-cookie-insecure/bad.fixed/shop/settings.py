MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]

CSRF_COOKIE_SECURE = True
