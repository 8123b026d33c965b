"""Wiring only: settings, addresses, and the doors for web servers and workers."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
