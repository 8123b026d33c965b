"""Courses, modules and lessons as pages of their language's tree. A change is always a revision, never a row alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Locale, Page

from assessments.models import Quiz
from core.models import Topic
from courses.models import (
    CourseModule,
    CoursePage,
    HomePage,
    LessonPage,
    ModuleLibraryPage,
    ModulePage,
    Prerequisite,
)
from courses.models.pages import RESERVED
from handover import keys as names
from handover import streams
from handover.crossing import Incoming, Outgoing
from handover.keepers.hand import Hand, InUse
from handover.records import Fields, Kind, Record
from review.actions import Held

MODELS: dict[Kind, Any] = {Kind.COURSE: CoursePage, Kind.MODULE: ModulePage, Kind.LESSON: LessonPage}
_PLAIN: dict[Kind, tuple[str, ...]] = {
    Kind.COURSE: ("title", "seo_title", "search_description", "summary", "audience", "final_minutes"),
    Kind.MODULE: (
        "title", "seo_title", "search_description", "summary", "key_message", "audiences", "minutes", "sensitive",
    ),
    Kind.LESSON: (
        "title", "seo_title", "search_description", "objective", "minutes", "topics", "gender_tags", "sensitive",
        "translation_state",
    ),
}  # fmt: skip
_STREAMS: dict[Kind, tuple[str, ...]] = {Kind.COURSE: (), Kind.MODULE: ("objectives",), Kind.LESSON: ("cast", "body")}
P = TypeVar("P", bound=Page)


class Pages:
    """Pages of one model."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.model = MODELS[kind]

    def read(self, keys: Collection[str], *, drafts: bool, crossing: Outgoing | None = None) -> dict[str, Fields]:
        across = crossing or Outgoing()
        found = {}
        for row in self._rows(keys):
            if drafts or row.live:
                key = names.page(row.translation_key, row.locale.language_code)
                across.where = key
                found[key] = self._fields(_as_saved(row) if drafts else row, row, across, drafts)
        return found

    def _rows(self, keys: Collection[str]) -> Any:
        by_language: dict[str, list[str]] = {}
        for key in keys:
            stable, language = names.of_page(key)
            by_language.setdefault(language, []).append(stable)
        asked = Q(pk__in=[])
        for language, stable_keys in by_language.items():
            asked |= Q(locale__language_code=language, translation_key__in=stable_keys)
        # What merely echoes its source is no translation.
        return self.model.objects.filter(asked, alias_of=None).select_related("locale", "latest_revision")

    def _fields(self, page: Any, row: Any, across: Outgoing, drafts: bool) -> Fields:
        fields = {name: getattr(page, name) for name in ("slug", *_PLAIN[self.kind])}
        for name in _STREAMS[self.kind]:
            value = getattr(page, name)
            fields[name] = streams.carry(value.stream_block, _raw(value), across, name)
        return {**fields, **_beside(self.kind, page, row, drafts)}

    def plant(self, record: Record, hand: Hand) -> None:
        """Make sure that there is a page, so that others can point at it. Readers see nothing of it yet."""
        stable, language = names.of_page(record.key)
        locale = Locale.objects.get(language_code=language)
        if self.model.objects.filter(translation_key=stable, locale=locale, alias_of=None).exists():
            return
        self.model.objects.filter(translation_key=stable, locale=locale).delete()  # an echo gives way
        parent = _parent(self.kind, record.fields, locale)
        page = self.model(
            locale=locale, translation_key=stable, live=False, owner=hand.by, slug=_free_slug(parent, record.fields),
            **{name: record.fields[name] for name in _PLAIN[self.kind]},
        )  # fmt: skip
        parent.add_child(instance=page)

    def write(self, record: Record, hand: Hand) -> None:
        row = self._row(record.key)
        page = _as_saved(row)
        incoming = Incoming(language=names.of_page(record.key)[1])
        for name in _PLAIN[self.kind]:
            setattr(page, name, record.fields[name])
        for name in _STREAMS[self.kind]:
            block = self.model._meta.get_field(name).stream_block
            value = streams.carry(block, record.fields[name], incoming, name)
            setattr(page, name, block.to_python(value))
        _set_beside(self.kind, page, row, record.fields)
        page.save_revision(user=hand.by)

    def show(self, key: str, hand: Hand) -> None:
        """Let readers see what was written, unless review holds it or she may not publish in this language."""
        row = self._row(key)
        if row.live and row.latest_revision_id == row.live_revision_id:
            return
        try:
            row.get_latest_revision().publish(user=hand.by)
        except (Held, PublishPagePermissionError):
            hand.waiting.append(str(row.latest_revision.content.get("title") if row.latest_revision else row.title))

    def is_live(self, key: str) -> bool:
        return bool(self._rows([key]).filter(live=True).exists())

    def erase(self, key: str, hand: Hand) -> None:
        row = self._rows([key]).first()
        if row is None:
            return
        # Somebody may have read it: then it is hidden, and not thrown away.
        if row.first_published_at or row.get_children().exists():
            raise InUse(row.title)
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError as error:
            raise InUse(row.title) from error

    def hide(self, key: str, hand: Hand) -> None:
        row = self._row(key)
        if row.live:
            row.unpublish()

    def _row(self, key: str) -> Any:
        return self._rows([key]).get()


