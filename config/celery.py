"""The Celery application. Which broker it speaks to is a setting; see docs/decisions on the task queue."""

import os

from celery import Celery

from work import transport

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
transport.register()

app = Celery("baon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
