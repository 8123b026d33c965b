"""Forms of the desk: what to show on the board, and the file that came back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.templatetags.baon import language_name
from translating.board import BoardRow
from translating.scopes import Kind
from translating.states import State

STATES = {
    State.MISSING: _("Missing"),
    State.DRAFT: _("Draft"),
    State.STALE: _("Stale"),
    State.PUBLISHED: _("Published"),
    State.REVIEWED: _("Reviewed"),
}
_KINDS = [
    (Kind.PAGE.value, _("Pages")), (Kind.QUESTIONS.value, _("Questions")), (Kind.FACTS.value, _("Facts")),
    (Kind.WORDS.value, _("Words")),
]  # fmt: skip


class BoardFilter(forms.Form):
    """Nothing chosen shows everything; what is chosen and does not exist counts as not chosen."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    module = forms.ChoiceField(label=_("Module"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Everything")), *_KINDS])
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("Any")), *((state.value, words) for state, words in STATES.items())],
    )  # fmt: skip

    def __init__(
        self, *args: object, codes: Sequence[str], modules: Sequence[tuple[UUID, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._codes = codes
        named = [(code, language_name(code)) for code in codes]
        self.fields["language"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        self.fields["module"].choices = [("", _("All")), *((str(key), title) for key, title in modules)]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))

    @property
    def languages(self) -> Sequence[str]:
        return [self.chosen("language")] if self.chosen("language") else self._codes

    def fits(self, row: BoardRow) -> bool:
        module, kind = self.chosen("module"), self.chosen("kind")
        return (not module or str(row.module) == module) and (not kind or row.scope.kind.value == kind)

    def fits_state(self, row: BoardRow) -> bool:
        state = self.chosen("state")
        return not state or any(cell.standing.state.value == state for cell in row.cells)


class DeliveryForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("An XLSX or PO file that was downloaded here."))


class OpenForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TranslatorForm(forms.Form):
    """A translator by her id. Who holds no such role is not offered."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    person = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Translator"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].queryset = translators()  # type: ignore[attr-defined]


def translators() -> object:
    return User.objects.filter(memberships__role=Role.TRANSLATOR).distinct().order_by("name")
