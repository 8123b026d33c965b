"""The list of the bank, with the ways in and out."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from assessments.exchange.permissions import may_export, may_import


class BankView(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may_import(self.request.user):
            buttons.append(Button(_("Import"), url=reverse("exchange:upload"), icon_name="upload", priority=30))
        if may_export(self.request.user):
            buttons.append(Button(_("Export"), url=reverse("exchange:export"), icon_name="download", priority=40))
        return buttons
