import os

SECRET_KEY = 'django-insecure-x'  # change me
