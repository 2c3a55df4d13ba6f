import plugins

ROOT_URLCONF = "shop.urls"

plugins.extend(globals())
