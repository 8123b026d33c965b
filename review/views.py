"""The pages of review in the admin, and the check that an editor asks for while somebody types."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.permissions import role_required, roles_of
from core import sheets
from core.downloads import FILES
from review import actions, addresses, queries, sources
from review.checklist import Kind
from review.forms import BlockForm, DismissForm, ExpireForm, FindingsForm, HistoryForm, LanguageForm, checklist_form
from review.judging import Judgement, judge
from review.records import Dismissal, SignOff
from review.sources import Subject, Text
from review.wording import told

works_on_words = role_required(*actions.WRITERS)
LINES = 50


@require_safe
@works_on_words
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and what is blocked."""
    context = {"states": queries.waiting(request.user), "blocks": queries.placed(queries.blocked())}
    return _page(request, "queue", context)


@require_safe
@works_on_words
def findings(request: HttpRequest) -> HttpResponse:
    """What the rules find in what readers see."""
    form = FindingsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"language": "", "level": ""}
    rows, more = _paged(request, queries.published_findings(**asked))
    found = [one for one in queries.placed(rows) if one.place and one.place.live]
    return _page(request, "findings", {"form": form, "found": found, **more})


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_words
def signoffs(request: HttpRequest) -> HttpResponse:
    """What will expire; and, after a change of law, the end of what was vouched for."""
    form = LanguageForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    may_expire = bool(roles_of(request.user) & actions.SIGNERS[Kind.LAW])
    ending = ExpireForm(request.POST or None)
    if may_expire and request.method == "POST" and ending.is_valid():
        ended = actions.expire_signoffs(today=timezone.localdate(), **ending.cleaned_data)
        messages.success(request, _("%(count)s sign-offs have ended.") % {"count": ended})
        return HttpResponseRedirect(request.path)
    rows, more = _paged(request, queries.expiring(today=timezone.localdate(), language=language))
    context = {"form": form, "rows": queries.placed(rows), "ending": ending if may_expire else None, **more}
    return _page(request, "signoffs", {**context, "today": timezone.localdate()})


@require_safe
@works_on_words
def dismissals(request: HttpRequest) -> HttpResponse:
    """Which rules people find wrong, and why."""
    form = LanguageForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    narrowed = Dismissal.objects.filter(**({"language": language} if language else {})).select_related("by")
    rows, more = _paged(request, narrowed)
    fares = queries.rule_fares(language=language)
    return _page(request, "dismissals", {"form": form, "rows": queries.placed(rows), "fares": fares, **more})


@require_safe
@works_on_words
def history(request: HttpRequest) -> HttpResponse:
    """Everything that was signed, blocked and dismissed."""
    return _history(request, {}, None)


@require_safe
@works_on_words
def history_of(request: HttpRequest, model: str, key: UUID, language: str) -> HttpResponse:
    """The same of one text; of a module, with its lessons."""
    subject = Subject(model, key, language)
    place = sources.places([subject]).get(subject)
    return _history(request, {"subject": subject, "place": place}, subject)


@require_safe
@works_on_words
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    return _file(request, form, None)


@require_safe
@works_on_words
def export_of(request: HttpRequest, model: str, key: UUID, language: str, form: str) -> HttpResponseBase:
    return _file(request, form, Subject(model, key, language))


@require_safe
@works_on_words
def text(request: HttpRequest, model: str, key: UUID, language: str) -> HttpResponse:
    """One text as it was saved last: findings, signatures, and what this person may sign."""
    said = _newest(model, key, language)
    return _text(request, said)


