"""What a report shows, what it hides, and what it says first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import tables
from reports.queries import ByClass, ByDestination, ClassLine, Counts, Filters, Minutes
from reports.tables import Bar, Line, Report
from tests.factories import NOW

NONE = Minutes()
NAMES = {"JO": "Jordan", "QA": "Qatar", "HK": "Hong Kong SAR"}
FEW = "How many have completed is not shown here: it would tell of a group of fewer than 5 people."
SEXES = ["woman", "man", "other", "unsaid"]


def places(**people: Counts) -> ByDestination:
    return ByDestination(NAMES, {tuple(key.split("_")): counts for key, counts in people.items()})


def by_destination(found: ByDestination, in_short: bool = False, **values: str) -> Report:
    return tables.by_destination(found, Filters(**values), stamp=(), now=NOW, in_short=in_short)


def line(title: str = "Morning", minutes: Minutes = NONE, **people: Counts) -> ClassLine:
    ends = NOW.date() - timedelta(days=2)
    return ClassLine(
        "AB12CD", title, "Hope", date(2026, 11, 2), ends, {k.strip("_"): v for k, v in people.items()}, minutes
    )


def by_class(*lines: ClassLine, total: Counts, **values: str) -> Report:
    return tables.by_class(ByClass(lines, total), Filters(**values), stamp=(), now=NOW)


def cells(report: Report) -> list[tuple]:
    return [one.cells for one in report.lines]


def test_small_counts_are_hidden_with_what_would_give_them_away():
    found = places(
        JO_woman=Counts(30, 20, 10, 5), JO_man=Counts(3, 3, 3, 3), QA_woman=Counts(40, 40, 40), QA_man=Counts(9, 9)
    )
    assert cells(by_destination(found)) == [
        ("Jordan", "Woman", "hidden", "hidden", "hidden", "hidden", "hidden"),
        ("Jordan", "Man", "hidden", "hidden", "hidden", "hidden", "hidden"),
        ("Jordan", "All", 33, 23, 13, 56, 8),
        ("Qatar", "Woman", 40, 40, 40, 100, 0),
        ("Qatar", "Man", 9, 9, 0, 0, 0),
        ("Qatar", "All", 49, 49, 40, 81, 0),
        ("All destinations", "Woman", *["hidden"] * 5),
        ("All destinations", "Man", *["hidden"] * 5),
        ("All destinations", "All", 82, 72, 53, 73, 8),
    ]


@st.composite
def countries(draw) -> ByDestination:
    people = {}
    for place in NAMES:
        for sex in SEXES:
            numbers = [draw(st.integers(0, 30))]
            for _measure in range(3):
                numbers.append(draw(st.integers(0, numbers[-1])))
            if numbers[0]:
                people[place, sex] = Counts(*numbers)
    return ByDestination(NAMES, people)


@settings(max_examples=60, deadline=None)
@given(countries())
def test_a_filter_shows_what_the_whole_table_shows_and_no_more(found):
    whole = {one.cells[:2]: one.cells[2:] for one in by_destination(found).lines}
    for values in [{"sex": sex} for sex in SEXES] + [{"destination": place} for place in NAMES]:
        part = {one.cells[:2]: one.cells[2:] for one in by_destination(found, **values).lines}
        assert part.items() <= whole.items()
    short = [one.cells[1:] for one in by_destination(found, in_short=True).lines]
    assert short == [numbers for names, numbers in whole.items() if names[1] == "All"]


@settings(max_examples=60, deadline=None)
@given(countries())
def test_no_report_shows_a_small_count(found):
    for one in by_destination(found).lines:
        enrolled, started, completed, _rate, certified = one.cells[2:]
        assert all(count == "hidden" or not 0 < count < 5 for count in (enrolled, started, completed, certified))


@settings(max_examples=60, deadline=None)
@given(countries())
def test_a_rate_stands_only_where_both_its_numbers_do(found):
    for one in by_destination(found).lines:
        _enrolled, started, completed, rate, _certified = one.cells[2:]
        hidden = "hidden" in {started, completed}
        assert rate == ("hidden" if hidden else completed * 100 // started if started else "–")


def test_a_class_as_a_whole_is_no_secret_to_who_answers_for_it():
    report = by_class(line(_=Counts(3, 2, 1, 1), minutes=Minutes(180, 120)), total=Counts(3, 2, 1, 1))
    assert report.lines == (
        Line(("Morning", "Hope", date(2026, 11, 2), 3, 2, 1, 50, 1, 66), code="AB12CD"),
        Line(("All classes", "", "", 3, 2, 1, 50, 1, 66), is_total=True),
    )
    assert not any("hidden" in note for note in report.notes)


def test_a_part_of_a_class_is():
    report = by_class(
        line("Morning", woman=Counts(20, 20, 20), man=Counts(3, 3, 1), minutes=Minutes(180, 120)),
        line("Evening", woman=Counts(30, 20, 10), man=Counts(12, 12, 12), minutes=Minutes(100, 50)),
        total=Counts(15, 15, 13),
        sex="man",
    )
    assert cells(report) == [
        ("Morning", "Hope", date(2026, 11, 2), *["hidden"] * 4, 0, "hidden"),
        ("Evening", "Hope", date(2026, 11, 2), *["hidden"] * 4, 0, "hidden"),
        ("All classes", "", "", 15, 15, 13, 86, 0, "hidden"),
    ]
    assert any("hidden" in note for note in report.notes)


def test_a_part_that_nobody_is_in_is_nought():
    report = by_class(line(JO=Counts(20, 20)), total=Counts(), destination="QA")
    assert cells(report)[0][3:] == (0, 0, 0, "–", 0, "–")


counted = st.tuples(*[st.integers(0, 25)] * 4).map(lambda values: Counts(*sorted(values, reverse=True)))
classes = st.lists(st.dictionaries(st.sampled_from(SEXES), counted, min_size=1), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(classes)
def test_the_pages_of_all_parts_together_give_no_part_away(parts):
    """The classes' totals are known, so in every class, for every measure, no hidden part may stand alone."""
    lines = [ClassLine("", str(n), "", NOW.date(), NOW.date(), part, Minutes()) for n, part in enumerate(parts)]
    pages = []
    for sex in SEXES:
        total = Counts(*map(sum, zip(*(part.get(sex, Counts()).in_order() for part in parts), strict=True)))
        pages.append(by_class(*lines, total=total, sex=sex))
    for number, part in enumerate(parts):
        whole = [sum(counts.in_order()[measure] for counts in part.values()) for measure in range(4)]
        for measure, column in enumerate((3, 4, 5, 7)):
            shown = [page.lines[number].cells[column] for page in pages]
            assert all(count == "hidden" or not 0 < count < 5 for count in shown)
            rest = whole[measure] - sum(count for count in shown if count != "hidden")
            assert shown.count("hidden") != 1 or rest == 0


