"""A passage that stands in many lessons goes along with the lesson that shows it, in every language, and once only."""

import json
from copy import deepcopy

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.models import CoursePage, LessonPage, SharedPassage
from handover.actions import taking
from handover.difference import Verdict
from handover.faults import Fault
from handover.models import Import
from handover.preview import parts
from tests.handover.conftest import _alt, edited, exported, packed, picture, received, taken, unpacked, verdicts
from tests.handover.test_actions import emptied, undo

SHARED = "shared/en/who-to-call.json"
LESSON = "en/my-money/lesson-1.json"


def passage(language="en", words="Call before you sign.", **values):
    given = {"code": "who-to-call", "title": "Who to call", **values}
    made = SharedPassage(locale=Locale.objects.get(language_code=language), live=False, **given)
    made.body = [("text", f"<p>{words}</p>")]
    made.save()
    return made


def published(made):
    made.save_revision().publish()
    return SharedPassage.objects.get(pk=made.pk)


@pytest.fixture(scope="session")
def standing_source(standing_course):
    """A passage with a fact and a picture that no lesson has, translated, in a lesson of the second module."""
    made = passage()
    made.body.append(("picture", {"image": _alt(picture("navy")), "caption": "A phone", "shows": []}))
    made = published(made)
    published(passage("ar", "اتصلي قبل التوقيع.", title="بمن تتصلين", translation_key=made.translation_key))
    _translated(made)
    lesson = _lesson()
    lesson.body.append(("shared", "who-to-call"))
    lesson.save_revision().publish()
    return made


@pytest.fixture
def source(db, standing_source):
    return deepcopy(standing_source)


@pytest.fixture(scope="session")
def standing_archive(standing_course, standing_source):
    return exported(standing_course)


def _lesson():
    return LessonPage.objects.get(locale__language_code="en", title="Lesson 1 of My money")


def _translated(made):
    """What a translator wrote at the desk."""
    arabic = Locale.objects.get(language_code="ar")
    cut, _new = TranslationSource.update_or_create_from_instance(made)
    Translation.objects.create(source=cut, target_locale=arabic)
    segment = StringSegment.objects.filter(source=cut, string__data__contains="before you sign").get()
    StringTranslation.objects.create(
        context=segment.context, translation_of=segment.string, locale=arabic, data="اتصلي قبل التوقيع."
    )


def _course():
    return CoursePage.objects.get(locale__language_code="en")


def test_it_goes_along_with_its_translations_and_all_that_it_shows(course, source):
    files = unpacked(exported(course))
    names = {name for name in files if "shared" in name}
    assert names == {SHARED, "shared/ar/who-to-call.json", "shared-translations/ar/who-to-call.json"}
    [record] = json.loads(files[SHARED])
    shown = record["fields"]["body"][1]["value"]["image"]["image"]
    assert shown in {one["key"] for one in json.loads(files["media/pictures.json"])}


def test_taken_into_an_empty_site_it_is_handed_on_as_the_same_bytes(course, source):
    data = exported(course)
    emptied()
    taken(data)
    assert exported(_course(), by="Somebody") == data
    english, arabic = (SharedPassage.objects.get(locale__language_code=code) for code in ("en", "ar"))
    assert english.translation_key == arabic.translation_key
    assert (english.live, arabic.live, arabic.title) == (True, True, "بمن تتصلين")


def test_a_second_import_and_the_site_it_comes_from_have_nothing_to_do(course, source):
    data = exported(course)
    assert set(verdicts(received(data))) == {Verdict.SAME}
    emptied()
    taken(data)
    assert set(verdicts(received(data))) == {Verdict.SAME}
    assert SharedPassage.objects.count() == 2


def test_the_preview_says_what_would_change(course, source):
    data = exported(course)
    taken(data)
    made = received(edited(data, SHARED, lambda one: one["fields"].update(title="Whom to ask")))
    [part] = parts(made)
    assert (str(part.title), part.verdict) == ("Shared passages", Verdict.CHANGED)
    assert [(str(line.kind), line.language, line.changes) for line in part.lines] == [
        ("Shared passage", "en", [{"path": "title", "ours": "Who to call", "theirs": "Whom to ask"}])
    ]


def test_a_passage_of_our_own_with_that_code_stays_unless_somebody_says_otherwise(course, source):
    data = exported(course)
    emptied()
    published(passage(words="Ours."))
    made = taken(data)
    assert made.lines.get(kind="shared", key="who-to-call/en").verdict == Verdict.CONFLICT
    assert "Ours." in str(SharedPassage.objects.get(locale__language_code="en").body)
    taken(data, choices={"shared:conflict": "take"})
    assert "Call before you sign." in str(SharedPassage.objects.get(locale__language_code="en").body)