@require_POST
@works_on_words
def dismiss(request: HttpRequest, model: str, key: UUID, language: str) -> HttpResponse:
    """Dismiss a finding in what was saved last."""
    said = _newest(model, key, language)
    form = DismissForm(request.POST)
    if not form.is_valid():
        raise actions.Unanswered(said)
    actions.dismiss(said, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Dismissed. It stays so until this passage says something else."))
    return HttpResponseRedirect(addresses.text_page(said.subject))


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_words
def sign(request: HttpRequest, model: str, key: UUID, language: str, kind: str) -> HttpResponse:
    """Sign a text as it was saved last, or block it."""
    said = _newest(model, key, language)
    if kind not in Kind.values:
        raise Http404
    blocks = "block" in request.POST
    form = checklist_form(kind)(request.POST if request.POST and not blocks else None)
    blocking = BlockForm(request.POST if blocks else None, prefix="block")
    asked = blocking if blocks else form
    if request.method == "POST" and asked.is_valid():
        answers = dict(asked.cleaned_data)
        comment = answers.pop("comment")
        signed = actions.sign_off(
            said, kind=kind, answers=answers, comment=comment, blocked=blocks, by=request.user, now=timezone.now()
        )
        messages.success(request, _("Blocked.") if signed.blocked else _("Signed."))
        return HttpResponseRedirect(addresses.text_page(said.subject))
    context = {"said": said, "kind": Kind(kind), "form": form, "blocking": blocking}
    return _page(request, "sign", context, status=422 if request.method == "POST" else 200)


@require_POST
@works_on_words
def check(request: HttpRequest, model: str) -> HttpResponse:
    """What the rules find in an editor's form as it stands, as a piece of a page. Saves nothing."""
    return _panel(request, _typed(request, model))


@require_POST
@works_on_words
def dismiss_typed(request: HttpRequest, model: str) -> HttpResponse:
    """Dismiss a finding in an editor's form as it stands, and answer with what is left."""
    typed = _typed(request, model)
    given = {name: request.POST.get(f"review-{name}", "") for name in ("rule", "mark", "reason")}
    told_why = ""
    for said in typed:
        if said.subject.language == request.POST.get("review-language"):
            try:
                actions.dismiss(said, by=request.user, now=timezone.now(), **given)
            except actions.Refused as refusal:
                told_why = told(refusal)
    return _panel(request, typed, told_why)


def _panel(request: HttpRequest, typed: list[Text], told_why: str = "") -> HttpResponse:
    judgements = judge(typed, today=timezone.localdate())
    context = {
        "judgements": judgements, "told_why": told_why, "saved": bool(request.GET.get("key")),
        "open": sum(len(one.open) for one in judgements),
    }  # fmt: skip
    return render(request, "review/panel/findings.html", context)


def _typed(request: HttpRequest, model: str) -> list[Text]:
    if not sources.answered_for(model):
        raise Http404
    try:
        key = UUID(request.GET.get("key") or str(UUID(int=0)))
        said = sources.of(model).typed(model, request.POST, request.FILES, language=request.GET.get("language", ""))
    except (sources.Unreadable, ValueError):
        raise Http404 from None
    return [Text(Subject(model, key, language), request.POST.get("title", ""), found) for language, found in said]


def _newest(model: str, key: UUID, language: str) -> Text:
    if not sources.answered_for(model):
        raise Http404
    said = sources.of(model).newest(Subject(model, key, language))
    if said is None:
        raise Http404
    return said


def _text(request: HttpRequest, said: Text) -> HttpResponse:
    today = timezone.localdate()
    [judgement] = judge([said], today=today)
    rows = SignOff.objects.about([said.subject]).select_related("reviewer")
    context = {
        "said": said,
        "judgement": judgement,
        "passages": {passage.path: passage for passage in said.passages},
        "signatures": queries.signatures(rows, today=today),
        "may_sign": [kind for kind in Kind if actions.may_sign(said, kind=kind, by=request.user)],
        "may_release": _may_release(request, judgement),
        "place": sources.places([said.subject]).get(said.subject),
    }
    return _page(request, "text", context)


def _may_release(request: HttpRequest, judgement: Judgement) -> bool:
    """Asked once, not for each finding; ``actions.dismiss`` asks again."""
    if not judgement.holding or not roles_of(request.user) & actions.RELEASERS:
        return False
    subject = judgement.text.subject
    return request.user.pk not in sources.of(subject.model).authors(subject)


def _history(request: HttpRequest, context: dict[str, Any], subject: Subject | None) -> HttpResponse:
    form = HistoryForm(request.GET)
    entries, more = _paged(request, _entries(form, subject))
    lines = list(zip(entries, queries.placed(entry.row for entry in entries), strict=True))
    return _page(request, "history", {"form": form, "lines": lines, **more, **context})


def _entries(form: HistoryForm, subject: Subject | None) -> list[queries.Entry]:
    asked = form.cleaned_data if form.is_valid() else {}
    keys = sources.of(subject.model).family(subject) if subject and sources.answered_for(subject.model) else None
    if subject:
        asked = {**asked, "language": asked.get("language") or subject.language}
    return queries.history(keys=keys, **asked)


def _file(request: HttpRequest, form: str, subject: Subject | None) -> HttpResponseBase:
    if form not in FILES:
        raise Http404
    asked = HistoryForm(request.GET)
    now = timezone.now()
    stamp = f"{timezone.localdate(now):%Y-%m-%d} {request.GET.urlencode()}"
    rows = queries.sheet(_entries(asked, subject), stamp=stamp)
    clean = [tuple(sheets.words(value) if isinstance(value, str) else value for value in row) for row in rows]
    return FILES[form](clean, f"review-history-{timezone.localdate(now):%Y-%m-%d}.{form}")


def _paged(request: HttpRequest, rows: Any) -> tuple[Any, dict[str, Any]]:
    page = Paginator(rows, LINES).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    return page.object_list, {"page": page, "query": query.urlencode()}


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, f"review/{name}.html", {"here": name, **context}, status=status)