def test_the_answer_comes_first():
    found = places(JO_woman=Counts(400, 400, 350), JO_man=Counts(130, 130, 62))
    report = by_destination(found)
    assert report.sentences == (
        "412 of 530 people have completed the course.",
        "Furthest behind: Jordan, Man, with 62 of 130 who started.",
    )
    assert report.bars == (Bar("Jordan, Man", 47), Bar("Jordan, Woman", 87))


@pytest.mark.parametrize(
    ("people", "sentences"),
    [
        ({}, ()),
        ({"JO_woman": Counts(3, 3, 3)}, (FEW,)),
        ({"JO_woman": Counts(6)}, ("0 of 6 people have completed the course.",)),
        ({"JO_woman": Counts(8, 8, 2)}, (FEW,)),
    ],
)
def test_the_answer_says_no_more_than_is_shown(people, sentences):
    assert by_destination(places(**people)).sentences == sentences


def test_one_person_has_a_sentence_of_her_own():
    report = by_class(line(_=Counts(1, 1, 1)), total=Counts(1, 1, 1))
    assert report.sentences == ("1 of 1 person has completed the course.",)


def test_a_class_that_goes_on_is_not_called_behind():
    slow, done = line("Slow", _=Counts(90, 90, 9)), line("Done", _=Counts(90, 90, 90))
    total = Counts(180, 180, 99)
    assert by_class(slow, done, total=total).sentences[1:] == ("Furthest behind: Slow, with 9 of 90 who started.",)
    going = replace(slow, ends_on=NOW.date())
    assert by_class(going, done, total=total).sentences[1:] == ()


def test_every_figure_says_what_it_counts():
    for report in (by_destination(places(JO_woman=Counts(9))), by_class(line(_=Counts(9)), total=Counts(9))):
        assert all(column.definition for column in report.columns if column.kind in {"count", "percent"})
        assert "People who withdrew from a class are not counted." in report.notes


def test_words_are_freed_of_signs_that_no_spreadsheet_holds():
    assert tables.words("a\tb\x0bc\u200bd ") == "a b c d"


def test_a_report_is_written_line_by_line():
    report = replace(by_destination(places(JO_woman=Counts(9, 9, 9, 9))), stamp=(("Centre", "Hope"),))
    with translation.override("en"):
        written = list(tables.sheet(report))
    assert written[:5] == [
        ("Completion by destination and sex",),
        ("Centre", "Hope"),
        ("Data of", report.data_date),
        (),
        ("Destination", "Sex", "Enrolled", "Started", "Completed", "Completion rate (%)", "Certificates"),
    ]
    assert written[5 : 5 + len(report.lines)] == cells(report)
