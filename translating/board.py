"""The board: every page and every part of the bank, in every open language. Its queries do not grow with either."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from core.models import Topic
from courses.models import (
    CoursePage,
    Destination,
    HomePage,
    LessonPage,
    ModuleLibraryPage,
    ModulePage,
    Origin,
    TranslationState,
)
from review.checklist import Kind as ReviewKind
from review.records import SignOff
from translating import entries
from translating.models import Request
from translating.scopes import Kind, Scope
from translating.states import Standing

_TRANSLATED = (HomePage, CoursePage, ModuleLibraryPage, ModulePage, LessonPage)


@dataclass(frozen=True)
class Cell:
    """One piece in one language. ``page`` is the id of the page in that language, if there is one."""

    scope: Scope
    language: str
    standing: Standing
    page: int | None = None


@dataclass(frozen=True)
class BoardRow:
    """One piece: its title, the module it belongs to where it is a lesson, and a cell for each language asked about."""

    scope: Scope
    title: str
    cells: tuple[Cell, ...]
    module: UUID | None = None

    @property
    def is_module(self) -> bool:
        return self.module is not None and self.scope.name == str(self.module)

    @property
    def is_lesson(self) -> bool:
        return self.module is not None and not self.is_module


def board(languages: Sequence[str], *, today: date) -> list[BoardRow]:
    """Pages in the order of their tree, then questions by topic, facts by place, and lists of words."""
    return [*_page_rows(languages, today), *_entry_rows(languages)]


def modules() -> list[tuple[UUID, str]]:
    """The modules there are, for a list to choose from."""
    found = ModulePage.objects.filter(locale=Locale.get_default()).order_by("path")
    return list(found.values_list("translation_key", "title"))


def _entry_rows(languages: Sequence[str]) -> list[BoardRow]:
    named = _names()
    return [
        BoardRow(
            scope, named.get(scope, scope.name), tuple(Cell(scope, code, said[code]) for code in languages)
        )
        for scope, said in entries.standings(entries.entries(), languages).items()
    ]  # fmt: skip


def _names() -> dict[Scope, str]:
    """What each part of the bank is called."""
    topics = {Scope(Kind.QUESTIONS, topic.code): topic.name for topic in Topic.objects.all()}
    places = {
        Scope(Kind.FACTS, place.code): place.name for model in (Origin, Destination) for place in model.objects.all()
    }
    lists = {"phrases": _("Phrase book"), "kinds": _("Kinds of facts"), "places": _("Countries"),
             "titles": _("Topics and quizzes")}  # fmt: skip
    return {
        **{scope: _("Questions: %(topic)s") % {"topic": name} for scope, name in topics.items()},
        **{scope: _("Facts: %(place)s") % {"place": name} for scope, name in places.items()},
        **{Scope(Kind.WORDS, name): title for name, title in lists.items()},
    }


def name_of(scope: Scope) -> str:
    """What a piece is called, in the language of the interface where it is no page."""
    if scope.of_pages:
        page = Page.objects.filter(translation_key=scope.key, locale=Locale.get_default()).first()
        return page.title if page else ""
    return _names().get(scope, scope.name)


@dataclass(frozen=True)
class _Source:
    key: UUID
    path: str
    title: str
    module: UUID | None


def _page_rows(languages: Sequence[str], today: date) -> list[BoardRow]:
    sources = _sources()
    known = _Known(today)
    return [
        BoardRow(scope, source.title, tuple(known.cell(scope, code) for code in languages), source.module)
        for source in sources
        for scope in [Scope(Kind.PAGE, str(source.key))]
    ]


def _sources() -> list[_Source]:
    """Every page in the source language, in the order of the tree, with the module it is or belongs to."""
    source = Locale.get_default()
    found = [
        (path, key, title, model)
        for model in _TRANSLATED
        for path, key, title in model.objects.filter(locale=source).values_list("path", "translation_key", "title")
    ]
    step = Page.steplen
    by_path = {path: key for path, key, _title, model in found if model is ModulePage}
    return [
        _Source(key, path, title, by_path.get(path) or by_path.get(path[:-step]))
        for path, key, title, _model in sorted(found, key=lambda one: one[0])
    ]


class _Known:
    """What the tables say of pages in other languages, read once."""

    def __init__(self, today: date) -> None:
        self.passages = _passages()
        self.carried, self.touched = _carried()
        self.outdated = _outdated()
        self.begun = _begun()
        self.pages = _pages()
        self.reviewed = _reviewed()
        self.asked = set(Request.objects.filter(closed_at=None).values_list("key", "language"))
        self.signed = _signed(today)

    def cell(self, scope: Scope, language: str) -> Cell:
        place = (scope.key, language)
        page = self.pages.get(place)
        touched = self.touched.get(place)
        standing = Standing(
            passages=self.passages.get(scope.key, 0),
            carried=self.carried.get(place, 0),
            outdated=self.outdated.get(place, 0),
            begun=page is not None and place in self.begun,
            live=bool(page and page.live),
            changed=bool(page and page.changed),
            newer=bool(page and page.published and touched and touched > page.published),
            asked=place in self.asked,
            signed=self._is_signed(place, page),
        )
        return Cell(scope, language, standing, page.id if page else None)

    def _is_signed(self, place: tuple[UUID, str], page: _Target | None) -> bool:
        if page is None or page.lesson:
            return place in self.reviewed
        signed = self.signed.get(place)
        return bool(signed and page.published and signed >= page.published)


@dataclass(frozen=True)
class _Target:
    """A page in another language."""

    id: int
    live: bool
    published: datetime | None
    lesson: bool
    changed: bool


def _pages() -> dict[tuple[UUID, str], _Target]:
    lessons = dict(LessonPage.objects.values_list("pk", "source_changed_at"))
    rows = Page.objects.filter(alias_of=None).exclude(locale=Locale.get_default())
    fields = ("translation_key", "locale__language_code", "pk", "live", "last_published_at")
    return {
        (key, code): _Target(pk, live, published, pk in lessons, bool(lessons.get(pk)))
        for key, code, pk, live, published in rows.values_list(*fields)
    }


def _reviewed() -> set[tuple[UUID, str]]:
    rows = LessonPage.objects.filter(translation_state=TranslationState.REVIEWED)
    return set(rows.values_list("translation_key", "locale__language_code"))


def _signed(today: date) -> dict[tuple[UUID, str], datetime]:
    rows = SignOff.objects.standing(today).filter(kind=ReviewKind.NATIVE, blocked=False)
    return {(key, code): at for key, code, at in rows.order_by("at").values_list("key", "language", "at")}


def _begun() -> set[tuple[UUID, str]]:
    rows = Translation.objects.filter(enabled=True, source__locale=Locale.get_default())
    return set(rows.values_list("source__object_id", "target_locale__language_code"))


def _passages() -> dict[UUID, int]:
    """How many passages each page was cut into. One that nobody has begun to translate has not been cut."""
    rows = TranslationSource.objects.filter(locale=Locale.get_default()).annotate(number=Count("stringsegment__id"))
    return dict(rows.values_list("object_id", "number"))


def _carried() -> tuple[dict[tuple[UUID, str], int], dict[tuple[UUID, str], datetime]]:
    """How many passages of today's words are translated, and when one was touched last."""
    rows = (
        StringTranslation.objects.filter(
            has_error=False,
            translation_of__segments__context_id=F("context_id"),
            translation_of__segments__source__locale=Locale.get_default(),
        )
        .values_list("context__object_id", "locale__language_code")
        .annotate(number=Count("translation_of__segments__id"), touched=Max("updated_at"))
        .order_by()
    )
    number: dict[tuple[UUID, str], int] = {}
    touched: dict[tuple[UUID, str], datetime] = {}
    for key, code, count, at in rows:
        number[key, code], touched[key, code] = count, at
    return number, touched


