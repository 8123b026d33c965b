"""What to hand over and on what terms, the file that came, and what to take of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from courses.models import CoursePage
from handover.actions import ON_REQUEST
from handover.difference import TAKEN_UNLESS_KEPT, Verdict

LICENCES = [
    ("", _("As before; the first time: by agreement")),
    (ON_REQUEST, _("By agreement with the institution")),
    ("CC BY 4.0", _("CC BY 4.0: use it, name us")),
    ("CC BY-SA 4.0", _("CC BY-SA 4.0: use it, name us, pass it on likewise")),
    ("CC BY-NC-SA 4.0", _("CC BY-NC-SA 4.0: the same, never for money")),
]
TAKE, KEEP = "take", "keep"


class ExportForm(forms.Form):
    course = forms.ModelChoiceField(queryset=CoursePage.objects.none(), label=_("Course"), empty_label=None)
    licence = forms.ChoiceField(choices=LICENCES, required=False, label=_("On what terms"))
    films = forms.BooleanField(
        required=False, initial=True, label=_("With films and sound"),
        help_text=_("Without them the file is small. It names them, and the other side sees which it lacks."),
    )  # fmt: skip
    drafts = forms.BooleanField(
        required=False, label=_("Also what is not published yet"), help_text=_("As each page was last saved.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.filter(locale=Locale.get_default()).order_by("title")
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), max_length=200, help_text=_("The .zip file as you received it. Nothing changes yet.")
    )


class DecideForm(forms.Form):
    """For each group that differs: theirs or ours. And whether readers see it at once."""

    publish = forms.BooleanField(
        required=False,
        label=_("Publish what review lets through"),
        help_text=_("Otherwise everything comes as drafts."),
    )

    def __init__(self, *args: Any, groups: Iterable[tuple[str, Verdict]], may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish"]
        for group, verdict in groups:
            self.fields[f"{group}:{verdict}"] = forms.ChoiceField(
                choices=[(TAKE, _("Take theirs")), (KEEP, _("Keep ours"))],
                initial=TAKE if TAKEN_UNLESS_KEPT[verdict] else KEEP,
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if ":" in name}
