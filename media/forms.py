"""The forms that take pictures and recordings in, and the filter of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from core import tongues
from core.models import Topic
from media import spoken
from media.pictures import NotAPicture, reencode
from media.spoken import Line


class PictureForm(BaseImageForm):
    """Takes the upload apart and writes it anew, so that nothing but pixels reaches the site."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        upload.seek(0)
        try:
            clean = reencode(upload.read())
        except NotAPicture as error:
            raise ValidationError(str(error)) from error
        stem = upload.name.rsplit(".", 1)[0]
        return SimpleUploadedFile(f"{stem}.{clean.extension}", clean.content, content_type=clean.content_type)


class LinesFilter(forms.Form):
    """Which lines the desk lists. What is chosen and does not exist counts as not chosen."""

    MISSING, RECORDED = "missing", "recorded"

    language = forms.ChoiceField(label=_("Language"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), (MISSING, _("Missing")), (RECORDED, _("Recorded"))],
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = dict(settings.LANGUAGES)
        self._codes = tongues.open_codes()
        self.fields["language"].choices = [(code, _(names[code])) for code in self._codes]  # type: ignore[attr-defined]
        topics = [(topic.code, topic.name) for topic in Topic.objects.all()]
        self.fields["topic"].choices = [("", _("All")), *topics]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def language_code(self) -> str:
        return self.cleaned_data.get("language") or self._codes[0]

    def fits(self, line: Line, recorded: frozenset[str]) -> bool:
        topic, state = self.cleaned_data.get("topic"), self.cleaned_data.get("state")
        wanted = {self.MISSING: line.mark not in recorded, self.RECORDED: line.mark in recorded}
        return (not topic or topic in line.topics) and wanted.get(str(state), True)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class ReaderForm(forms.Form):
    """Who reads, and room for files named by the numbers of lines. The files themselves are for ``pairing``."""

    read_by = forms.CharField(
        label=_("Who reads"), required=False, max_length=100,
        help_text=_("Only if she agrees that her name is kept. Nobody but the team sees it."),
    )  # fmt: skip
    files = forms.FileField(
        label=_("Several files at once"), required=False, widget=SeveralFiles,
        help_text=_("Each named by the number of its line, such as 12345678.mp3."),
    )  # fmt: skip


def field_of(line: Line) -> str:
    return f"file-{line.mark}"


@dataclass(frozen=True)
class Pairing:
    """Files with the lines they are for, and the names of files that fit none."""

    pairs: tuple[tuple[Line, UploadedFile], ...]
    strays: tuple[str, ...]


def pairing(files: MultiValueDict[str, UploadedFile], lines: Sequence[Line]) -> Pairing:
    """A file beside a line is for that line, whatever its name; any other goes by the number in its name."""
    numbered = spoken.by_number(lines)
    named = [(_line_of(file.name or "", numbered), file) for file in files.getlist("files")]
    beside = [(line, files[field_of(line)]) for line in lines if field_of(line) in files]
    return Pairing(
        pairs=(*beside, *((line, file) for line, file in named if line)),
        strays=tuple(file.name or "" for line, file in named if line is None),
    )


def _line_of(name: str, numbered: Mapping[str, Line]) -> Line | None:
    return next((numbered[number] for number in spoken.numbers_in(name) if number in numbered), None)
