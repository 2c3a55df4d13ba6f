INSTALLED_APPS = ['pages', 'rest_auth']
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
