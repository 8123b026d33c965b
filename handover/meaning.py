"""What a record names that must be there, and what its fields mean beyond their shape. Looks at one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wagtail.models import Locale

from assessments.faults import problems as problems_of_question
from assessments.questions import read as read_question
from handover import keys as names
from handover.faults import Fault, Problem
from handover.keepers import films
from handover.records import Kind, Record


def problems(record: Record, where: str) -> Iterator[Problem]:
    if record.kind is Kind.QUESTION:
        yield from _question(record, where)
    elif record.kind is Kind.FACT:
        yield from _fact(record, where)
    elif record.kind is Kind.TRACK:
        yield from _track(record, where)


def _track(record: Record, where: str) -> Iterator[Problem]:
    if not films.is_sound(record):
        yield Problem(Fault.BAD_TRACK, where)


def needs(record: Record) -> Iterator[tuple[Kind, str]]:
    """The keys that a record names in its fields."""
    fields = record.fields
    source = Locale.get_default().language_code
    if fields.get("topic"):
        yield Kind.TOPIC, fields["topic"]
    for field, kind in (("quiz", Kind.QUIZ), ("final_quiz", Kind.QUIZ)):
        if fields.get(field):
            yield kind, fields[field]
    if record.kind is Kind.QUESTION:
        if "template" in fields:
            yield Kind.TEMPLATE, fields["template"]
        yield from ((Kind.FACT_KEY, fields[name]) for name in ("fact", "origin_fact") if fields[name])
        yield from ((Kind.PLACE, f"destination/{code}") for code in fields["destinations"])
        yield from ((Kind.PICTURE, one["picture"]) for one in (fields, *fields["options"]) if "picture" in one)
    elif record.kind is Kind.QUIZ:
        yield from ((Kind.TOPIC, part["topic"]) for part in fields["parts"])
        yield from ((Kind.QUESTION, key) for key in fields.get("fixed", ()))
        if "before" in fields:
            yield Kind.QUIZ, fields["before"]
    elif record.kind is Kind.FACT:
        code, destination, origin = names.of_fact(record.key)
        yield Kind.FACT_KEY, code
        places = (("destination", destination), ("origin", origin))
        yield from ((Kind.PLACE, f"{what}/{place}") for what, place in places if place)
    elif record.kind is Kind.COURSE:
        yield from ((Kind.MODULE, names.page(one["module"], source)) for one in fields["modules"])
        yield from ((Kind.PLACE, f"destination/{code}") for one in fields["modules"] for code in one["destinations"])
    elif record.kind is Kind.MODULE:
        yield from ((Kind.MODULE, names.page(key, source)) for key in fields["prerequisites"])
        yield from ((Kind.LESSON, names.page(key, source)) for key in fields["lessons"])
    elif record.kind is Kind.LESSON:
        yield Kind.MODULE, names.page(fields["module"], source)
    elif record.kind is Kind.TEMPLATE:
        yield Kind.FACT_KEY, fields["fact_key"]
    elif record.kind is Kind.TRACK:
        yield Kind.FILM, names.of_track(record.key)[0]
        if "other" in fields:
            yield Kind.FILM, fields["other"]


def _question(record: Record, where: str) -> Iterator[Problem]:
    found = problems_of_question(read_question({"key": record.key, **record.fields}))
    yield from (Problem(Fault.BAD_QUESTION, where, problem.value) for problem in found)
    for name in ("key", "match_key"):
        said = [option[name] for option in record.fields["options"]]
        if len(set(said)) != len(said):
            yield Problem(Fault.SAME_KEY, where, name)


def _fact(record: Record, where: str) -> Iterator[Problem]:
    days = {}
    for name in ("published_on", "checked_on", "review_by"):
        try:
            days[name] = record.fields[name] and date.fromisoformat(record.fields[name])
        except ValueError:
            yield Problem(Fault.WRONG_TYPE, where, name)
    if len(days) == 3 and not days["review_by"] > days["checked_on"]:
        yield Problem(Fault.WRONG_TYPE, where, "review_by")
