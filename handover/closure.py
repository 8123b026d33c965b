"""Everything that a course needs to stand somewhere else, by key. Only reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from wagtail.models import Locale, Page

from assessments.models import Question, QuizItem, QuizPart
from assessments.queries import before
from courses.models import CoursePage, Fact, LessonPage, ModulePage, QuestionTemplate, SharedPassage
from handover import keys as names
from handover.keepers.facts import key_of
from handover.records import Kind


@dataclass
class Closure:
    """Keys by kind, in an order that does not depend on the database. ``slugs`` name the files of pages."""

    course: UUID
    keys: dict[Kind, list[str]] = field(default_factory=dict)
    slugs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> frozenset[str]:
        return frozenset(self.slugs)


def pages_of(course: CoursePage, *, drafts: bool) -> Closure:
    """The course, its modules and those that must be done before, and their lessons, in every language."""
    found = Closure(course.translation_key)
    modules = _modules(course, drafts)
    found.slugs[str(course.translation_key)] = ("course",)
    lessons = []
    for module in modules:
        found.slugs[str(module.translation_key)] = (module.slug, "module")
        for lesson in _wanted(LessonPage.objects.child_of(module), drafts):
            found.slugs[str(lesson.translation_key)] = (module.slug, lesson.slug)
            lessons.append(lesson.translation_key)
    found.keys[Kind.COURSE] = _in_languages(CoursePage, [course.translation_key], drafts)
    found.keys[Kind.MODULE] = _in_languages(ModulePage, [module.translation_key for module in modules], drafts)
    found.keys[Kind.LESSON] = _in_languages(LessonPage, lessons, drafts)
    source = Locale.get_default().language_code
    pages = [key for kind in (Kind.COURSE, Kind.MODULE, Kind.LESSON) for key in found.keys[kind]]
    found.keys[Kind.PASSAGES] = [key for key in pages if names.of_page(key)[1] != source]
    return found


def _modules(course: CoursePage, drafts: bool) -> list[ModulePage]:
    listed = _saved(course, drafts).course_modules.all()
    queue = [one.module_id for one in listed]
    found: dict[int, ModulePage] = {}
    while queue:
        pk = queue.pop(0)
        if pk in found:
            continue
        module = ModulePage.objects.get(pk=pk)
        found[pk] = module
        queue += [one.module_id for one in _saved(module, drafts).prerequisites.all()]
    return [module for module in found.values() if drafts or module.live]


def _saved(page: Any, drafts: bool) -> Any:
    return page.get_latest_revision_as_object() if drafts and page.latest_revision_id else page


def _wanted(pages: Any, drafts: bool) -> Any:
    own = pages.filter(alias_of=None)
    return own if drafts else own.live()


def _in_languages(model: type[Page], keys: Iterable[UUID], drafts: bool) -> list[str]:
    rows = _wanted(model.objects.filter(translation_key__in=list(keys)), drafts)
    return sorted(names.page(key, code) for key, code in rows.values_list("translation_key", "locale__language_code"))


def quizzes_of(fields: Iterable[Any]) -> list[str]:
    """The quizzes that pages name in their fields, and the tests before a course that belong to them."""
    named = {key for page in fields for name in ("quiz", "final_quiz") if (key := page.get(name))}
    return sorted(named | set(before(named).values()))


def shared(*, drafts: bool) -> frozenset[str]:
    """The codes of the shared passages that may go along: all that readers see, or all."""
    rows = SharedPassage.objects.of_source()
    return frozenset((rows if drafts else rows.filter(live=True)).values_list("code", flat=True))


def shared_of(codes: Iterable[str], *, drafts: bool) -> list[str]:
    """Shared passages in every language in which they are written, what readers see or all."""
    rows = SharedPassage.objects.filter(code__in=list(codes))
    seen = rows if drafts else rows.filter(live=True)
    return sorted(names.page(code, language) for code, language in seen.values_list("code", "locale__language_code"))


def questions_of(quizzes: list[str], *, drafts: bool) -> list[str]:
    """What the quizzes draw from, what they always ask, and the relatives of that."""
    topics = QuizPart.objects.filter(quiz__key__in=quizzes).values("topic")
    fixed = Question.objects.filter(pk__in=QuizItem.objects.filter(quiz__key__in=quizzes).values("question"))
    families = fixed.exclude(family="").values("family")
    asked = Question.objects.filter(Q(topic__in=topics) | Q(pk__in=fixed) | Q(family__in=families), retired_at=None)
    if not drafts:
        asked = asked.filter(versions__isnull=False)
    return sorted(set(asked.values_list("key", flat=True)))


def facts_of(codes: Iterable[str], *, drafts: bool) -> list[str]:
    facts = Fact.objects.filter(key__code__in=list(codes)).select_related("key", "destination", "origin")
    if not drafts:
        facts = facts.exclude(status=Fact.Status.DRAFT)
    return sorted(key_of(fact) for fact in facts)


def places_of(facts: Iterable[str], codes: Iterable[tuple[str, str]]) -> list[str]:
    """The places of these facts, and those that are named."""
    found = {f"{what}/{code}" for what, code in codes if what in {"destination", "origin"}}
    for key in facts:
        _code, destination, origin = names.of_fact(key)
        found |= {f"destination/{destination}"} if destination else set()
        found |= {f"origin/{origin}"} if origin else set()
    return sorted(found)


def templates_of(questions: Iterable[str]) -> list[str]:
    """The templates that make these questions."""
    made = Question.objects.filter(key__in=list(questions)).exclude(template="").values("template")
    return sorted(QuestionTemplate.objects.filter(code__in=made).values_list("code", flat=True))


def terms() -> list[str]:
    """The whole glossary: it is small, and made for every lesson."""
    if not apps.is_installed("translating"):
        return []
    return sorted(apps.get_model("translating", "Term").objects.values_list("term", flat=True))
