"""Loads the reference curriculum into the page tree: places, facts, modules, lessons, courses."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from assessments.models import Quiz
from core.models import Topic
from courses import actions
from courses.models import CourseModule, CoursePage, Destination, FactKey, HomePage, LessonPage, ModulePage, Origin
from demo import files, streams

CONTACT_KEYS = frozenset({"emergency", "ambulance", "mission", "hotline", "complaint", "home_hotline"})
Raw = dict[str, Any]


def in_languages(field: str, words: Raw | None) -> Raw:
    """``{"en": "Jordan"}`` as the columns that hold it: ``{"name_en": "Jordan"}``."""
    return {f"{field}_{code.replace('-', '_')}": text for code, text in (words or {}).items() if text}


@transaction.atomic
def load_topics() -> dict[str, Topic]:
    topics = {}
    for position, (code, names) in enumerate(files.read("topics.yaml").items()):
        topics[code], _made = Topic.objects.update_or_create(
            code=code, defaults={"position": position, **in_languages("name", names)}
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
                "is_contact": code in CONTACT_KEYS,
                **in_languages("label", words["label"]),
                **in_languages("question", words["question"]),
            },
        )
    origins = {raw["code"]: _place(Origin, raw) for raw in files.read_all("origins")}
    for raw in files.read_all("origins"):
        for fact in raw["facts"]:
            _fact(fact, keys, destination=None, origin=origins[raw["code"]])
    for raw in files.read_all("destinations"):
        destination = _place(Destination, raw, advisory=raw["advisory"])
        for fact in raw["facts"]:
            _fact(fact, keys, destination=destination, origin=origins.get(fact["origin"]))


def _place(model: type[Destination] | type[Origin], raw: Raw, **more: Any) -> Any:
    values = {name: raw[name] for name in ("slug", "currency", "languages") if name in raw}
    place, _made = model.objects.update_or_create(
        code=raw["code"],
        defaults={**values, "time_zone": raw.get("time_zone", ""), **in_languages("name", raw["name"]), **more},
    )
    return place


def _fact(raw: Raw, keys: dict[str, FactKey], *, destination: Destination | None, origin: Origin | None) -> None:
    plain = {name: value for name, value in raw.items() if name not in {"key", "value", "note", "origin"}}
    actions.record_fact(
        key=keys[raw["key"]],
        destination=destination,
        origin=origin,
        values={**plain, **in_languages("value", raw["value"]), **in_languages("note", raw.get("note"))},
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
    modules = {}
    for raw in files.read_all("modules"):
        module = _page(ModulePage, library, streams.stable_id(raw["key"]), raw["slug"])
        modules[raw["key"]] = module
        if module.pk and not refresh:
            continue
        module.title, module.summary, module.key_message = raw["title"], raw["summary"].strip(), raw["key_message"]
        module.minutes, module.sensitive, module.topic = raw["minutes"], raw["sensitive"], topics[raw["topic"]]
        module.quiz = Quiz.objects.filter(key=raw["key"]).first()
        module.objectives = json.dumps(streams.objectives_stream(raw["objectives"], path=raw["key"]))
        _keep(module, library)
        for lesson in raw["lessons"]:
            _lesson(lesson, module, path=f"{raw['key']}/{lesson['slug']}", places=places)
    return modules


def _lesson(raw: Raw, module: ModulePage, *, path: str, places: frozenset[str]) -> None:
    lesson = _page(LessonPage, module, streams.stable_id(path), raw["slug"])
    lesson.title, lesson.objective, lesson.minutes = raw["title"], raw["objective"], raw["minutes"]
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
                CourseModule(module=modules[m["key"]], kind=m["kind"], sort_order=n) for n, m in enumerate(listed)
            ]
        _keep(course, home)
    return courses


def _page(model: type[Any], parent: Page, key: uuid.UUID, slug: str) -> Any:
    """The page with this stable key as its editors last left it, or a new one that is not in the tree yet."""
    page = model.objects.filter(translation_key=key, locale=parent.locale).first()
    return page or model(translation_key=key, locale=Locale.get_default(), slug=slug)


def _keep(page: Any, parent: Page) -> None:
    if page.pk is None:
        parent.add_child(instance=page)
        parent.refresh_from_db()
    actions.publish(page)
