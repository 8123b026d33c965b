"""Panels of the admin that every room uses."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def in_language(code: str, *fields: str) -> MultiFieldPanel:
    """The panel of one language: its own columns, never the one that follows the author's interface."""
    widget = AdminAutoHeightTextInput(attrs={"dir": "auto"})
    panels = [FieldPanel(build_localized_fieldname(field, code), widget=widget) for field in fields]
    return MultiFieldPanel(panels, heading=_(LANGUAGE_NAMES[code]))
