"""Recordings go along with the words they are of, stand there as they stood here, and can be taken away again."""

import json

import pytest

from courses.models import CoursePage
from handover import aloud
from handover.faults import Fault
from handover.keepers import recordings as keeper
from handover.models import Import
from handover.preview import parts
from handover.records import Kind, Record
from media import actions, sounds
from media.models import Recording
from media.spoken import mark
from tests.handover.conftest import NOW, edited, exported, packed, received, taken, unpacked
from tests.handover.test_actions import emptied, undo
from tests.media import files

IDEA, TITLE = "One idea", "عقدي"


def speak(text: str, language: str = "en", *, content: bytes = b"") -> Recording:
    sound = sounds.clean(content or files.mp3())
    return actions.add(sound, language=language, mark=mark(language, text), words=text, read_by="Rosa", now=NOW)


def heard() -> dict[str, bytes]:
    return {one.words: one.file.read() for one in Recording.objects.present()}


@pytest.fixture
def spoken(course):
    """Voices for two texts of the course and for words of another one."""
    speak(IDEA)
    speak(TITLE, "ar", content=files.opus())
    speak("Of another course")
    return course


def test_only_recordings_of_its_own_words_go_along_and_nobody_is_named(spoken):
    data = unpacked(exported(spoken))
    said = [record for name in data if name.startswith("media/recordings/") for record in json.loads(data[name])]
    assert {record["fields"]["words"] for record in said} == {IDEA, TITLE}
    assert b"Rosa" not in b"".join(data.values())
    assert json.loads(data["manifest.json"])["counts"]["recording"] == 2


def test_the_round_trip_gives_the_same_bytes(spoken):
    data = exported(spoken)
    was = {words: content for words, content in heard().items() if words in (IDEA, TITLE)}
    emptied()
    Recording.objects.all().delete()
    taken(data)
    assert heard() == was
    assert set(Recording.objects.values_list("read_by", flat=True)) == {""}
    assert exported(CoursePage.objects.get(slug=spoken.slug, locale__language_code="en")) == data


def test_the_preview_says_how_many_there_are(spoken):
    data = exported(spoken)
    Recording.objects.all().delete()
    found = {part.title: part.count for part in parts(received(data)) if part.group.startswith("recordings/")}
    assert found == {"Recordings: English": 1, "Recordings: العربية": 1}


def test_undoing_takes_them_away_and_puts_back_what_was_heard_before(spoken):
    data = exported(spoken)
    Recording.objects.filter(words=TITLE).delete()
    taken(data)
    actions.remove(Recording.objects.present().get(words=TITLE), now=NOW)
    before = heard()
    made = taken(data, choices={"recordings/ar:conflict": "take"})
    assert TITLE in heard()
    undo(made)
    assert heard() == before


def test_another_voice_of_the_same_words_is_a_conflict_and_stays(spoken):
    data = exported(spoken)
    other = speak(IDEA, content=files.mp3(80))
    made = taken(data)
    assert made.lines.get(kind="recording", title=IDEA).verdict == "conflict"
    assert Recording.objects.present().get(words=IDEA) == other


def test_a_voice_that_is_taken_over_steps_back_when_that_is_undone(spoken):
    data = exported(spoken)
    other = speak(IDEA, content=files.mp3(80))
    made = taken(data, choices={"recordings/en:conflict": "take"})
    assert Recording.objects.present().get(words=IDEA) != other
    undo(made)
    assert Recording.objects.present().get(words=IDEA) == other


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Other words"},
        {"language": "fr"},
        {"seconds": 100},
    ],
)
def test_a_recording_of_other_words_or_another_length_is_refused(spoken, change):
    data = edited(exported(spoken), "media/recordings/en.json", lambda one: one["fields"].update(change))
    made = received(data)
    assert made.state == Import.State.REFUSED
    assert {problem["fault"] for problem in made.problems} == {Fault.BAD_RECORDING}


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", files.mp3(before=files.id3(b"12 Main St"))])
def test_what_is_no_recording_or_more_than_one_is_refused(spoken, content):
    whole = unpacked(exported(spoken))
    name = next(name for name in whole if name.endswith(".mp3"))
    made = received(packed({**whole, name: content}))
    assert made.state == Import.State.REFUSED
    assert Fault.BAD_RECORDING in {problem["fault"] for problem in made.problems}


def test_the_same_sound_of_two_words_is_one_file(course):
    speak(IDEA)
    speak("You decide. Nobody else.")
    data = unpacked(exported(course))
    assert len([name for name in data if name.endswith(".mp3")]) == 1
    assert len(json.loads(data["media/recordings/en.json"])) == 2


def test_whole_languages_go_along_while_there_is_room(spoken):
    marks = {mark("en", IDEA), mark("ar", TITLE)}
    one = Recording.objects.get(words=TITLE).file.size
    assert keeper.to_take_along(marks, most_bytes=one, most=9) == {"ar": [mark("ar", TITLE)]}
    assert keeper.to_take_along(marks, most_bytes=10**9, most=1) == {"ar": [mark("ar", TITLE)]}


def test_phrases_and_facts_say_words_in_each_of_their_languages():
    phrase = Record(
        Kind.PHRASE, "help", {"meaning": {"en": "Help!"}, "said": [{"language": "yue", "text": "救命", "say": ""}]}
    )
    fact = Record(Kind.FACT, "rest_day/JO/-", {"value": {"en": "Friday"}, "note": {}})
    assert aloud.marks_of(phrase) == {mark("en", "Help!"), mark("yue", "救命")}
    assert aloud.marks_of(fact) == {mark("en", "Friday")}


def draft(text: str) -> Recording:
    sound = sounds.clean(files.opus())
    return actions.add(
        sound, language="en", mark=mark("en", text), words=text, read_by="", now=NOW, synthetic=True
    )  # fmt: skip


def test_what_a_computer_read_travels_as_what_it_is(course):
    draft(IDEA)
    data = exported(course)
    assert json.loads(unpacked(data)["manifest.json"])["format"] == "baon-course-2"
    Recording.objects.all().delete()
    taken(data)
    assert Recording.objects.present().get().synthetic


def test_a_computers_draft_never_stands_against_a_persons_voice(course):
    draft(IDEA)
    data = exported(course)
    Recording.objects.all().delete()
    own = speak(IDEA)
    made = taken(data)
    assert made.lines.get(kind="recording").verdict == "same"
    assert Recording.objects.present().get() == own


def test_a_persons_voice_takes_the_place_of_a_draft_and_undoing_puts_that_back(course):
    speak(IDEA)
    data = exported(course)
    Recording.objects.all().delete()
    there = draft(IDEA)
    made = taken(data)
    assert not Recording.objects.present().get().synthetic
    undo(made)
    assert Recording.objects.present().get() == there
