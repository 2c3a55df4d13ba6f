ALLOWED_HOSTS = ('www.example.com')
INSTALLED_APPS = ('orders')
