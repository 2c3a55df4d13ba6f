INSTALLED_APPS = ["django.contrib.admin", "orders.apps.OrdersConfig"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
