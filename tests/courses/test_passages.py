"""What a page says, as review reads it: every word once, at a path the editor can find."""

from __future__ import annotations

import pytest

from courses.models import LessonPage
from courses.passages import passages_of, plain
from courses.representation import of_language
from review.representation import Lack, Share
from tests import factories

pytestmark = pytest.mark.django_db


def said(*body) -> dict[str, tuple[str, str]]:
    """Text and kind by the last part of the path."""
    page = LessonPage(title="Papers", objective="Keep them", body=list(body))
    return {one.path: (one.text, one.kind) for one in passages_of(page)}


def test_fields_and_blocks_are_named_as_the_editor_names_them():
    page = LessonPage(title="Papers", body=[("step", "One idea"), ("text", "<p>First.</p><ul><li>Then</li></ul>")])
    step, text = page.body
    assert [(one.path, one.text, one.kind) for one in passages_of(page)] == [
        ("title", "Papers", "title"),
        (f"body.{step.id}", "One idea", "title"),
        (f"body.{text.id}", "First.\nThen", "text"),
    ]


def test_a_choice_offered_as_wrong_is_a_quotation():
    choices = [
        {"text": "I give it", "outcome": "It is gone.", "good": False},
        {"text": "I keep it", "outcome": "Good.", "good": True},
    ]
    found = said(("scenario", {"story": "The agent asks.", "question": "What now?", "choices": choices}))
    assert sorted(found.values()) == sorted([
        ("Papers", "title"), ("Keep them", "text"), ("The agent asks.", "text"), ("What now?", "text"),
        ("I give it", "quote"), ("It is gone.", "text"), ("I keep it", "text"), ("Good.", "text"),
    ])  # fmt: skip


def test_blocks_inside_blocks_are_read_and_words_that_are_not_ours_are_not():
    phrase = {"meaning": "My bag", "text": "حقيبتي", "say": "haqibati"}
    phrases = ("phrases", {"title": "Say it", "language": "ar", "phrases": [phrase]})
    only = said(("only", {"destinations": [], "origins": [], "content": [("key_message", "Keep it."), phrases]}))
    assert {text for text, _kind in only.values()} == {"Papers", "Keep them", "Keep it.", "Say it", "My bag"}


def test_what_somebody_says_is_a_quotation_and_her_name_is_not_ours_to_check():
    voice = {"name": "Grace", "sex": "woman", "role": "returnee", "words": "Madam kept my passport."}
    assert set(said(("voice", voice)).values()) == {
        ("Papers", "title"), ("Keep them", "text"), ("Madam kept my passport.", "quote"),
    }  # fmt: skip


def test_what_a_drawing_shows_is_an_alternative_text():
    found = said(("figure", {"name": "contract", "alt": "A woman reads"}))
    assert ("A woman reads", "alt") in found.values()


def test_rich_text_becomes_plain_lines():
    assert plain("<p>a <b>b</b>&amp;c</p><p></p><ul><li>d</li></ul>e<br/>f") == "a b&c\nd\ne\nf"


def test_representation_is_counted_from_what_authors_tagged(django_assert_num_queries):
    page = factories.module("My contract", lessons=1)
    lesson = page.get_children().first().specific
    lesson.cast = [
        ("person", {"name": "Maria", "sex": "woman", "role": "returnee", "speaks": 4}),
        ("person", {"name": "Ben", "sex": "man", "role": "family", "speaks": 4}),
        ("person", {"name": "Omar", "sex": "man", "role": "official", "speaks": 1}),
    ]
    lesson.body = [
        ("voice", {"name": "Maria", "sex": "woman", "role": "returnee", "words": "Counted in the cast."}),
        ("voice", {"name": "Aisha", "sex": "woman", "role": "expert", "words": "Counted here."}),
        ("figure", {"name": "contract", "alt": "A room", "shows": ["distress"]}),
    ]
    lesson.gender_tags = ["care_by_men"]
    lesson.save()
    with django_assert_num_queries(2):
        [seen] = of_language("en")
    counts = seen.counts
    assert (counts.people, counts.lines, counts.deciders) == (Share(2, 4), Share(5, 10), Share(1, 2))
    assert (counts.men_who_care, counts.returnee_women_speaking) == (1, 1)
    assert [short.lack for short in seen.shortfalls] == [Lack.DISTRESS, Lack.DISTRESS_ON_COVER]
