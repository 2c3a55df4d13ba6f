INSTALLED_APPS = ['django.contrib.staticfiles', 'Orders', 'orders.apps.OrderConfig']
MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'orders.middleware.Audit', 'orders.audit.AuditMiddelware']
ROOT_URLCONF = 'shop.urls'
