"""The buttons that trainees meet are found in the templates, stand on the desk, and are heard where they stand."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from media import catalogue, spoken

ROOMS = ("assessments", "learning")
TEMPLATES = [path for room in ROOMS for path in sorted(Path(settings.BASE_DIR, room, "templates").rglob("*.html"))]


def test_labels_are_what_a_template_hands_to_a_voice():
    page = """{% translate "Start" as label %}{{ label }}{% translate 'Go on' as label %}{% translate "Help" as title %}
    {% translate "Not a label" %}{%translate "I'm not sure" as label%}"""
    assert [*catalogue.labels_in(page)] == ["Start", "Go on", "I'm not sure"]


@pytest.mark.parametrize(
    ("room", "known"),
    [
        ("assessments", {"I'm not sure", "Not now", "That is right.", "Not yet. Look at it again."}),
        ("learning", {"Start", "Next", "Go on", "Send my answers", "Send my answer", "Keep this answer"}),
    ],
)
def test_the_buttons_of_questions_are_among_them(room, known):
    assert known <= set(catalogue.labels_of(room))


def test_what_is_a_label_is_heard_in_the_same_template():
    silent = [
        str(path) for path in TEMPLATES
        if [*catalogue.labels_in(text := path.read_text())] and "{% voice label %}" not in text
    ]  # fmt: skip
    assert silent == []


def test_a_label_is_read_in_each_language_that_has_words_for_it():
    with override("en"):
        [in_arabic] = [one for one in catalogue.labels("learning").sayings("ar") if one.part == "Button"][:1]
    assert in_arabic.within == {"instructions"}
    assert in_arabic.text not in catalogue.labels_of("learning")


@pytest.mark.django_db
def test_they_stand_on_the_desk():
    said = {line.text for line in spoken.at("instructions", spoken.lines("en"))}
    labels = {words for room in ROOMS for words in catalogue.labels_of(room)}
    assert labels <= said
