"""The forms that take pictures and recordings in, and the filter of the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from core import tongues
from core.models import Topic
from media import bundles, spoken
from media.pictures import NotAPicture, reencode
from media.recordings import Marks
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

    MISSING, DRAFT, UNREAD, RECORDED = "missing", "draft", "unread", "recorded"

    language = forms.ChoiceField(label=_("Language"), required=False)
    place = forms.ChoiceField(label=_("Where it is said"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", _("All")), (MISSING, _("Missing")), (DRAFT, _("Draft by a computer")),
            (UNREAD, _("Missing or draft")), (RECORDED, _("Recorded")),
        ],
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._codes = spoken.languages(tongues.open_codes())
        self.fields["language"].choices = list(_named(self._codes))  # type: ignore[attr-defined]
        topics = [(topic.code, topic.name) for topic in Topic.objects.all()]
        self.fields["topic"].choices = [("", _("All")), *topics]  # type: ignore[attr-defined]
        self.is_valid()
        self.places = spoken.places(self.language_code)
        self.fields["place"].choices = [("", _("Everywhere")), *((one.code, one.label) for one in self.places)]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def language_code(self) -> str:
        return self.cleaned_data.get("language") or self._codes[0]

    @property
    def place_code(self) -> str:
        return self.cleaned_data.get("place") or ""

    def chosen(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of the place and the topic that were chosen, recorded or not."""
        topic = self.cleaned_data.get("topic")
        return [line for line in spoken.at(self.place_code, lines) if not topic or topic in line.topics]

    def fits(self, line: Line, marks: Marks) -> bool:
        """Whether it is as recorded as was asked for."""
        read, draft = line.mark in marks.recorded, line.mark in marks.drafts
        wanted = {self.MISSING: not read and not draft, self.DRAFT: draft, self.UNREAD: not read, self.RECORDED: read}
        return wanted.get(str(self.cleaned_data.get("state")), True)


def _named(codes: Sequence[str]) -> Iterator[tuple[str, object]]:
    """A language that the site is not read in, such as one of the phrase book, is named as CLDR names it."""
    names = dict(settings.LANGUAGES)
    others = Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-").languages
    return ((code, _(names[code]) if code in names else others.get(code, code)) for code in codes)


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
        help_text=_("Each named by the number of its line, such as 12345678.mp3. A zip of them is taken, too."),
    )  # fmt: skip


def field_of(line: Line) -> str:
    return f"file-{line.mark}"


@dataclass(frozen=True)
class Pairing:
    """Files with the lines they are for, the names of files that fit none, and of zips that cannot be read."""

    pairs: tuple[tuple[Line, UploadedFile], ...]
    strays: tuple[str, ...]
    unread: tuple[str, ...] = ()


def pairing(files: MultiValueDict[str, UploadedFile], lines: Sequence[Line]) -> Pairing:
    """A file beside a line is for that line, whatever its name; any other goes by the number in its name."""
    numbered = spoken.by_number(lines)
    sent, unread = _unpacked(files.getlist("files"))
    named = [(_line_of(file.name or "", numbered), file) for file in sent]
    beside = [(line, files[field_of(line)]) for line in lines if field_of(line) in files]
    return Pairing(
        pairs=(*beside, *((line, file) for line, file in named if line)),
        strays=tuple(file.name or "" for line, file in named if line is None),
        unread=tuple(unread),
    )


def _unpacked(files: Sequence[UploadedFile]) -> tuple[list[UploadedFile], list[str]]:
    """The files, with those in zips in place of the zips, and the names of zips that cannot be read."""
    found: list[UploadedFile] = []
    unpacked: list[tuple[str, bytes]] = []
    unread = []
    for file in files:
        if not bundles.is_bundle(file.name or ""):
            found.append(file)
            continue
        try:
            held = bundles.files_in(file, beside=unpacked)
        except bundles.NotABundle:
            unread.append(file.name or "")
            continue
        unpacked += held
        found += [SimpleUploadedFile(name, content) for name, content in held]
    return found, unread


def _line_of(name: str, numbered: Mapping[str, Line]) -> Line | None:
    return next((numbered[number] for number in spoken.numbers_in(name) if number in numbered), None)
