SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["axes"]
AXES_IPWARE_PROXY_COUNT = 0
AXES_IPWARE_PROXY_ORDER = "right-most"
