"""Lets recordings be heard and pictures be seen. At the desk, those who write and translate give words a voice."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from accounts.models import Role
from accounts.permissions import role_required, roles_of
from core import tongues
from core.doors import safe_path
from core.downloads import in_parts
from media import actions, desk, drafting, recordings, spoken, voicing
from media.forms import LinesFilter, Pairing, ReaderForm, pairing
from media.models import Recording, Rendition
from media.models.recordings import content_type_of
from media.wording import FAULTS, JUST_RECORDED

READERS = (Role.AUTHOR, Role.TRANSLATOR, Role.REVIEWER, Role.ADMINISTRATOR)
# Who may say that nothing is published in a language while a recording is missing.
DECIDERS = frozenset({Role.ADMINISTRATOR})
ROWS = 40
# A recording never changes under its name: another one has another.
FOREVER = "public, max-age=31536000, immutable"
FOREVER_HERS = "private, max-age=31536000, immutable"  # a draft: who may hear it is asked of each
A_DAY = "public, max-age=86400"
# What Pillow writes for pages. Originals have no address: they may be large, and hold more than the page shows.
PICTURES = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".avif": "image/avif",
    ".gif": "image/gif",
}

gives_voice = role_required(*READERS)
decides = role_required(*DECIDERS)


@require_safe
def voice(request: HttpRequest, name: str) -> HttpResponseBase:
    """A recording that is heard now, or the part of it that a player asks for. Never anything but sound."""
    recording = get_object_or_404(Recording.objects.present().in_file(f"voices/{name}"))
    if recording.synthetic and not settings.DRAFT_VOICES and not roles_of(request.user).intersection(READERS):
        raise Http404
    found = next(file for file in recording.files if file.name == f"voices/{name}")
    response = in_parts(request, found.open("rb"), content_type=content_type_of(name))
    response.headers["Cache-Control"] = FOREVER_HERS if recording.synthetic else FOREVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def picture(_request: HttpRequest, name: str) -> FileResponse:
    """A picture in one of its sizes, where no proxy serves it. Never an original, and never anything but a picture."""
    content_type = PICTURES.get(PurePosixPath(name).suffix.lower())
    rendition = Rendition.objects.filter(file=f"images/{name}").first()
    if content_type is None or rendition is None:
        raise Http404
    headers = {"Cache-Control": A_DAY, "X-Content-Type-Options": "nosniff"}
    return FileResponse(rendition.file.open("rb"), content_type=content_type, headers=headers)


@require_safe
@gives_voice
def lines(request: HttpRequest) -> HttpResponse:
    """What can be read aloud in a language, what is recorded and what is missing."""
    form = LinesFilter(request.GET)
    language = form.language_code
    every, marks = spoken.lines(language), recordings.marks(language)
    said = form.chosen(every)
    count = desk.count(said, marks)
    page = Paginator([line for line in said if form.fits(line, marks)], ROWS).get_page(request.GET.get("p"))
    context = {
        "form": form, "language": language, "page": page, "rows": desk.rows(language, page.object_list),
        "count": count, "removed": _removed(request), "place": form.place_code,
        "drafts": desk.drafts(language, form.place_code, count=desk.count(spoken.at(form.place_code, every), marks)),
        "progress": desk.progress(every, form.places, marks), "is_required": language in recordings.required(),
        "may_require": bool(roles_of(request.user) & DECIDERS),
        "here": f"{request.path}?{_query(request, 'removed')}", "query": _query(request, "removed", "p"),
        "reader": ReaderForm(initial={"read_by": recordings.last_reader(language)}),
    }  # fmt: skip
    return render(request, "media/recordings.html", context)


@require_safe
@gives_voice
def sheet(request: HttpRequest) -> HttpResponse:
    """The same lines on paper, each with the number by which its file is named."""
    form = LinesFilter(request.GET)
    language = form.language_code
    marks = recordings.marks(language)
    chosen = [line for line in form.chosen(spoken.lines(language)) if form.fits(line, marks)]
    place = next((one.label for one in form.places if one.code == form.place_code), "")
    context = {"lines": chosen, "language": language, "place": place, "recorded": marks.recorded}
    return render(request, "media/sheet.html", context)


@require_safe
@gives_voice
def languages(request: HttpRequest) -> HttpResponse:
    """How far each language is, those of the phrase book as well."""
    codes = spoken.languages(tongues.open_codes())
    context = {"standings": desk.standings(codes), "has_voice": voicing.has_voice(), "here": request.path}
    return render(request, "media/voices_by_language.html", context)


@require_safe
@gives_voice
def unsaid(request: HttpRequest) -> HttpResponse:
    """Recordings of words that were changed or taken away since: nobody hears them."""
    language = LinesFilter(request.GET).language_code
    page = Paginator(desk.unsaid(language), ROWS).get_page(request.GET.get("p"))
    context = {"language": language, "page": page, "here": request.get_full_path()}
    return render(request, "media/voices_unsaid.html", context)


@require_POST
@gives_voice
def save(request: HttpRequest) -> HttpResponse:
    """Take in the files that were sent, each for its line, and tell what became of them."""
    language = LinesFilter(request.POST).language_code
    form = ReaderForm(request.POST)
    read_by = form.cleaned_data["read_by"] if form.is_valid() else ""  # only a name that is too long is not valid
    sent = pairing(request.FILES, spoken.lines(language))
    receipt = actions.take_in(sent.pairs, read_by=read_by, now=timezone.now())
    _tell(request, sent, receipt)
    return _back(request)


@require_POST
@gives_voice
def draft(request: HttpRequest) -> HttpResponse:
    """Let a computer read what has no voice in a language, at one place or everywhere."""
    form = LinesFilter(request.POST)
    if form.errors:  # of a place that is gone the filter would make everywhere
        raise Http404
    try:
        drafting.ask(language=form.language_code, place=form.place_code, now=timezone.now())
    except drafting.NoVoice:
        messages.error(request, _("No computer here reads this language aloud."))
    else:
        messages.success(request, _("Drafts are being made. You can go on meanwhile."))
    return _back(request)


@require_POST
@decides
def require(request: HttpRequest) -> HttpResponse:
    """Ask for recordings before anything is published in a language, or ask no more."""
    language = LinesFilter(request.POST).language_code
    required = request.POST.get("required") == "yes"
    actions.require(language, required=required, now=timezone.now())
    if required:
        messages.success(request, _("From now on, words in this language are published only once they can be heard."))
    else:
        messages.success(request, _("Words in this language are published without recordings, too."))
    return _back(request)


@require_POST
@gives_voice
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    recording = get_object_or_404(Recording, pk=pk)
    actions.remove(recording, now=timezone.now())
    return _back(request, f"removed={recording.pk}")


@require_POST
@gives_voice
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    recording = get_object_or_404(Recording.objects.removed(), pk=pk)
    try:
        actions.put_back(recording, now=timezone.now())
    except actions.JustRecorded:
        messages.error(request, JUST_RECORDED)
    else:
        messages.success(request, _("The recording is heard again."))
    return _back(request)


def _query(request: HttpRequest, *without: str) -> str:
    """The query of this page without some of its names."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()


