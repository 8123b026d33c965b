"""The forms of films: the file, what is announced before its pieces come, and what is said of a film."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import tongues

ACCEPTED = "video/*,audio/*,.mkv,.flac,.opus"


class FileForm(forms.Form):
    """Whether it is a film is said when it is looked at."""

    file = forms.FileField(label=_("Film or sound"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPTED}))


class AnnouncedForm(forms.Form):
    """What a browser knows of a file before it sends the first piece."""

    name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=0, max_value=2**50)
    changed = forms.CharField(max_length=40, required=False)
    replaces = forms.UUIDField(required=False)


class AboutForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255)
    languages = forms.MultipleChoiceField(
        label=_("Languages that are spoken in it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None, where nobody speaks."),
    )  # fmt: skip
    synthetic = forms.BooleanField(
        label=_("Read by a computer"), required=False,
        help_text=_("A draft, until a person has read it. Whoever hears it is told."),
    )  # fmt: skip
    credit = forms.CharField(label=_("Who made it"), max_length=200, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)

    def __init__(self, *args: object, spoken: tuple[str, ...] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = dict(settings.LANGUAGES)
        codes = dict.fromkeys((*tongues.open_codes(), *spoken))
        self.fields["languages"].choices = [(code, names.get(code, code)) for code in codes]  # type: ignore[attr-defined]


class StillForm(forms.Form):
    at = forms.DecimalField(
        label=_("Second of the film"), min_value=0, max_digits=9, decimal_places=3, required=False,
        help_text=_("What is seen then stands in the lesson before it plays. Choose a calm moment, never violence."),
    )  # fmt: skip
