"""One fact changes in the admin, and the lesson, the question and the card show it."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import join, open_class, sign_in, take_quiz  # noqa: F401 -- with a fixture

FACT = "rest_day"
PLACE = "JO"


@pytest.fixture
def keeper(phone):
    """Someone who may write facts, at a desk."""
    author = phone(width=1280)
    sign_in(author.page, "author@baon.example")
    return author


def open_fact(page: Page, key: str = FACT) -> None:
    """From the board to the form of the fact."""
    page.goto(f"/admin/facts/due/?place=to-{PLACE}&key={key}")
    page.locator("td.title a").first.click()


def save(page: Page) -> None:
    page.locator("button[type=submit]", has_text="Save").first.click()
    expect(page.locator(".messages")).to_contain_text("updated")


def lesson_with(page: Page) -> str:
    """The address of a lesson that shows the fact, as the desk lists it: the public page of the first one."""
    page.locator(".desk-panel summary").click()
    page.locator(".desk-uses a[hreflang=en][href*='/admin/pages/']").first.click()
    live = page.locator("a[href*='/any-any/']").first.get_attribute("href")
    return re.sub(r"^https?://[^/]+", "", str(live)).replace("/any-any/", f"/ph-{PLACE.lower()}/")


def test_a_fact_is_changed_once_and_lesson_country_and_kit_show_it(phone, keeper):
    page = keeper.page
    open_fact(page)
    lesson = lesson_with(page)
    reader = phone()
    words = f"You rest on day {time.time_ns()}."
    open_fact(page)
    page.fill("[name=value_en]", words)
    save(page)
    for address in (lesson, f"/en/ph-{PLACE.lower()}/", f"/en/ph-{PLACE.lower()}/kit/"):
        reader.go(address)
        assert words in reader.page.content(), address
        assert reader.fits()
    open_fact(page)
    page.locator("a[href*='/history/']:visible").first.click()
    expect(page.locator(".desk-history")).to_contain_text(words)


def test_a_question_tells_what_its_fact_says_now(phone, keeper, open_class):  # noqa: F811 -- it is a fixture
    """After the quiz of the module about her destination, whose questions lean on its facts."""
    trainee = phone()
    join(trainee, open_class, "en")
    page = trainee.go("/me/")
    page.locator("a[href$='/knowing-the-rules/']").first.click()
    page.locator("a[href^='/me/quiz/']").first.click()
    take_quiz(trainee, "en")
    told = page.locator(".fact", has=page.locator("details")).first.locator(".fact-value")
    before, result = told.inner_text(), page.url

    desk, words = keeper.page, f"The law says this since {time.time_ns()}."
    desk.goto("/admin/facts/due/")
    for _page in range(10):
        row = desk.locator("tr", has_text=before[:60])
        if row.count():
            break
        desk.locator(".desk-pages a", has_text="Later").click()
    row.first.locator("td.title a").click()
    desk.fill("[name=value_en]", words)
    save(desk)
    page.goto(result)
    assert words in page.content()


def test_a_doubtful_fact_leaves_the_card_and_comes_back_when_it_is_checked(phone, keeper):
    page, reader = keeper.page, phone()
    card = f"/en/ph-{PLACE.lower()}/card/"
    reader.go(card)
    number = reader.page.locator(".pocket-numbers b").first.inner_text()
    for confidence, there in (("L", 0), ("H", 1)):
        open_fact(page, "emergency")
        page.select_option("[name=confidence]", confidence)
        save(page)
        reader.go(card)
        expect(reader.page.locator(".pocket-numbers b", has_text=number)).to_have_count(there)


def test_the_desk_confirms_a_fact_with_one_click(keeper):
    page = keeper.page
    page.goto(f"/admin/facts/due/?place=to-{PLACE}&key={FACT}")
    page.get_by_role("button", name=re.compile("checked again today")).first.click()
    expect(page.locator(".messages")).to_contain_text("checked today")
    expect(page.locator("table.listing")).to_contain_text("Rekha Shrestha")


def test_the_matrix_opens_a_cell_with_its_lessons(keeper):
    page = keeper.page
    page.goto("/admin/coverage/?destination=JO")
    page.locator(".desk-matrix td:not(.desk-hole) a").first.click()
    expect(page.locator("#cell tbody tr").first).to_be_visible()
