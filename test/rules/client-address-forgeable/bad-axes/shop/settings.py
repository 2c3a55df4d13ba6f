SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["axes"]
AXES_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
