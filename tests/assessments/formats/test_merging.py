from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.formats.drafts import Draft, DraftOption, RefusedQuestion, excerpt, vetted
from assessments.formats.merging import Entry, draft_of, key_of, merged, saying_all
from assessments.questions import Kind, read
from tests.assessments import examples


def take(draft: Draft, was: Entry | None = None) -> Entry:
    return merged(draft, was, key="k", topic="contracts", fresh=lambda: "new")


@pytest.mark.parametrize("question", examples.EVERY_KIND, ids=lambda question: question.kind)
def test_what_the_bank_says_changes_nothing_there(question):
    was = Entry(read(Entry(question).content), "f", "A")
    again = merged(draft_of(was), was, key=question.key, topic=question.topic, fresh=lambda: "never")
    assert again.content == was.content


def test_what_a_file_does_not_say_stays():
    was = Entry(examples.single(level=3, must_know=True, picture=7, destinations=("JO",)), "f", "B")
    said = Draft(
        1, Kind.SINGLE, {"en": "Now?"}, tuple(DraftOption({"en": one.text["en"]}) for one in was.question.options)
    )
    taken = take(said, was)
    stem = {**was.question.stem, "en": "Now?"}
    assert taken.content == {**was.content, "key": "k", "topic": "contracts", "stem": stem}


def test_what_a_file_says_to_be_nothing_goes():
    was = Entry(examples.single(picture=7, lesson="m/l"))
    said = replace(draft_of(was), picture=0, lesson="", stem={"en": "Now?", "fil": ""})
    taken = take(said, was).question
    assert (taken.picture, taken.lesson, taken.stem) == (None, "", {"en": "Now?"})


def test_who_says_all_leaves_nothing_of_the_languages_that_went():
    kept = Entry(replace(examples.single(), stem={"en": "When?", "fil": "Kailan?"}, origins=("NP",)))
    said = Draft(0, Kind.SINGLE, {"en": "When?"}, tuple(DraftOption({"en": str(at)}) for at in range(2)))
    made = merged(saying_all(said, kept), kept, key="q", topic="t", fresh=lambda: "new").question
    assert (made.stem, [option.text for option in made.options], made.origins) == (
        {"en": "When?"}, [{"en": "0"}, {"en": "1"}], ("NP",),
    )  # fmt: skip


def test_answers_are_known_by_their_words_then_by_their_place():
    was = Entry(examples.single())
    texts = ["Never", "Before I go", "After a month", "At home"]
    taken = take(Draft(1, Kind.SINGLE, {}, tuple(DraftOption({"en": text}) for text in texts)), was).question
    assert [(option.key, option.text["en"]) for option in taken.options] == [
        ("never", "Never"), ("before", "Before I go"), ("after", "After a month"), ("new", "At home"),
    ]  # fmt: skip


def test_words_for_gaps_keep_the_order_they_had():
    was = Entry(examples.gap())
    said = replace(draft_of(was), options=(*reversed(draft_of(was).options), DraftOption({"en": "nobody"}, gap=0)))
    assert [option.key for option in take(said, was).question.options] == ["me", "passport", "agent", "new"]


def test_true_and_false_have_names_where_the_file_gives_none():
    said = Draft(1, Kind.TRUE_FALSE, {"ar": "؟"}, (DraftOption(correct=True), DraftOption({"en": "No"}), DraftOption()))
    assert [option.text for option in take(said).question.options] == [{"en": "True"}, {"en": "No"}, {}]


def test_a_group_has_one_key():
    count = iter(range(100))
    said = draft_of(Entry(examples.groups()))
    taken = merged(said, None, key="k", topic="t", fresh=lambda: str(next(count))).question
    keys = [option.match_key for option in taken.options]
    assert keys[0] == keys[2] != keys[1]


@pytest.mark.parametrize(
    ("given", "key"),
    [("when-1", "when-1"), ("Q 1: Löhne", "q-1-l-hne-"), ("什么", "q-"), ("x" * 51, "x" * 36 + "-")],
)
def test_a_key_is_kept_or_made_of_what_the_file_calls_it(given, key):
    made = key_of(Draft(1, Kind.REFLECTION, {"en": "So?"}, key=given))
    assert made.startswith(key)
    assert len(made) <= 50
    assert made == key_of(Draft(9, Kind.ORAL, {"en": "Else?"}, key=given))


def test_without_a_key_what_it_says_decides():
    drafts = [replace(draft_of(Entry(question)), key="") for question in examples.EVERY_KIND]
    assert len({key_of(draft) for draft in drafts}) == len(drafts)
    assert key_of(drafts[0]) == key_of(replace(drafts[0], line=7, topic="else", level=1))


def test_a_long_text_is_shown_by_its_beginning():
    assert (excerpt("a\n b"), excerpt("x" * 81)) == ("a b", "x" * 79 + "…")


def test_a_draft_within_the_limits_is_taken_as_it_is():
    draft = draft_of(Entry(examples.single(fact="rest_day"), "family"))
    assert vetted(draft) is draft
    with pytest.raises(RefusedQuestion, match="text_too_long"):
        vetted(replace(draft, lesson="x" * 201))