def _outdated() -> dict[tuple[UUID, str], int]:
    """How many passages were translated from words that stand there no more, and have not been translated anew."""
    today = StringSegment.objects.filter(context_id=OuterRef("context_id"), string_id=OuterRef("translation_of_id"))
    older = StringTranslation.objects.filter(context__isnull=False).exclude(Exists(today))
    left = Counter(older.values_list("context_id", "locale_id"))
    fresh = _untranslated({context for context, _locale in left})
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    found: dict[tuple[UUID, str], int] = defaultdict(int)
    for (context, locale), number in left.items():
        key, missing = fresh.get(context, (None, {}))
        if key:
            found[key, codes[locale]] += min(number, missing[locale])
    return dict(found)


def _untranslated(contexts: Iterable[int]) -> dict[int, tuple[UUID, Mapping[int, int]]]:
    """Of each of these places, its page and how many of its passages lack a translation into each language."""
    held = list(contexts)
    segments: dict[int, tuple[UUID, set[int]]] = {}
    # Named one by one only where something is outdated: that is a few places, not the whole curriculum.
    for context, string, key in StringSegment.objects.filter(context_id__in=held).values_list(
        "context_id", "string_id", "source__object_id"
    ):
        segments.setdefault(context, (key, set()))[1].add(string)
    done: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for context, locale, string in StringTranslation.objects.filter(context_id__in=held, has_error=False).values_list(
        "context_id", "locale_id", "translation_of_id"
    ):
        done[context][locale].add(string)
    locales = list(Locale.objects.values_list("pk", flat=True))
    return {
        context: (key, {locale: len(strings - done[context][locale]) for locale in locales})
        for context, (key, strings) in segments.items()
    }
