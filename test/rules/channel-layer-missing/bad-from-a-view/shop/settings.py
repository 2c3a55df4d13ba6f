SECRET_KEY = "x"
INSTALLED_APPS = ["channels", "chat"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
ASGI_APPLICATION = "shop.asgi.application"
