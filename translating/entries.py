"""Words that stand in columns beside their English: questions, facts, phrases, names. Only reads, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Revision

from assessments.models import Option, Question, QuestionVersion, Quiz
from core.models import Topic
from courses.models import TEMPLATE_WORDS, Destination, Fact, FactKey, Origin, PhraseKey, QuestionTemplate
from translating.messages import Mark, Message
from translating.models import Carried
from translating.scopes import Kind, Scope
from translating.states import Standing, translated_from

SOURCE = settings.LANGUAGE_CODE
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One text of one row in all languages, with what it said before, the newest first."""

    scope: Scope
    key: str
    context: str
    model: type[Model]
    pk: int
    column: str
    texts: Texts
    history: tuple[Texts, ...] = ()
    carried: Mapping[str, Carried] | None = None

    def message(self, language: str) -> Message:
        target, source = self.texts.get(language, ""), self.texts[SOURCE]
        then = self._then(language, target)
        mark = Mark.EMPTY if not target else Mark.REVISE if then and then != source else Mark.DONE
        before = then or "" if mark is Mark.REVISE else ""
        return Message(self.key, self.context, source, target, mark, before=before)

    def _then(self, language: str, target: str) -> str | None:
        if not target:
            return None
        known = (self.carried or {}).get(language)
        if known and known.target == target:
            return known.source
        return translated_from(((said.get(SOURCE, ""), said.get(language, "")) for said in self.history), target)


def entries(scope: Scope | None = None) -> list[Entry]:
    """Everything, or one piece. The number of queries does not grow with the rows."""
    readers: dict[Kind, Callable[[str], Iterator[Entry]]] = {
        Kind.QUESTIONS: _questions, Kind.FACTS: _facts, Kind.WORDS: _words,
    }  # fmt: skip
    chosen = readers.values() if scope is None else [readers[scope.kind]]
    name = scope.name if scope else ""
    carried = _carried()
    return [
        replace(entry, carried=carried.get(entry.key))
        for read in chosen
        for entry in read(name)
        if entry.texts.get(SOURCE)
    ]


def _carried() -> dict[str, dict[str, Carried]]:
    found: dict[str, dict[str, Carried]] = defaultdict(dict)
    for row in Carried.objects.all():
        found[row.place][row.language] = row
    return found


def standings(found: Iterable[Entry], languages: Sequence[str]) -> dict[Scope, dict[str, Standing]]:
    """How far each piece has come in each language. What stands in columns is read as soon as it is saved."""
    messages: dict[Scope, list[Entry]] = defaultdict(list)
    for entry in found:
        messages[entry.scope].append(entry)
    return {
        scope: {language: _standing([entry.message(language) for entry in held]) for language in languages}
        for scope, held in messages.items()
    }


def _standing(messages: Sequence[Message]) -> Standing:
    marks = [message.mark for message in messages]
    carried, outdated = marks.count(Mark.DONE), marks.count(Mark.REVISE)
    return Standing(len(marks), carried, outdated, begun=bool(carried or outdated), live=bool(carried or outdated))


def _questions(topic: str) -> Iterator[Entry]:
    # What a template makes says its words in whatever languages the template and the fact have.
    rows = Question.objects.filter(retired_at=None, template="", **({"topic__code": topic} if topic else {}))
    questions = {row.pk: row for row in rows.select_related("topic").order_by("topic__position", "key")}
    history = _versions(questions)
    options: dict[int, list[Option]] = defaultdict(list)
    for option in Option.objects.filter(question__in=rows).order_by("position", "id"):
        options[option.question_id].append(option)
    for row in questions.values():
        yield from _question(row, options[row.pk], history[row.pk])


def _question(row: Question, options: Iterable[Option], history: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
    scope = Scope(Kind.QUESTIONS, row.topic.code)
    for field in ("stem", "scene", "feedback_right", "feedback_wrong"):
        said = tuple(content.get(field) or {} for content in history)
        yield _entry(scope, f"question:{row.key}:{field}", f"{row.key} › {field}", row, field, said)
    for number, option in enumerate(options, start=1):
        for field in ("text", "match", "feedback"):
            said = tuple(_of_option(content, str(option.key)).get(field) or {} for content in history)
            key = f"question:{row.key}:{option.key}:{field}"
            yield _entry(scope, key, f"{row.key} › {number} › {field}", option, field, said)


def _of_option(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return next((option for option in content["options"] if option["key"] == key), {})


def _versions(questions: Mapping[int, Question]) -> dict[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    rows = QuestionVersion.objects.filter(question__in=list(questions)).order_by("question", "-number")
    for question, content in rows.values_list("question", "content"):
        found[question].append(content)
    return found


def _facts(place: str) -> Iterator[Entry]:
    rows = Fact.objects.select_related("key", "destination", "origin")
    history = _revisions(Fact)
    for row in sorted(rows, key=lambda fact: (_place(fact), fact.key.position, fact.pk)):
        if not place or _place(row) == place:
            scope = Scope(Kind.FACTS, _place(row))
            here = ":".join(filter(None, (_place(row), row.origin.code if row.destination and row.origin else "")))
            for field in ("value", "note"):
                said = tuple(_columns(content, field) for content in history[str(row.pk)])
                name = f"{row.destination or row.origin} › {row.key.label_en} › {field}"  # type: ignore[attr-defined]
                yield _entry(scope, f"fact:{here}:{row.key.code}:{field}", name, row, field, said)


def _place(fact: Fact) -> str:
    place = fact.destination or fact.origin
    return place.code if place else ""


def _revisions(model: type[Model]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    rows = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model)).order_by("-created_at", "-pk")
    for pk, content in rows.values_list("object_id", "content"):
        found[pk].append(content)
    return found


# name: model, the field it is known by, the fields that hold words
LISTS: dict[str, tuple[tuple[Any, str, tuple[str, ...]], ...]] = {
    "phrases": ((PhraseKey, "code", ("meaning",)),),
    "kinds": ((FactKey, "code", ("label", "question")), (QuestionTemplate, "code", TEMPLATE_WORDS)),
    "places": ((Destination, "code", ("name",)), (Origin, "code", ("name",))),
    "titles": ((Topic, "code", ("name",)), (Quiz, "key", ("title",))),
}


def _words(name: str) -> Iterator[Entry]:
    for listed, models in LISTS.items():
        for model, known_by, fields in models if not name or name == listed else ():
            for row in model.objects.all():
                code = getattr(row, known_by)
                for field in fields:
                    key = f"{model._meta.model_name}:{code}:{field}"
                    yield _entry(Scope(Kind.WORDS, listed), key, f"{code} › {field}", row, field, ())


def _entry(scope: Scope, key: str, context: str, row: Any, field: str, history: tuple[Texts, ...]) -> Entry:
    return Entry(scope, key, context, type(row), row.pk, field, _columns(vars(row), field), history)


def _columns(values: Mapping[str, Any], field: str) -> dict[str, str]:
    return {code: text for code, name in _names(field) if (text := values.get(name))}


@cache
def _names(field: str) -> tuple[tuple[str, str], ...]:
    """The column of a field in each language."""
    return tuple((code, build_localized_fieldname(field, code)) for code, _name in settings.LANGUAGES)
