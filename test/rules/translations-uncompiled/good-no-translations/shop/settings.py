INSTALLED_APPS = ['orders']
ROOT_URLCONF = 'shop.urls'
USE_I18N = False
