import os

from celery import Celery

# The default for local development. A config var of the same name takes precedence.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "<%- settingsModule %>")

app = Celery("<%- name %>")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
