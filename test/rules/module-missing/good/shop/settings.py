INSTALLED_APPS = ['django.contrib.staticfiles', 'orders.apps.OrdersConfig', 'rest_framework']
MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'orders.audit.AuditMiddleware']
ROOT_URLCONF = 'shop.urls'
