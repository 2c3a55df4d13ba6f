INSTALLED_APPS = [
    'django.contrib.auth',
    'orders',
]
AUTH_PASSWORD_VALIDATORS = [
    {
        'NAME': 'django.contrib.auth.password_validation.'
        'UserAttributeSimilarityValidator',
    },
]
AUTHENTICATION_BACKENDS = [
    'django.contrib.auth'
    '.backends.ModelBackend',
]
NOTES = [
    'A text that goes on '
    'in the next line',
]
ALLOWED_HOSTS = ('www.example.com',)
SHOP_TITLE = ('One shop'
    'for all')
