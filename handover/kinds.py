"""The fields of every kind of record, with the choices that our models know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.models import Form, Question, QuizComponent
from courses.models import (
    Audience,
    CourseModule,
    Destination,
    Fact,
    FactKey,
    GenderTag,
    PhraseKey,
    QuestionTemplate,
    SyllabusTopic,
    TranslationState,
)
from handover import shapes
from handover.columns import LANGUAGES
from handover.records import Kind
from handover.shapes import ByLanguage, Each, Flag, Maybe, OneOf, Parts, Shape, Stream, Text, Whole, Words
from media import webvtt
from media.sounds import LONGEST

_line = Text(120)
_day = Text(10, shapes.DAY)
_code = Text(50, shapes.SLUG)
_no_code = Maybe(_code)
_key = Text(36, shapes.UUID)
_picture = Text(64, shapes.SHA256)
_countries = Each(Text(2, shapes.COUNTRY), most=60, once=True)
_small_words = Each(Text(40, blank=False), most=60)
_amount = Text(14, shapes.AMOUNT)


def _words(most: int = 20_000) -> Words:
    return Words(LANGUAGES, most)


def _several(choices: Any) -> Each:
    return Each(OneOf(choices.values), most=40, once=True)


_PAGE: dict[str, Shape] = {
    "title": Text(255, blank=False),
    "slug": Text(255, shapes.PAGE_SLUG),
    "seo_title": Text(255),
    "search_description": Text(2_000),
}
_PLACE: dict[str, Shape] = {
    "slug": _code,
    "name": _words(120),
    "currency": Text(3),
    "languages": _small_words,
    "time_zone": Text(60),
}
_DESTINATION: dict[str, Shape] = {
    "advisory": OneOf(Destination.Advisory.values),
    "advised_by": _line,
    "scripts": _small_words,
    "plugs": _small_words,
    "voltage": Text(20),
    "denominations": Each(Text(60), most=60),
    "hazards": _several(Destination.Hazard),
}
_MEDIUM: dict[str, Shape] = {"title": Text(255, blank=False), "file": Text(160, shapes.MEDIUM)}
_OPTION = Parts(
    {
        "key": _key,
        "text": _words(),
        "match": _words(),
        "match_key": _key,
        "correct": Flag(),
        "feedback": _words(),
    },
    perhaps={"picture": _picture, "gap": Whole(1, 99), "area": Each(Whole(0, 100), least=4, most=4)},
)
_MODULE_IN_COURSE = Parts({"module": _key, "kind": OneOf(CourseModule.Kind.values), "destinations": _countries})
_PART = Parts({"topic": _code, "count": Whole(1, 500), "level": Maybe(OneOf(Question.Level.values))})
_COMPONENT = Parts({"kind": OneOf(QuizComponent.Kind.values), "weight": Whole(1, 1_000), "pass_mark": Whole(0, 100)})
_TRANSLATED = Parts(
    {
        "passages": Each(
            Parts({"path": Text(500, blank=False), "source": Text(blank=False), "target": Text(blank=False)}),
            most=2_000,
        )
    }
)
_SAID = Parts({"text": Text(160, blank=False), "say": Text(160)})

SHAPES: Mapping[Kind, Parts] = {
    Kind.TOPIC: Parts({"name": _words(120), "position": Whole()}),
    Kind.FACT_KEY: Parts(
        {
            "label": _words(120),
            "question": _words(200),
            "group": OneOf(FactKey.Group.values),
            "is_contact": Flag(),
            "position": Whole(),
        }
    ),
    Kind.PHRASE: Parts(
        {
            "group": OneOf(PhraseKey.Group.values),
            "meaning": _words(160),
            "position": Whole(),
            "said": Each(Parts({"language": Text(10, blank=False), **_SAID.fields}), most=200),
        }
    ),
    Kind.TERM: Parts(
        {
            "also": Text(250),
            "note": Text(300),
            "topic": _no_code,
            "translations": ByLanguage(LANGUAGES, Parts({"text": Text(200, blank=False), "native_reviewed": Flag()})),
        }
    ),
    Kind.FACT: Parts(
        {
            "value": _words(),
            "note": _words(),
            "phone": Text(40),
            "number": Maybe(_amount),
            "unit": Text(30),
            "status": OneOf(Fact.Status.values),
            "applies_to": Text(200),
            "legal_basis": Text(200),
            "source_title": Text(300, blank=False),
            "source_url": Text(500, shapes.WEB_ADDRESS),
            "source_publisher": Text(200),
            "source_type": OneOf(Fact.SourceType.values),
            "published_on": Maybe(_day),
            "checked_on": _day,
            "checked_by": _line,
            "approved_by": _line,
            "review_by": _day,
            "confidence": OneOf(Fact.Confidence.values),
        }
    ),
    Kind.PICTURE: Parts({**_MEDIUM, "description": Text(255), "credit": Text(200), "licence": Text(100)}),
    Kind.DOCUMENT: Parts(_MEDIUM),
    Kind.RECORDING: Parts(
        {
            "language": Text(10, shapes.LANGUAGE),
            "words": Text(blank=False),
            "seconds": Whole(0, LONGEST),
            "file": Text(160, shapes.MEDIUM),
        },
        perhaps={"synthetic": Flag()},
    ),
    Kind.FILM: Parts(
        {
            "title": Text(255, blank=False),
            "languages": Each(Text(10, shapes.LANGUAGE), most=60, once=True),
            "credit": Text(200),
            "licence": Text(100),
            "still": Maybe(Text(10, shapes.MOMENT)),
            "sha256": Text(64, shapes.SHA256),
            "bytes": Whole(1, 2**40),
        },
        perhaps={"synthetic": Flag(), "file": Text(160, shapes.FILM)},
    ),
    Kind.TRACK: Parts(
        {"of": Text(64, shapes.SHA256)},
        perhaps={"text": Text(webvtt.LARGEST, blank=False, turning=True), "other": _key},
    ),
    Kind.INTERACTIVE: Parts(
        {"title": Text(255, blank=False), "language": Text(10), "content": Text(64, shapes.SHA256)},
        perhaps={"file": Text(160, shapes.H5P)},
    ),
    Kind.SHARED: Parts({"title": Text(120, blank=False), "body": Stream()}),
    Kind.QUESTION: Parts(
        {
            "kind": OneOf(Question.Kind.values),
            "level": OneOf(Question.Level.values),
            "must_know": Flag(),
            "topic": _code,
            "destinations": _countries,
            "fact": Text(40),
            "origin_fact": Text(40),
            "lesson": Text(200),
            "scene": _words(),
            "stem": _words(),
            "feedback_right": _words(),
            "feedback_wrong": _words(),
            "options": Each(_OPTION, most=40),
        },
        perhaps={
            "picture": _picture,
            "number": Each(Text(17, shapes.MEASURE), least=2, most=2),
            "unit": _words(60),
            "family": _code,
            "form": OneOf(Form.values),
            "origins": _countries,
            "template": _code,
        },
    ),
    Kind.TEMPLATE: Parts(
        {
            "fact_key": _code,
            "answer": OneOf(QuestionTemplate.Answer.values),
            "unit": Text(30),
            "topic": _code,
            "level": OneOf(Question.Level.values),
            "must_know": Flag(),
            "lesson": Text(200),
            "stem": _words(),
            "wrong": _words(2_000),
            "feedback": _words(),
            "from_others": Flag(),
            "never": Text(200),
        }
    ),
    Kind.QUIZ: Parts(
        {"title": _words(200), "pass_mark": Whole(1, 100), "parts": Each(_PART, most=100)},
        perhaps={
            "form": OneOf(Form.values),
            "before": _code,
            "fixed": Each(_code, least=1, most=200),
            "components": Each(_COMPONENT, least=1, most=3),
        },
    ),
    Kind.COURSE: Parts(
        {
            **_PAGE,
            "summary": Text(),
            "audience": OneOf(Audience.values),
            "final_quiz": _no_code,
            "final_minutes": Whole(),
            "modules": Each(_MODULE_IN_COURSE, most=200),
        }
    ),
    Kind.MODULE: Parts(
        {
            **_PAGE,
            "summary": Text(),
            "key_message": Text(200),
            "objectives": Stream(),
            "audiences": _several(Audience),
            "minutes": Whole(5, 600),
            "topic": _no_code,
            "sensitive": Flag(),
            "quiz": _no_code,
            "prerequisites": Each(_key, most=100, once=True),
            "lessons": Each(_key, most=200, once=True),
        }
    ),
    Kind.LESSON: Parts(
        {
            **_PAGE,
            "module": _key,
            "objective": Text(250),
            "minutes": Whole(1, 60),
            "topics": _several(SyllabusTopic),
            "gender_tags": _several(GenderTag),
            "cast": Stream(),
            "sensitive": Flag(),
            "body": Stream(),
            "translation_state": OneOf(TranslationState.values),
        }
    ),
    Kind.PASSAGES: _TRANSLATED,
    Kind.SHARED_WORDS: _TRANSLATED,
    Kind.CERTIFICATE: Parts(
        {
            "title": _words(200),
            "hours": Text(5, shapes.HOURS),
            "final_pass_mark": Whole(0, 100),
            "attendance": Whole(0, 100),
            "edition": Text(20),
        }
    ),
}
PLACES: Mapping[str, Parts] = {
    "destination": Parts({**_PLACE, **_DESTINATION}),
    "origin": Parts(_PLACE),
}


def shape_of(kind: Kind, key: str) -> Parts:
    return PLACES.get(key.partition("/")[0], PLACES["origin"]) if kind is Kind.PLACE else SHAPES[kind]
