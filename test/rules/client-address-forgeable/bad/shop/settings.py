SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = []
