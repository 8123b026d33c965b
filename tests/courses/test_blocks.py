"""The blocks of a lesson as a reader meets them, without a script: what they say, and what they never do."""

import json
import re

import pytest

from courses import document
from courses.models import FactKey, Phrase, PhraseKey
from courses.overlays import Corridor
from tests import factories
from tests.courses import every_block

pytestmark = pytest.mark.django_db
TODAY = factories.NOW.date()
JORDAN = Corridor("PH", "JO")


@pytest.fixture(autouse=True)
def places():
    factories.OriginFactory()
    factories.DestinationFactory(languages=["ar"])
    FactKey.objects.get_or_create(code="hotline", defaults={"label": "Hotline", "is_contact": True})
    factories.FactKeyFactory(code="rest_day", label="Rest day")


def lesson(*kinds, corridor=JORDAN, body=None):
    module = factories.module("My tools", lessons=1, body=json.dumps(body or every_block.screens(*kinds)))
    factories.course(module)
    return document.lesson("en", corridor, "my-tools", "lesson-1", today=TODAY).body.decode()


def words(html):
    """What is left without tags, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_block_stands_in_a_lesson_with_an_id_of_its_own():
    page = lesson()
    found = re.findall(r'\sid="([^"]+)"', page)
    assert len(found) == len(set(found)) > 30
    assert not set(re.findall(r'(?:for|aria-describedby)="([^"]+)"', page)) - set(found)


def test_the_page_has_no_inline_style_script_or_handler():
    page = lesson()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|<style", page)


@pytest.mark.parametrize(
    ("kind", "scripts"),
    [("sheet", ["tools.js"]), ("contract_check", ["tools.js"]), ("budget", ["tools.js", "money.js"]),
     ("remittance", ["tools.js", "money.js"])],
)  # fmt: skip
def test_tools_load_no_more_than_the_scripts_they_need(kind, scripts):
    assert re.findall(r'<script type="module" src="/static/courses/([^"]+)">', lesson(kind)) == scripts


@pytest.mark.parametrize("kind", ["voice", "contract", "compare", "branching", "sort", "path", "phrase_cards"])
def test_blocks_that_need_no_script_load_none(kind):
    assert 'type="module"' not in lesson(kind)


def test_nothing_on_the_page_can_be_sent_but_that_it_was_read():
    page = lesson()
    assert re.findall(r'<form[^>]*action="([^"]+)"', page) == ["/me/read/"]
    unsent, sent = [], []
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        (unsent if form.startswith('<form method="dialog" autocomplete="off"') else sent).append(form)
    assert len(unsent) > 1
    assert all(re.findall(r"<button[^>]*>", form) == ["<button disabled hidden>"] for form in unsent)
    assert not re.search(r"textarea|radio|checkbox", "".join(sent))


def test_a_voice_has_a_name_and_a_role():
    assert "I kept a copy with my sister. Grace Returnee" in words(lesson("voice"))


def test_a_note_before_a_hard_part_leads_to_the_next_screen():
    page = lesson("content_note", "contract")
    [anchor] = re.findall(r'href="#([^"]+)">Skip this part', page)
    assert f'<section class="screen" id="{anchor}" aria-labelledby="h-{anchor}">' in page


def test_a_note_on_the_last_screen_offers_no_way_that_does_not_exist():
    assert "Skip this part" not in lesson("content_note")


def test_a_contract_holds_its_words_and_what_they_mean():
    assert "Wage 1,500 a month. What it means You get 1,500. What to check A number?" in words(lesson("contract"))


def test_a_changed_line_is_marked_by_a_word():
    said = words(lesson("compare"))
    assert "Signed at home 1,500 At the airport 900 Changed 600 less." in said
    assert "Signed at home Friday At the airport Friday The same" in said


def test_my_contract_check_shows_the_rule_the_words_and_whom_to_call():
    factories.FactFactory(key=FactKey.objects.get(code="rest_day"))
    factories.FactFactory(key=FactKey.objects.get(code="hotline"), value="Call us.", phone="+962 6")
    page = lesson("contract_check")
    said = words(page)
    for part in ("Yes, as good or better", "Not clear", "No, or less", "You rest one day every week.", "Labour law",
                 "Please write my rest day here.", "We do not keep or send them"):  # fmt: skip
        assert part in said
    assert page.count('href="tel:+9626"') == 1


def test_an_unknown_rule_says_whom_to_ask_and_never_guesses():
    said = words(lesson("contract_check"))
    assert "We are not sure of this today. Ask your embassy, consulate or labour office before you decide." in said


def test_without_a_country_the_check_asks_to_choose_one():
    page = lesson("contract_check", corridor=Corridor())
    assert words(page).count("Choose where you come from and where you go") == 1


def test_the_best_transfer_is_marked_by_a_word():
    page = lesson("remittance")
    rows = re.findall(r"<tr data-offer>(.*?)</tr>", page, re.S)
    assert [(words(row).split()[-1], "data-most hidden" in row) for row in rows] == [("10,000", False), ("9,894", True)]


def test_a_budget_has_a_sum_for_each_kind_of_money():
    page = lesson("budget")
    assert re.findall(r'<output class="number" data-total="(\w+)">', page) == ["in", "out", "keep"]


def test_a_sheet_says_that_nothing_is_kept_unless_she_asks():
    page = lesson("sheet")
    [block] = [block for block in every_block.screens("sheet") if block["type"] == "sheet"]
    assert f'data-sheet="{block["id"]}"' in page
    said = words(page)
    assert "What you write stays on this screen. We do not keep or send it." in said
    assert "anyone who opens this page on this phone can read it" in said


def test_a_story_leads_from_scene_to_scene_and_back_to_the_start():
    page = lesson("branching")
    scenes = re.findall(r'<article class="scene stack" id="([^"]+)"', page)
    assert re.findall(r'href="#(b-[^"]+)"', page) == [scenes[1], scenes[0]]
    assert "A good way" in words(page)


def test_phrases_are_said_in_the_language_of_the_destination():
    key = PhraseKey.objects.create(code="help", meaning="Help!", group="help")
    Phrase.objects.create(key=key, language="ar", text="النجدة", say="an-najda")
    Phrase.objects.create(key=key, language="it", text="Aiuto")
    page = lesson("phrase_cards")
    assert '<bdi class="phrase" lang="ar">النجدة</bdi>' in page
    assert "Aiuto" not in page


def test_a_phrase_that_nobody_wrote_down_leaves_a_line_to_write_on():
    PhraseKey.objects.create(code="help", meaning="Help!", group="help")
    assert "write it here" in words(lesson("phrase_cards"))


def test_without_a_destination_phrases_show_what_they_mean_and_ask_for_the_country():
    PhraseKey.objects.create(code="help", meaning="Help!", group="help")
    said = words(lesson("phrase_cards", corridor=Corridor()))
    assert "Help! We show how to say it there: Choose where you come from and where you go" in said


def test_sorting_names_the_group_and_the_reason():
    page = lesson("sort")
    assert "The employer: It is a cost of hiring." in words(page)
    assert len(re.findall(r'class="pick pick-yes"', page)) == 2


def test_a_path_says_what_to_do_when_a_step_goes_wrong():
    said = words(lesson("path"))
    assert "Check-in Show your ticket. If something goes wrong Ask staff. Gate Look at the board." in said


def test_a_passage_for_families_is_only_in_their_document():
    assert "You stay at home." not in lesson("only")


def test_a_family_reads_its_passage():
    assert "You stay at home." in lesson("only", corridor=JORDAN.speaking_to("family"))


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_of_a_page_of_blocks_are_flat(count, django_assert_max_num_queries):
    checks = every_block.BLOCKS[4]["contract_check"]
    many = {"contract_check": {**checks, "items": checks["items"] * count}}
    body = every_block.streams.lesson_stream(
        {"screens": [{"id": "one", "heading": "One", "blocks": [many]}]}, path="many", places=frozenset()
    )
    module = factories.module("My tools", lessons=1, body=json.dumps(body))
    factories.course(module)
    document.lesson("en", JORDAN, "my-tools", "lesson-1", today=TODAY)
    with django_assert_max_num_queries(12):
        document.lesson("en", JORDAN, "my-tools", "lesson-1", today=TODAY)
