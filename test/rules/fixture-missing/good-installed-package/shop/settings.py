INSTALLED_APPS = ['cities_light', 'orders']
ROOT_URLCONF = 'shop.urls'
