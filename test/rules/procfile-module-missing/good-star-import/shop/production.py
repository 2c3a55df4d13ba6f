from shop.wsgi import *