def _as_saved(row: P) -> P:
    """The page as its editors last left it."""
    saved: P = row.get_latest_revision_as_object() if row.latest_revision_id else row
    return saved


def _raw(value: Any) -> list[Any]:
    """Blocks as they are stored, without looking up what they point at."""
    return list(value.raw_data)


def _beside(kind: Kind, page: Any, row: Any, drafts: bool) -> dict[str, Any]:
    """What a page says of other things, by their keys."""
    if kind is Kind.LESSON:
        return {"module": str(row.get_parent().translation_key)}
    if kind is Kind.MODULE:
        return {
            "topic": page.topic and page.topic.code,
            "quiz": page.quiz and page.quiz.key,
            "prerequisites": [str(one.module.translation_key) for one in page.prerequisites.all()],
            "lessons": [str(key) for key in _lessons_of(row, drafts=drafts).values_list("translation_key", flat=True)],
        }
    listed = [
        {"module": str(one.module.translation_key), "kind": one.kind, "destinations": one.destinations}
        for one in page.course_modules.all()
    ]
    return {"final_quiz": page.final_quiz and page.final_quiz.key, "modules": listed}


def _lessons_of(module: ModulePage, *, drafts: bool) -> Any:
    lessons = LessonPage.objects.child_of(module).filter(alias_of=None).order_by("path")
    return lessons if drafts else lessons.live()


def _set_beside(kind: Kind, page: Any, row: Any, fields: Fields) -> None:
    if kind is Kind.LESSON:
        _move_under(row, fields["module"])
    elif kind is Kind.MODULE:
        page.topic = Topic.objects.filter(code=fields["topic"]).first()
        page.quiz = Quiz.objects.filter(key=fields["quiz"]).first()
        first = [{"module": key} for key in fields["prerequisites"]]
        page.prerequisites = _listed(Prerequisite, page.prerequisites.all(), first)
        _put_in_order(row, fields["lessons"])
    else:
        page.final_quiz = Quiz.objects.filter(key=fields["final_quiz"]).first()
        page.course_modules = _listed(CourseModule, page.course_modules.all(), fields["modules"])


def _listed(model: Any, there: Iterable[Any], wanted: list[Any]) -> list[Any]:
    """Rows in their order. One for the same module stays the row that it is."""
    rows = {str(one.module.translation_key): one.pk for one in there}
    keys = [one["module"] for one in wanted]
    source = ModulePage.objects.filter(locale=Locale.get_default(), translation_key__in=keys)
    modules = {str(page.translation_key): page for page in source}
    return [
        model(pk=rows.get(one["module"]), sort_order=position, **{**one, "module": modules[one["module"]]})
        for position, one in enumerate(wanted)
    ]


def _move_under(lesson: LessonPage, module: str) -> None:
    if str(lesson.get_parent().translation_key) != module:
        lesson.move(_module(module, lesson.locale), pos="last-child")


def _put_in_order(module: ModulePage, wanted: list[str]) -> None:
    """Their order first; lessons of our own stand after them."""
    there = {str(lesson.translation_key): lesson for lesson in _lessons_of(module, drafts=True)}
    order = [key for key in wanted if key in there]
    if [key for key in there if key in order] == order:
        return
    for key in [*order, *(key for key in there if key not in order)]:
        fresh = LessonPage.objects.get(pk=there[key].pk)
        fresh.move(Page.objects.get(pk=module.pk), pos="last-child")


def _parent(kind: Kind, fields: Fields, locale: Locale) -> Page:
    if kind is Kind.COURSE:
        return _tree(HomePage, locale)
    if kind is Kind.MODULE:
        return _tree(ModuleLibraryPage, locale)
    return _module(fields["module"], locale)


def _tree(model: Any, locale: Locale) -> Page:
    """The front door or the library of a language; a draft of the source's where there is none yet."""
    found: Page | None = model.objects.filter(locale=locale).first()
    if found:
        return found
    source = model.objects.get(locale=Locale.get_default())
    if model is ModuleLibraryPage:
        _tree(HomePage, locale)
    made: Page = source.copy_for_translation(locale, copy_parents=False)
    return made


def _module(key: str | UUID, locale: Locale) -> Page:
    found: Page | None = ModulePage.objects.filter(translation_key=key, locale=locale).first()
    if found:
        return found
    # Nobody has translated the module itself: it stands there as an echo of its source.
    source = ModulePage.objects.get(translation_key=key, locale=Locale.get_default())
    _tree(ModuleLibraryPage, locale)
    echo: Page = source.copy_for_translation(locale, copy_parents=False, alias=True)
    return echo


def _free_slug(parent: Page, fields: Fields) -> str:
    """The slug, with a number where the site uses it for something else."""
    taken = set(parent.get_children().values_list("slug", flat=True)) | RESERVED
    wanted = str(fields["slug"])
    tries = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
