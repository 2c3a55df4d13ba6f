from django.core.exceptions import ImproperlyConfigured

raise ImproperlyConfigured("Write your own settings first")
