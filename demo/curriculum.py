"""Loads the reference curriculum into the page tree: places, facts, modules, lessons, courses."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from assessments.models import Quiz
from core.models import Topic
from courses import actions, making
from courses.models import (
    CourseModule,
    CoursePage,
    Destination,
    FactKey,
    HomePage,
    LessonPage,
    ModulePage,
    Origin,
    Phrase,
    PhraseKey,
    Prerequisite,
    QuestionTemplate,
)
from demo import files, reviewing, streams
from demo.wording import fact_context, spoken

CONTACT_GROUPS = frozenset({"emergency", "missions", "hotlines"})
ALSO_CONTACTS = frozenset({"complaint", "home_hotline", "legal_aid", "shelter", "airport_desk"})
TEMPLATE_FIELDS = ("answer", "unit", "level", "must_know", "from_others", "never")
PLACE_FIELDS = ("slug", "currency", "languages")
DESTINATION_FIELDS = ("advisory", "advised_by", "scripts", "plugs", "voltage", "denominations", "hazards")
Raw = dict[str, Any]


@transaction.atomic
def load_topics() -> dict[str, Topic]:
    topics = {}
    for position, (code, names) in enumerate(files.read("topics.yaml").items()):
        topics[code], _made = Topic.objects.update_or_create(
            code=code, defaults={"position": position, **spoken("name", names, f"topics/{code}:name")}
        )
    return topics


@transaction.atomic
def load_places() -> None:
    """Destinations, origins, and each fact with its source."""
    keys = {}
    for position, (code, words) in enumerate(files.read("fact_keys.yaml").items()):
        keys[code], _made = FactKey.objects.update_or_create(
            code=code,
            defaults={
                "position": position,
                "group": words["group"],
                "is_contact": words["group"] in CONTACT_GROUPS or code in ALSO_CONTACTS,
                **spoken("label", words["label"], f"fact_keys/{code}:label"),
                **spoken("question", words["question"], f"fact_keys/{code}:question"),
            },
        )
    origins = {raw["code"]: _place(Origin, raw) for raw in files.read_all("origins")}
    for raw in files.read_all("origins"):
        for fact in raw["facts"]:
            _fact(raw["code"], fact, keys, destination=None, origin=origins[raw["code"]])
    for raw in files.read_all("destinations"):
        more = {name: raw[name] for name in DESTINATION_FIELDS if name in raw}
        destination = _place(Destination, raw, **more)
        for fact in raw["facts"]:
            _fact(raw["code"], fact, keys, destination=destination, origin=origins.get(fact["origin"]))


def _place(model: type[Destination] | type[Origin], raw: Raw, **more: Any) -> Any:
    values = {name: raw[name] for name in PLACE_FIELDS if name in raw}
    name = spoken("name", raw["name"], f"places/{raw['code']}:name")
    place, _made = model.objects.update_or_create(
        code=raw["code"],
        defaults={**values, "time_zone": raw.get("time_zone", ""), **name, **more},
    )
    return place


def _fact(
    place: str, raw: Raw, keys: dict[str, FactKey], *, destination: Destination | None, origin: Origin | None
) -> None:
    here = fact_context(place, raw)
    plain = {name: value for name, value in raw.items() if name not in {"key", "value", "note", "origin"}}
    actions.record_fact(
        key=keys[raw["key"]],
        destination=destination,
        origin=origin,
        values={
            **plain,
            **spoken("value", raw["value"], f"{here}:value"),
            **spoken("note", raw.get("note"), f"{here}:note"),
        },
    )


@transaction.atomic
def load_templates(topics: dict[str, Topic], *, now: datetime) -> None:
    """How facts are asked, and the questions that are made so."""
    for code, raw in files.read("question_templates.yaml").items():
        here = f"question_templates/{code}"
        QuestionTemplate.objects.get_or_create(
            code=code,
            defaults={
                "key": FactKey.objects.get(code=raw["key"]),
                "topic": topics[raw.get("topic", "destination")],
                **{name: raw[name] for name in TEMPLATE_FIELDS if name in raw},
                "lesson": files.lesson_address(raw.get("lesson", "")),
                **spoken("stem", raw["stem"], f"{here}:stem"),
                **spoken("feedback", raw["feedback"], f"{here}:feedback"),
                **_wrong(raw["wrong"], here),
            },
        )
    making.make_all(now=now)


def _wrong(listed: list[Raw | str], here: str) -> Raw:
    """One on each line, in the languages that have them all. What is not by language is a number."""
    if all(isinstance(each, str) for each in listed):
        return {"wrong_en": "\n".join(map(str, listed))}
    said = [spoken("wrong", each, f"{here}:wrong/{number}") for number, each in enumerate(listed)]
    return {name: "\n".join(one[name] for one in said) for name in set.intersection(*map(set, said))}


@transaction.atomic
def load_phrases() -> None:
    """The phrase book, and how each phrase is said in the languages of the destinations."""
    for position, (code, raw) in enumerate(files.read("phrases.yaml").items()):
        key, _made = PhraseKey.objects.update_or_create(
            code=code,
            defaults={
                "position": position,
                "group": raw["group"],
                **spoken("meaning", raw["meaning"], f"phrases/{code}:meaning"),
            },
        )
        for language, said in raw["say"].items():
            Phrase.objects.update_or_create(
                key=key, language=language, defaults={"text": said["text"], "say": said.get("say", "")}
            )


def load_home() -> HomePage:
    site = files.read("site.yaml")
    address = settings.PUBLIC_URL.split("://", 1)[1]
    host, _colon, port = address.partition(":")
    return actions.open_site(
        hostname=host,
        port=int(port or (443 if settings.HTTPS else 80)),
        title=site["title"],
        welcome=site["welcome"],
        introduction=site["introduction"],
    )


@transaction.atomic
def load_modules(home: HomePage, topics: dict[str, Topic], *, refresh: bool) -> dict[str, ModulePage]:
    """Every module with its lessons, in the source language. What is there stays as its authors left it,
    unless ``refresh``."""
    library = actions.open_library(home, title=files.read("site.yaml")["library"])
    places = frozenset(Destination.objects.values_list("code", flat=True)) | frozenset(
        Origin.objects.values_list("code", flat=True)
    )
    raws = files.read_all("modules")
    modules = {raw["key"]: _page(ModulePage, library, streams.stable_id(raw["key"]), raw["slug"]) for raw in raws}
    written = [raw for raw in raws if refresh or not modules[raw["key"]].pk]
    for raw in written:
        _module(raw, modules[raw["key"]], library, topics, places)
    for raw in written:
        first = [modules[key] for key in raw.get("after", []) if key in modules]
        module = modules[raw["key"]]
        if [row.module_id for row in module.prerequisites.all()] != [page.pk for page in first]:
            module.prerequisites = [Prerequisite(module=page, sort_order=n) for n, page in enumerate(first)]
            _keep(module, library)
    return modules


def _module(raw: Raw, module: ModulePage, library: Page, topics: dict[str, Topic], places: frozenset[str]) -> None:
    module.title, module.summary, module.key_message = raw["title"], raw["summary"].strip(), raw["key_message"]
    module.minutes, module.sensitive, module.topic = raw["minutes"], raw["sensitive"], topics[raw["topic"]]
    module.quiz = Quiz.objects.filter(key=raw["key"]).first()
    module.objectives = json.dumps(streams.objectives_stream(raw["objectives"], path=raw["key"]))
    module.audiences = raw.get("audiences", [])
    _keep(module, library)
    for lesson in raw["lessons"]:
        _lesson(lesson, module, path=f"{raw['key']}/{lesson['slug']}", places=places)


def _lesson(raw: Raw, module: ModulePage, *, path: str, places: frozenset[str]) -> None:
    lesson = _page(LessonPage, module, streams.stable_id(path), raw["slug"])
    lesson.title, lesson.objective, lesson.minutes = raw["title"], raw["objective"], raw["minutes"]
    lesson.topics, lesson.cast = raw.get("topics", []), json.dumps(streams.cast_stream(raw.get("cast", []), path=path))
    lesson.gender_tags, lesson.sensitive = raw["gender_tags"], bool(raw.get("sensitive") or module.sensitive)
    lesson.body = json.dumps(streams.lesson_stream(raw, path=path, places=places))
    _keep(lesson, module)


@transaction.atomic
def load_courses(home: HomePage, modules: dict[str, ModulePage], *, refresh: bool) -> list[CoursePage]:
    courses = []
    for raw in files.read("courses.yaml"):
        course = _page(CoursePage, home, streams.stable_id("course", raw["key"]), raw["slug"])
        courses.append(course)
        if course.pk and not refresh:
            continue
        course.title, course.summary, course.audience = raw["title"], raw["summary"].strip(), raw["audience"]
        course.final_minutes = raw["final_minutes"]
        course.final_quiz = Quiz.objects.filter(key=raw["final_quiz"]).first()
        listed = [m for m in raw["modules"] if m["key"] in modules]
        if [link.module_id for link in course.course_modules.all()] != [modules[m["key"]].pk for m in listed]:
            course.course_modules = [
                CourseModule(
                    module=modules[m["key"]], kind=m["kind"], destinations=m.get("destinations", []), sort_order=n
                )
                for n, m in enumerate(listed)
            ]
        _keep(course, home)
    return courses


def _page(model: type[Any], parent: Page, key: uuid.UUID, slug: str) -> Any:
    """The page with this stable key as its editors last left it, or a new one that is not in the tree yet."""
    page = model.objects.filter(translation_key=key, locale=parent.locale).first()
    return page or model(translation_key=key, locale=Locale.get_default(), slug=slug)


def _keep(page: Any, parent: Page) -> None:
    if page.pk is None:
        page.live = False
        parent.add_child(instance=page)
        parent.refresh_from_db()
    reviewing.publish(page)
