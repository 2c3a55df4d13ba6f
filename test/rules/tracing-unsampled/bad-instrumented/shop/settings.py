SECRET_KEY = "x"
WSGI_APPLICATION = "shop.wsgi.application"
