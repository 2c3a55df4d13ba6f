import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

from a2wsgi import WSGIMiddleware

application = WSGIMiddleware(get_wsgi_application())
