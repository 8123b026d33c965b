"""The door for a web server: the shelf of lesson documents stands in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from core.settling import settle  # noqa: E402 -- needs the apps loaded
from courses.serving import DocumentShelf  # noqa: E402 -- needs the apps loaded

application = DocumentShelf(django_application)
settle()
