import requests

INSTALLED_APPS = ["corsheaders", "rest_framework", "taggit", "wagtail"]
