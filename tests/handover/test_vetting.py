"""Records that lie, point nowhere or carry code are refused with everything that is wrong, and nothing is written."""

import io
import json

import pytest
from PIL import Image
from wagtail.models import Page

from courses.models import LessonPage
from handover.faults import Fault
from handover.keepers.media import clean
from handover.models import Import
from handover.records import Kind
from tests.handover.conftest import edited, packed, received, unpacked

ITEM = {"type": "item", "value": "x", "id": "1"}
LESSON = "en/my-contract/lesson-1.json"


def faults(data):
    made = received(data)
    assert made.state == Import.State.REFUSED
    assert made.lines.count() == 0
    return {problem["fault"] for problem in made.problems}


def with_body(*blocks):
    listed = [{"type": kind, "value": value, "id": f"b{number}"} for number, (kind, value) in enumerate(blocks)]
    return lambda record: record["fields"].update(body=listed)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (with_body(("script", "x")), Fault.UNKNOWN_BLOCK),
        (with_body(("text", "<p>a<script>alert(1)</script></p>")), Fault.UNSAFE_TEXT),
        (with_body(("text", '<a href="javascript:x">a</a>')), Fault.UNSAFE_TEXT),
        (with_body(("text", 7)), Fault.WRONG_TYPE),
        (with_body(("fact", {"key": "no_such_fact", "scope": "destination"})), Fault.DANGLING),
        (with_body(("fact", {"key": "rest_day", "scope": "moon"})), Fault.NOT_A_CHOICE),
        (with_body(("fact", {"key": "rest_day", "scope": "origin", "more": 1})), Fault.UNKNOWN_FIELD),
        (with_body(("figure", {"name": "../../secret", "alt": "a", "shows": []})), Fault.NOT_A_CHOICE),
        (with_body(("picture", {"image": {"image": 1}, "caption": "", "shows": []})), Fault.WRONG_TYPE),
        (with_body(("picture", {"image": {"image": "0" * 64}, "caption": "", "shows": []})), Fault.DANGLING),
        (with_body(("key_message", "a\x00b")), Fault.BAD_SIGNS),
        (with_body(("checklist", {"title": "a", "items": [ITEM, ITEM]})), Fault.SAME_KEY),
        (with_body(("checklist", {"title": " ".join(map(str, range(9_000))), "items": []})), Fault.TOO_LONG),
        (lambda record: record["fields"].update(body={}), Fault.WRONG_TYPE),
        (lambda record: record["fields"].update(minutes=10**9), Fault.BAD_NUMBER),
        (lambda record: record["fields"].update(minutes="5"), Fault.WRONG_TYPE),
        (lambda record: record["fields"].update(minutes=True), Fault.WRONG_TYPE),
        (lambda record: record["fields"].update(topics=["magic"]), Fault.NOT_A_CHOICE),
        (lambda record: record["fields"].update(title=["a"]), Fault.WRONG_TYPE),
        (lambda record: record["fields"].update(module="0" * 8 + "-0000-0000-0000-" + "0" * 12), Fault.DANGLING),
        (lambda record: record["fields"].update(live=True), Fault.UNKNOWN_FIELD),
        (lambda record: record["fields"].pop("title"), Fault.MISSING_FIELD),
        (lambda record: record.update(key="1"), Fault.WRONG_TYPE),
        (lambda record: record.update(kind="user"), Fault.UNKNOWN_KIND),
        (lambda record: record.update(fields=[]), Fault.WRONG_TYPE),
    ],
)
def test_a_lesson_that_is_not_as_it_may_be_is_refused(db, standing_archive, change, fault):
    assert fault in faults(edited(standing_archive, LESSON, change))


def test_everything_wrong_is_said_together(db, standing_archive):
    data = edited(standing_archive, LESSON, with_body(("script", "x"), ("text", "<script>")))
    data = edited(data, "questions/contracts/contracts-0.json", lambda one: one["fields"]["options"].pop())
    data = edited(data, "facts/to-jo.json", lambda one: one["fields"].update(review_by="2020-13-45"))
    assert {Fault.UNKNOWN_BLOCK, Fault.UNSAFE_TEXT, Fault.WRONG_TYPE} <= faults(data)


