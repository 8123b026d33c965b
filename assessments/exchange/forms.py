"""The file that comes in, and what is to go out. Saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from assessments.exchange.kinds import FORMATS
from core import tongues
from core.models import Topic

_CHOICES = [(code, format.name) for code, format in FORMATS.items()]
_BY_ENDING = {".xlsx": "xlsx", ".csv": "csv", ".xml": "moodle", ".gift": "gift"}


class InLanguage(forms.Form):
    """Asks for one of the languages that are open now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = [(code, _(names[code])) for code in tongues.open_codes()]  # type: ignore[attr-defined]


class ImportForm(InLanguage):
    file = forms.FileField(
        label=_("File"), max_length=200, help_text=_("Nothing changes yet: you see first what it would do.")
    )
    format = forms.ChoiceField(
        choices=[("", _("By the name of the file")), *_CHOICES], required=False, label=_("Format"),
        help_text=_("Choose it for a .txt file: GIFT and Aiken are both called so."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("In which its words are. Columns of a spreadsheet may name their own.")
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(), required=False, label=_("Topic"),
        help_text=_("For questions that name none we know."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if file := given.get("file"):
            ending = f".{file.name.rpartition('.')[2].casefold()}"
            given["format"] = given.get("format") or _BY_ENDING.get(ending, "")
            if not given["format"]:
                self.add_error("format", _("We cannot tell the format by the name. Choose it here."))
        return given


class PurposeForm(forms.Form):
    """Why questions leave the house. The answer is written into the access log."""

    PURPOSES = [
        ("translation", _("Translating")),
        ("review", _("Reviewing")),
        ("other_system", _("Use in another learning system")),
        ("copy", _("Keeping a copy")),
        ("paper", _("Teaching from paper")),
    ]
    purpose = forms.ChoiceField(label=_("What is the file for?"), choices=[("", _("Choose")), *PURPOSES])


class ExportForm(InLanguage):
    format = forms.ChoiceField(choices=_CHOICES, label=_("Format"))
    language = forms.ChoiceField(label=_("Language"), help_text=_("A spreadsheet holds them all."))
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, label=_("Topic"), empty_label=_("All topics"))
