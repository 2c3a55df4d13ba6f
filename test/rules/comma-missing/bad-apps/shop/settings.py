INSTALLED_APPS = [
    'django.contrib.auth',
    'django.contrib.humanize'  # it's for prices
    'orders',
]
MIDDLEWARE = (
    'django.middleware.security.SecurityMiddleware'
    'django.middleware.common.CommonMiddleware',
)
INSTALLED_APPS += ['django.contrib.sites' 'django.contrib.flatpages']
