import os

from celery import Celery

# What a developer starts runs on development settings. On a dyno the config var, which comes
# first, names production's.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "<%- settingsModule %>")

app = Celery("<%- name %>")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