def test_a_question_without_a_right_answer_is_refused(db, standing_archive):
    def unright(record):
        for option in record["fields"]["options"]:
            option["correct"] = False

    assert faults(edited(standing_archive, "questions/contracts/contracts-0.json", unright)) == {Fault.BAD_QUESTION}


def test_a_language_that_is_not_set_up_is_refused(db, standing_archive):
    change = lambda one: one["fields"]["value"].update(tlh="HIja'")  # noqa: E731
    assert faults(edited(standing_archive, "facts/to-jo.json", change)) == {Fault.UNKNOWN_LANGUAGE}


def test_a_link_of_a_source_must_lead_to_the_web(db, standing_archive):
    change = lambda one: one["fields"].update(source_url="javascript:alert(1)")  # noqa: E731
    assert faults(edited(standing_archive, "facts/to-jo.json", change)) == {Fault.NOT_A_CHOICE}


def test_a_key_that_is_another_thing_here_is_refused(db, standing_archive):
    page = LessonPage.objects.get(slug="lesson-2", title__contains="contract")
    home = Page.objects.get(slug="home")
    key = str(page.translation_key)
    page.delete()
    Page.objects.filter(pk=home.pk).update(translation_key=key)
    assert Fault.OTHER_THING in faults(standing_archive)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a/*" + b"\0" * 40,
        b"\xff\xd8\xff\xe0",
        b"",
    ],
)
def test_what_is_no_picture_is_refused(db, standing_archive, content):
    files = unpacked(standing_archive)
    name = next(name for name in files if name.startswith("media/files/"))
    files[name] = content
    assert Fault.BAD_PICTURE in faults(packed(files))


def test_a_picture_of_too_many_pixels_is_refused(db, standing_archive):
    out = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    files = unpacked(standing_archive)
    name = next(name for name in files if name.startswith("media/files/"))
    files[name] = out.getvalue()
    assert faults(packed(files)) & {Fault.BAD_PICTURE, Fault.PACKED_TOO_TIGHT}


def test_a_picture_with_more_in_it_loses_that():
    """A picture with Exif and a script after its end is taken, as pixels."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    Image.new("RGB", (20, 20)).save(out, "JPEG", exif=exif)
    kept, ending = clean(Kind.PICTURE, out.getvalue() + b"<?php evil(); ?>", "media/files/a.jpg")
    assert (b"script" in kept, b"php" in kept, ending) == (False, False, "jpg")


def test_a_file_that_no_record_names_is_refused(db, standing_archive):
    files = unpacked(standing_archive)
    files[f"media/files/{'a' * 64}.pdf"] = b"%PDF-1.7"
    assert faults(packed(files)) == {Fault.UNLISTED_FILE}


def test_the_course_itself_must_be_there(db, standing_archive):
    files = unpacked(standing_archive)
    del files["pages/en/course.json"]
    assert Fault.DANGLING in faults(packed(files))


def test_a_deep_file_is_refused(db, standing_archive):
    files = unpacked(standing_archive)
    files["words/terms.json"] = b"[" * 60_000 + b"]" * 60_000
    assert faults(packed(files)) & {Fault.TOO_DEEP, Fault.PACKED_TOO_TIGHT}


def test_the_rule_of_another_course_is_refused(db, standing_archive):
    files = unpacked(standing_archive)
    rule = {"title": {"en": "A"}, "hours": "1", "final_pass_mark": 0, "attendance": 0, "edition": "x"}
    other = "00000000-0000-4000-8000-000000000000"
    files["certificate.json"] = json.dumps([{"kind": "certificate", "key": other, "fields": rule}]).encode()
    assert faults(packed(files)) == {Fault.OTHER_THING}
