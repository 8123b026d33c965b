"""Panels and editors of the admin that every room uses. Which languages are open is data, asked for on request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core import tongues

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def in_language(code: str, *fields: str) -> MultiFieldPanel:
    """The panel of one language: its own columns, never the one that follows the author's interface."""
    widget = AdminAutoHeightTextInput(attrs={"dir": "auto"})
    panels = [FieldPanel(build_localized_fieldname(field, code), widget=widget) for field in fields]
    return MultiFieldPanel(panels, heading=_(LANGUAGE_NAMES[code]))


class InOpenLanguages:
    """A view whose form has the fields of the languages that are open now, not of those when the process started."""

    editor: Callable[[tuple[str, ...]], Panel]
    panel: Panel

    def get_panel(self) -> Panel:
        return self.editor(tongues.open_codes())

    def get_form_class(self) -> type[ModelForm]:
        return self.panel.get_form_class()
