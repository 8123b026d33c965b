"""Which passage is for whom, and which fact may be shown as true."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.overlays import BadCorridor, Corridor, Fact, Shown, Unsure, Words, in_language, screens, show

TODAY = date(2026, 11, 21)
REST = Fact(
    key="rest_day",
    value={"en": "You rest one day a week.", "ne": "हप्तामा एक दिन विश्राम हुन्छ।"},
    checked_on=date(2026, 11, 1),
    review_by=date(2027, 5, 1),
    confidence="H",
    source_title="Labour law",
    place="JO",
)


@pytest.mark.parametrize(
    ("text", "corridor"),
    [
        ("ph-jo", Corridor("PH", "JO")),
        ("any-qa", Corridor("", "QA")),
        ("ke-any", Corridor("KE", "")),
        ("any-any", Corridor()),
    ],
)
def test_a_corridor_reads_and_writes_the_same_text(text, corridor):
    assert (Corridor.parse(text), str(corridor)) == (corridor, text)


@given(st.text(max_size=12))
def test_any_text_is_a_corridor_or_refused_by_name(text):
    with contextlib.suppress(BadCorridor):
        assert str(Corridor.parse(text)) == text


@pytest.mark.parametrize(
    ("destinations", "origins", "meets"),
    [
        ([], [], True),
        (["JO"], [], True),
        (["QA", "JO"], ["PH"], True),
        (["QA"], [], False),
        (["JO"], ["NP"], False),
        ([], ["NP"], False),
    ],
)
def test_a_passage_is_for_those_it_names_or_for_all(destinations, origins, meets):
    assert Corridor("PH", "JO").meets(destinations, origins) is meets


def test_a_passage_for_one_country_is_not_shown_to_someone_who_has_not_said_where_she_goes():
    assert not Corridor("PH", "").meets(["JO"], [])


def test_a_current_fact_is_shown_with_its_source_in_her_language():
    assert show(REST, key="rest_day", language="ne", today=TODAY) == Shown(
        key="rest_day",
        value=Words("हप्तामा एक दिन विश्राम हुन्छ।", "ne"),
        source_title="Labour law",
        checked_on=date(2026, 11, 1),
        until=date(2027, 5, 1),
        place="JO",
    )


def test_a_fact_without_her_language_is_shown_in_english_and_says_so():
    assert show(REST, key="rest_day", language="ar", today=TODAY).value == Words("You rest one day a week.", "en")


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (None, Unsure.UNKNOWN),
        (replace(REST, confidence="L"), Unsure.LOW_CONFIDENCE),
        (replace(REST, review_by=TODAY - timedelta(days=1)), Unsure.OVERDUE),
        (replace(REST, status="disputed"), Unsure.NOT_IN_FORCE),
        (replace(REST, status="draft"), Unsure.NOT_IN_FORCE),
        (replace(REST, status="suspended"), Unsure.NOT_IN_FORCE),
    ],
)
def test_a_doubtful_fact_shows_no_value_and_no_number(fact, reason):
    assert show(fact, key="rest_day", language="en", today=TODAY) == Shown("rest_day", reason)


def test_a_fact_is_current_on_its_review_date():
    assert show(replace(REST, review_by=TODAY), key="rest_day", language="en", today=TODAY).known


def test_words_that_nobody_wrote_are_nothing():
    assert in_language({"ne": "केही"}, "ar") is None


def test_a_lesson_is_cut_into_screens_that_know_their_neighbours():
    cut = screens(
        [
            ("aaaaaaaa-1", "step", "First"),
            ("b", "text", 1),
            ("c", "figure", 2),
            ("dddddddd-4", "step", "Second"),
            ("e", "text", 3),
        ],
        title="Lesson",
    )
    assert [(s.number, s.heading, s.anchor, s.blocks, s.before, s.after) for s in cut] == [
        (1, "First", "s-aaaaaaaa", (1, 2), "", "s-dddddddd"),
        (2, "Second", "s-dddddddd", (3,), "s-aaaaaaaa", ""),
    ]


def test_words_before_the_first_step_stand_under_the_lessons_title():
    assert [(s.heading, s.blocks) for s in screens([("a", "text", 1), ("b", "step", "Then")], title="Lesson")] == [
        ("Lesson", (1,)),
        ("Then", ()),
    ]


@given(st.lists(st.sampled_from(["step", "text", "figure"]), max_size=30))
def test_no_block_is_lost_when_a_lesson_is_cut(kinds):
    blocks = [(f"{number:08}", kind, number) for number, kind in enumerate(kinds)]
    held = [block for screen in screens(blocks, title="Lesson") for block in screen.blocks]
    assert held == [number for _id, kind, number in blocks if kind != "step"]


@pytest.mark.parametrize(
    ("text", "corridor"),
    [
        ("ph-jo.family", Corridor("PH", "JO", "family")),
        ("any-any@a-2026-1", Corridor(edition="a-2026-1")),
        ("np-qa.employer@b-2", Corridor("NP", "QA", "employer", "b-2")),
    ],
)
def test_a_corridor_names_audience_and_edition(text, corridor):
    assert (Corridor.parse(text), str(corridor)) == (corridor, text)


def test_people_going_abroad_are_the_audience_nobody_names():
    assert Corridor.parse("ph-jo.trainee") == Corridor("PH", "JO")


@pytest.mark.parametrize(("audience", "shown"), [("", False), ("family", True), ("employer", False)])
def test_a_passage_for_an_audience_is_for_no_other(audience, shown):
    assert Corridor("PH", "JO", audience).meets([], [], ["family"]) is shown


def test_a_passage_for_trainees_reaches_those_who_said_nothing():
    assert Corridor().meets([], [], ["trainee"])
