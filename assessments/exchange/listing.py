"""The list of the bank: where each question stands and how it fares, with the ways in and out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from assessments.exchange.permissions import may_export, may_import
from assessments.models import Question
from assessments.playable.permissions import may_make
from assessments.statistics import table
from assessments.statistics.usage import Usage, beside

SHOWN = ("answers", "facility", "discrimination", "flags")


class UsedColumn(Column):
    """A cell made of what stands beside the question. The view has read it for the whole page."""

    def get_value(self, instance: Question) -> Any:
        return self.accessor(instance.usage)


def _state(used: Usage) -> str:
    return _("Retired") if used.is_retired else "" if used.versions else _("Not published yet")


def _figure(column: table.Column) -> UsedColumn:
    return UsedColumn(
        column.name,
        label=column.title,
        accessor=lambda used: table.in_figures(column.cell(used.item)) if used.item else "",
    )


BESIDE = [
    Column("made_by", label=gettext_lazy("Made from a fact"), accessor="template"),
    UsedColumn("state", label=gettext_lazy("State"), accessor=_state),
    UsedColumn("versions", label=gettext_lazy("Versions"), accessor=lambda used: table.in_figures(used.versions)),
    UsedColumn("quizzes", label=gettext_lazy("Quizzes"), accessor=lambda used: table.in_figures(used.quizzes)),
    *(_figure(column) for column in table.COLUMNS if column.name in SHOWN),
]


class BankView(IndexView):
    def get_table(self, object_list: Iterable[Question], **kwargs: Any) -> Any:
        shown = list(object_list)
        prefetch_related_objects(shown, "topic")
        found = beside(shown)
        for question in shown:
            question.usage = found[question.pk]
        return super().get_table(shown, **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may_import(self.request.user):
            buttons.append(Button(_("Import"), url=reverse("exchange:upload"), icon_name="upload", priority=30))
        if may_export(self.request.user):
            buttons.append(Button(_("Export"), url=reverse("exchange:export"), icon_name="download", priority=40))
        if may_make(self.request.user):
            buttons.append(Button(_("Make H5P"), url=reverse("playable:make"), icon_name="h5p", priority=50))
        return buttons