def _removed(request: HttpRequest) -> Recording | None:
    asked = request.GET.get("removed", "")
    return Recording.objects.removed().filter(pk=asked).first() if asked.isdecimal() else None


def _back(request: HttpRequest, query: str = "") -> HttpResponse:
    """To the list as it was. ``query`` is added to its address."""
    there = safe_path(request.POST.get("next", ""), reverse("recordings:lines"))
    return HttpResponseRedirect(f"{there}{'&' if '?' in there else '?'}{query}" if query else there)


def _tell(request: HttpRequest, sent: Pairing, receipt: actions.Receipt) -> None:
    if receipt.saved:
        count = len(receipt.saved)
        words = ngettext("%(count)s recording is saved.", "%(count)s recordings are saved.", count)
        messages.success(request, words % {"count": count})
    for one in receipt.refused:
        why = FAULTS[one.fault] if one.fault else JUST_RECORDED
        messages.error(request, _("%(file)s: %(why)s") % {"file": one.name, "why": why})
    for name in sent.strays:
        why = _("No line of this language has the number in its name.")
        messages.error(request, _("%(file)s: %(why)s") % {"file": name, "why": why})
    for name in sent.unread:
        why = _("This zip cannot be read, or holds more than 500 recordings or 64 MB.")
        messages.error(request, _("%(file)s: %(why)s") % {"file": name, "why": why})
    if not sent.pairs and not sent.strays and not sent.unread:
        messages.warning(request, _("No file was chosen."))