def test_drafts_go_along_as_drafts_only(course, source):
    source.body = [("text", "<p>A draft.</p>")]
    source.save_revision()
    assert b"A draft." not in unpacked(exported(course))[SHARED]
    assert b"A draft." in unpacked(exported(course, drafts=True))[SHARED]


def test_what_readers_do_not_see_stays_behind(course, source):
    source.unpublish()
    files = unpacked(exported(course))
    assert [name for name in files if "shared" in name] == []
    emptied()
    taken(packed(files))
    assert [block.value for block in _lesson().body if block.block_type == "shared"] == [""]


def test_what_review_holds_stays_a_draft(course, source):
    def worse(record):
        record["fields"]["body"][0]["value"] = "<p>Give your passport to your employer and never leave the house.</p>"

    data = edited(exported(course), SHARED, worse)
    emptied()
    made = taken(data)
    assert made.waiting == ["Who to call"]
    assert not SharedPassage.objects.get(locale__language_code="en").live


def test_who_may_not_publish_leaves_a_draft(course, source, author):
    data = exported(course)
    emptied()
    made = taken(data, by=author)
    assert "Who to call" in made.waiting
    assert not SharedPassage.objects.filter(live=True).exists()


def test_a_draft_that_came_is_gone_after_undoing(course, source):
    data = exported(course)
    emptied()
    made = taken(data, publish=False)
    undo(made)
    assert (made.left, SharedPassage.objects.count(), Translation.objects.count()) == ([], 0, 0)


def test_what_stood_there_stands_again_after_undoing(course, source):
    data = exported(course)
    taken(data)
    undo(taken(edited(data, SHARED, lambda one: one["fields"].update(title="Whom to ask"))))
    assert exported(CoursePage.objects.get(pk=course.pk)) == data


def _shown(value):
    return lambda record: record["fields"].update(body=[{"type": "shared", "value": value, "id": "b1"}])


def _inner(kind, value):
    return lambda record: record["fields"].update(body=[{"type": kind, "value": value, "id": "b1"}])


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        (LESSON, _shown("nobody-knows"), Fault.NO_PASSAGE),
        (LESSON, _shown("../../secret"), Fault.WRONG_TYPE),
        (LESSON, _shown({"code": "who-to-call"}), Fault.WRONG_TYPE),
        (SHARED, lambda record: record["fields"].update(live=True), Fault.UNKNOWN_FIELD),
        (SHARED, lambda record: record["fields"].pop("title"), Fault.MISSING_FIELD),
        (SHARED, lambda record: record["fields"].update(title="x" * 121), Fault.TOO_LONG),
        (SHARED, lambda record: record.update(key="who to call/en"), Fault.WRONG_TYPE),
        (SHARED, lambda record: record.update(key="who-to-call/tlh"), Fault.UNKNOWN_LANGUAGE),
        (SHARED, _inner("shared", "who-to-call"), Fault.UNKNOWN_BLOCK),
        (SHARED, _inner("text", "<script>"), Fault.UNSAFE_TEXT),
        (SHARED, _inner("fact", {"key": "no_such_fact", "scope": "origin"}), Fault.DANGLING),
        ("shared-translations/ar/who-to-call.json", lambda record: record.update(key="another/ar"), Fault.DANGLING),
    ],
)
def test_one_that_is_not_as_it_may_be_is_refused(db, standing_archive, file, change, fault):
    made = received(edited(standing_archive, file, change))
    assert (made.state, made.lines.count()) == (Import.State.REFUSED, 0)
    assert fault in {problem["fault"] for problem in made.problems}


def test_a_lesson_whose_passage_is_nowhere_is_refused_in_words(course, source):
    files = {name: content for name, content in unpacked(exported(course)).items() if "shared" not in name}
    SharedPassage.objects.all().delete()
    made = received(packed(files))
    assert [(problem["fault"], problem["what"]) for problem in made.problems] == [
        ("no_passage", "shared who-to-call/en")
    ]


def test_a_lesson_may_show_a_passage_that_is_here_already(course, source):
    files = {name: content for name, content in unpacked(exported(course)).items() if not name.startswith("shared")}
    made = received(packed(files))
    assert (made.state, set(verdicts(made))) == (Import.State.LOOKED, {Verdict.SAME})


def test_nothing_of_it_remains_when_the_import_breaks(course, source, monkeypatch):
    data = exported(course)
    emptied()
    monkeypatch.setattr(taking, "_sign", lambda archive: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        taken(data)
    assert SharedPassage.objects.count() == 0
