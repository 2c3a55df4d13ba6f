INSTALLED_APPS = [
    f"django.contrib.{NAME}",
]
