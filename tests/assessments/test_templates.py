from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode

from assessments.explaining import explain
from assessments.forms import refilled, response_from_post
from assessments.questions import PAIRED
from assessments.responses import parse_response
from assessments.showing import ask
from tests.assessments.examples import (
    ASKED,
    EVERY_KIND,
    gap,
    groups,
    hotspot,
    listen,
    matching,
    multiple,
    numeric,
    ordering,
    reflection,
    scenario,
    single,
    true_false,
)

pytestmark = pytest.mark.django_db  # pictures are looked up

RIGHT = {
    "single": "before",
    "true_false": "false",
    "multiple": ("r1", "r3"),
    "ordering": tuple("badce"),
    "matching": {"a": "B", "b": "A"},
    "scenario": "leave",
    "listen": "kitchen",
    "hotspot": "door",
    "groups": {"visa": "E", "snacks": "M", "flight": "M"},
    "gap": {"1": "passport", "2": "agent"},
    "numeric": "1500",
    "reflection": "reflected",
}


class FormReader(HTMLParser):
    """What a browser without JavaScript would send for the form as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.select = ""
        self.labelled: set[str] = set()
        self.ids: list[str] = []
        self.styled = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.styled |= "style" in given or any(name.startswith("on") for name in given)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag == "select":
            self.select = given["name"]
        if tag == "option" and "selected" in given:
            self.sent.append((self.select, given["value"]))
        if tag == "input" and "checked" in given:
            self.sent.append((given["name"], given["value"]))
        if tag == "input" and "inputmode" in given and given["value"]:
            self.sent.append((given["name"], given["value"]))
        if tag == "textarea":
            assert "name" not in given


def page(question, *, language="en", error="", **answer):
    asked = ask(
        question, language=language, options=question.option_keys,
        partners=question.partner_keys if question.kind in PAIRED else (), **answer,
    )  # fmt: skip
    html = render_to_string("assessments/question.html", {"asked": asked, "error": error})
    reader = FormReader()
    reader.feed(html)
    return html, reader


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.kind)
@pytest.mark.parametrize("not_sure", [True, False])
def test_the_form_sends_back_what_it_shows(question, not_sure):
    response = None if not_sure else RIGHT[question.kind]
    _html, reader = page(question, answered=True, response=response)
    sent = response_from_post(question, QueryDict(urlencode(reader.sent)))
    assert parse_response(question, sent) == response


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.kind)
def test_an_unanswered_question_is_a_bare_form(question):
    html, reader = page(question)
    assert reader.sent == []
    assert not reader.styled
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.ids) <= reader.labelled
    assert ("Not now" if question.kind == "reflection" else "I'm not sure") in unescape(html)


@pytest.mark.parametrize(
    ("question", "posted"),
    [
        (ordering(steps="abc"), {("answer-signing-a", "1"), ("answer-signing-b", "1")}),
        (matching(pairs="ab"), {("answer-words-b", "A")}),
        (multiple(), {("answer-belongs", "r1"), ("answer-belongs", "w1")}),
        (single(), {("answer-when", "not-sure")}),
        (gap(), {("answer-sentence-1", "agent")}),
        (groups(), {("answer-who-pays-visa", "M")}),
        (numeric(), {("answer-wage-number", "fifteen <b>")}),
    ],
    ids=["ordering", "matching", "multiple", "not-sure", "gap", "groups", "numeric"],
)
def test_what_she_had_filled_in_stands_beside_the_error(question, posted):
    partners = question.partner_keys if question.kind in PAIRED else ()
    asked = ask(question, language="en", options=question.option_keys, partners=partners)
    again = refilled(asked, QueryDict(urlencode(sorted(posted))))
    reader = FormReader()
    reader.feed(render_to_string("assessments/question.html", {"asked": again, "error": "Please look again."}))
    assert set(reader.sent) == posted


def test_an_error_is_tied_to_its_question():
    html, _ = page(single(), error="Choose an answer.")
    assert 'aria-describedby="error-when"' in html
    assert 'id="error-when"' in html


def test_words_that_fell_back_say_their_language():
    html, _ = page(single(), language="fil")
    assert '<span lang="en" dir="ltr">Never</span>' in html
    assert "Some of this is in English." in html
    assert "Bago ako umalis" in html


def test_partners_that_fell_back_say_their_language():
    html, _ = page(matching(pairs="ab"), language="ar")
    assert '<option value="A" lang="en" dir="ltr">meaning a</option>' in html


def test_words_are_escaped():
    html, _ = page(single(stem={"en": "<b>&"}))
    assert "&lt;b&gt;&amp;" in html


def explained(question, response, language="en"):
    words = explain(question, response, language=language)
    return render_to_string("assessments/feedback.html", {"explained": words, "lessons": "/en/ph-jo/"})


@pytest.mark.parametrize(
    ("question", "response", "verdict"),
    [
        (single(), "before", "That is right."),
        (single(), "after", "Not yet."),
        (multiple(), ("r1",), "Partly right."),
        (true_false(), None, "You were not sure."),
    ],
)
def test_feedback_begins_with_a_verdict_in_words(question, response, verdict):
    assert verdict in explained(question, response)


def test_a_wrong_answer_gets_its_feedback_the_right_one_and_the_lesson():
    html = explained(single(must_know=True), "after")
    for words in ("Too late to compare.", "You can ask.", "Ask before you sign.", "Everyone needs this one right."):
        assert words in html
    assert 'href="/en/ph-jo/my-contract/before-i-sign/"' in html


def test_a_right_answer_needs_no_second_look():
    html = explained(single(must_know=True), "before")
    assert "Well read." in html
    for words in ("A right answer", "Read it again", "Everyone needs this one right."):
        assert words not in html


@pytest.mark.parametrize(
    ("question", "response", "words"),
    [
        (gap(), {"2": "me"}, ["I keep my … with ….", "<b>…</b>", "<b>passport</b>"]),
        (numeric(), "900", ["900 riyals", "1500 riyals"]),
        (groups(), {"visa": "M"}, ["The visa</b> – Me", "The visa</b> – The employer"]),
        (reflection(), "reflected", ["You took a moment to think."]),
    ],
)
def test_feedback_shows_hers_beside_the_right_answer(question, response, words):
    html = explained(question, response)
    assert [said for said in words if said not in html] == []


def test_a_scene_stands_open_and_what_is_heard_can_be_opened():
    assert "<details" not in page(scenario())[0]
    html = page(listen())[0]
    assert html.index("<summary>") < html.index("Please clean the kitchen.")


def test_the_places_of_a_picture_lie_where_their_author_put_them():
    html = page(hotspot())[0]
    assert 'x="60%" y="10%" width="20%" height="60%"><label class="hotspot-place" for="answer-exit-door">' in html


def test_an_order_is_a_numbered_list():
    assert explained(ordering(), tuple("bacde")).count("<ol>") == 2


def test_pairs_are_shown_as_pairs():
    html = explained(matching(pairs="ab"), {"a": "B"})
    assert "word a</b> – meaning b" in html
    assert "word a</b> – meaning a" in html


@pytest.mark.parametrize("language", ["fil", "ne", "ar"])
@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_it_renders_in_every_interface_language(language, question):
    with translation.override(language):
        assert page(question, language=language)[0]
        assert explained(question, None, language)
