"""Places are described in the reader's words."""

import pytest

from courses import naming
from courses.naming import Clock


@pytest.mark.parametrize(
    ("reader", "said"),
    [("en", ("Arabic", "Cantonese")), ("ar", ("العربية", "الكَنْتُونية")), ("fr", ("arabe", "cantonais"))],
)
def test_languages_have_names(reader, said):
    assert naming.languages(["ar", "yue"], reader=reader) == said


def test_what_has_no_name_stands_for_itself():
    assert naming.languages(["xx"], reader="en") == ("xx",)
    assert naming.scripts(["Xxxx", "Hant"], reader="en") == ("Xxxx", "Han (Traditional)")
    assert naming.currency("XQQ", reader="zz") == "XQQ"


def test_a_clock_tells_summer_time_too():
    assert naming.clock("Asia/Amman", reader="en", year=2026) == Clock("Jordan Time", ("+03:00",))
    assert naming.clock("Europe/Rome", reader="en", year=2026).offsets == ("+01:00", "+02:00")
    assert naming.clock("Nowhere/At_All", reader="en", year=2026) is None


@pytest.mark.parametrize(("reader", "first"), [("fr", "lundi"), ("ar", "السبت"), ("en", "Sunday")])
def test_the_week_begins_as_the_reader_counts_it(reader, first):
    days = naming.weekdays(reader=reader)
    assert (days[0], len(set(days))) == (first, 7)
