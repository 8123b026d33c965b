"""H5P contents go along as .h5p files, are vetted where they come as any upload is, and wait for their libraries."""

from __future__ import annotations

import io
import json
import uuid
import zipfile

import pytest

from accounts.models import Role
from courses.blocks import LessonStream
from courses.models import CoursePage, LessonPage
from h5p import actions as h5p
from h5p.models import Interactive, InteractiveVersion, Library, LibraryRequest, Upload
from handover import actions
from handover.crossing import Outgoing
from handover.difference import Verdict
from handover.faults import Fault
from handover.models import Import
from handover.preview import parts
from handover.streams import carry
from tests import factories
from tests.h5p.packages import Desk, card
from tests.handover.conftest import NOW, exported, packed, received, taken, unpacked
from tests.handover.test_actions import emptied, undo


@pytest.fixture
def desk(db) -> Desk:
    return Desk(factories.staff(Role.AUTHOR), factories.staff(Role.ADMINISTRATOR), NOW)


@pytest.fixture
def content(course, desk, settings, tmp_path) -> Interactive:
    """In a lesson of the course."""
    settings.H5P_PLAYER = tmp_path
    made = brought(desk, card())
    lesson = LessonPage.objects.get(slug="lesson-1", locale__language_code="en", title__contains="contract")
    lesson.body = [*lesson.body.raw_data, *block(str(made.pk))]
    lesson.save_revision().publish()
    return made


def brought(desk: Desk, data: bytes, *, into: Interactive | None = None) -> Interactive:
    looked = h5p.look_through(io.BytesIO(data))
    h5p.ask_for(looked.found, origin="card.h5p", by=desk.author, now=NOW)
    allow(desk)
    about = {"by": desk.author, "now": NOW, "origin": "card.h5p", "sha256": "0" * 64}
    return h5p.take_in(io.BytesIO(data), h5p.look_through(io.BytesIO(data)), into=into, **about).content


def allow(desk: Desk) -> None:
    fingerprints = LibraryRequest.objects.values_list("sha256", flat=True)
    h5p.decide(fingerprints, answer=LibraryRequest.Answer.APPROVED, by=desk.administrator, now=NOW)


def block(content: object) -> list[dict]:
    value = {"title": "Who pays?", "why": "Try it.", "content": content, "rule": "score", "percent": 60}
    return [{"type": "interactive", "id": str(uuid.UUID(int=1)), "value": value}]


def bare() -> None:
    """As on a site that has only been migrated."""
    emptied()
    for model in (Upload, Interactive, Library, LibraryRequest):
        model.objects.all().delete()


def the_course() -> CoursePage:
    return CoursePage.objects.get(locale__language_code="en")


def greeting(content: Interactive) -> str:
    return content.versions.first().params["greeting"]


@pytest.mark.parametrize("content", [str(uuid.UUID(int=7)), None], ids=["chosen", "not chosen"])
def test_the_key_of_a_content_goes_along(content):
    crossing = Outgoing()
    assert carry(LessonStream(), block(content), crossing, "body") == block(content)
    assert crossing.problems == []


@pytest.mark.parametrize("content", ["../x", 7, ["x"]], ids=["path", "number", "list"])
def test_what_is_no_key_is_a_fault(content):
    crossing = Outgoing()
    carry(LessonStream(), block(content), crossing, "body")
    assert [problem.fault for problem in crossing.problems] == [Fault.WRONG_TYPE]


def test_the_round_trip_gives_the_same_content_under_its_key_once_its_libraries_are_allowed(content, desk):
    data = exported(the_course())
    was = dict(InteractiveVersion.objects.values("params", "main", "libraries").get())
    bare()
    made = received(data, by=desk.author)
    waiting = {part.group: part.lines[0].changes for part in parts(made) if part.verdict is Verdict.NOT_ALLOWED}
    assert waiting == {"h5p": [{"path": "libraries", "ours": "", "theirs": "H5P.Card 1.0.3"}]}
    assert list(LibraryRequest.objects.values_list("machine_name", "asked_by")) == [("H5P.Card", desk.author.pk)]

    allow(desk)
    actions.look_again(made, now=NOW)
    made.refresh_from_db()
    actions.look(made, now=NOW)
    assert made.lines.get(kind="interactive").verdict == Verdict.NEW

    taken(data)
    assert Interactive.objects.get().pk == content.pk
    assert InteractiveVersion.objects.values("params", "main", "libraries").get() == was
    assert exported(the_course()) == data


def test_what_waits_for_libraries_is_left_out_and_all_else_is_taken(content, desk):
    data = exported(the_course())
    bare()
    made = taken(data)
    assert not made.lines.get(kind="interactive").taken
    assert (Interactive.objects.count(), Library.objects.count()) == (0, 0)
    assert LessonPage.objects.filter(live=True).exists()


def test_a_content_that_is_here_is_the_same(content):
    assert received(exported(the_course())).lines.get(kind="interactive").verdict == Verdict.SAME


def test_a_newer_edition_is_the_next_one_here_and_undoing_puts_the_earlier_back(content, desk):
    older = exported(the_course())
    brought(desk, card(greeting="Namaste"), into=content)
    newer = exported(the_course())
    emptied()
    Interactive.objects.all().delete()
    taken(older)
    made = taken(newer)
    there = Interactive.objects.get()
    assert (made.lines.get(kind="interactive").verdict, greeting(there)) == (Verdict.CHANGED, "Namaste")
    undo(made)
    assert greeting(there) == "Hi"


def test_undoing_takes_a_content_away_that_nothing_shows_any_more(content, desk):
    data = exported(the_course())
    emptied()
    Interactive.objects.all().delete()
    made = taken(data, publish=False)
    undo(made)
    assert not Interactive.objects.exists()


def test_one_whose_libraries_are_gone_is_named_only(content):
    Library.objects.all().delete()
    data = exported(the_course())
    assert "file" not in json.loads(unpacked(data)["media/h5p.json"])[0]["fields"]
    Interactive.objects.all().delete()
    assert received(data).lines.get(kind="interactive").verdict == Verdict.LACKING


def bomb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(card())) as sound:
        files = {name: sound.read(name) for name in sound.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**files, "content/images/big.png": b"\0" * 40_000_000}.items():
            made.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        bomb,
        lambda: card()[:-200],
        lambda: b"#!/bin/sh",
        lambda: card(greeting="Hi", script=b"x").replace(b"h5p.json", b"x5p.json"),
    ],
    ids=["bomb", "cut off", "no zip", "no manifest"],
)
def test_a_package_that_is_not_sound_is_refused_and_nothing_is_kept(content, hostile):
    whole = unpacked(exported(the_course()))
    name = next(name for name in whole if name.endswith(".h5p"))
    bare()
    made = received(packed({**whole, name: hostile()}))
    assert (made.state, bool(made.file)) == (Import.State.REFUSED, False)
    assert {problem["fault"] for problem in made.problems} == {Fault.BAD_H5P}
    assert (Interactive.objects.count(), LibraryRequest.objects.count()) == (0, 0)
