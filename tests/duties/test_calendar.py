"""The calendar file, read back by a parser that we did not write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from duties.calendar import Entry, Method, calendar_file

CHANGED = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
ENTRY = Entry(
    uid="4f0c@baon.example", sequence=3, day=date(2028, 2, 29), summary="Last day for your course", changed_at=CHANGED,
    description="See your page, please; it says why.\nGo on there.", url="https://baon.example/duty/",
)  # fmt: skip
OFFICE = "office@baon.example"


def read(entry: Entry, method: Method = Method.PUBLISH):
    return Calendar.from_ical(calendar_file([entry], method=method, organizer=OFFICE))


def test_a_day_comes_back_as_it_was_written():
    calendar = read(ENTRY)
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], calendar["VERSION"], str(calendar["PRODID"])) == (
        "PUBLISH", "2.0", "-//Baon//Dates//EN",
    )  # fmt: skip
    assert {name: event.decoded(name) for name in ("DTSTART", "DTEND", "SEQUENCE", "DTSTAMP")} == {
        "DTSTART": date(2028, 2, 29),
        "DTEND": date(2028, 3, 1),
        "SEQUENCE": 3,
        "DTSTAMP": CHANGED,
    }
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "ORGANIZER")} == {
        "UID": "4f0c@baon.example",
        "SUMMARY": "Last day for your course",
        "DESCRIPTION": "See your page, please; it says why.\nGo on there.",
        "URL": "https://baon.example/duty/",
        "STATUS": "CONFIRMED",
        "ORGANIZER": "mailto:office@baon.example",
    }


def test_calling_off_says_so_twice():
    calendar = read(ENTRY, Method.CANCEL)
    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")


def test_nothing_written_makes_another_line():
    sly = read(Entry(**{**vars(ENTRY), "summary": "x\r\nATTENDEE:mailto:a@b.example", "url": "https://x\r\nSTATUS:NO"}))
    [event] = sly.walk("VEVENT")
    assert "ATTENDEE" not in event
    assert str(event["STATUS"]) == "CONFIRMED"


signs = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n")
words = st.text(signs, max_size=200)


@given(words, words, st.dates(date(1990, 1, 1), date(2099, 1, 1)), st.integers(0, 10_000))
def test_any_words_fold_and_come_back(summary, description, day, sequence):
    entry = Entry("uid@baon.example", sequence, day, summary, CHANGED, description)
    file = calendar_file([entry], method=Method.PUBLISH, organizer=OFFICE)
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert file.count(b"\n") == file.count(b"\r\n")
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event.get("DESCRIPTION", ""))) == (summary, description)
    assert (event.decoded("DTSTART"), event["SEQUENCE"]) == (day, sequence)


@pytest.mark.parametrize("count", [0, 3])
def test_one_file_holds_many_days(count):
    entries = [Entry(**{**vars(ENTRY), "uid": f"{number}@baon.example"}) for number in range(count)]
    calendar = Calendar.from_ical(calendar_file(entries, method=Method.PUBLISH, organizer=OFFICE))
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == [f"{n}@baon.example" for n in range(count)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("n\u00b0\u00a03", "n\u00b0\u00a03"),
        ("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645"),
        ("a\x07b\x85c\u2028d\x7fe", "abcde"),
    ],
)
def test_only_control_signs_are_left_out(given, kept):
    [event] = read(replace(ENTRY, summary=given)).walk("VEVENT")
    assert str(event["SUMMARY"]) == kept
