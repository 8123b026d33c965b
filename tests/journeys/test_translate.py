"""A translator takes a lesson from the board, completes it side by side, and it stands under ``/fil/``."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import sign_in

PASSAGE = ".js-translation-editor section li:has(> p)"
SAID = "Salin ko ito"


def start_lesson(page: Page) -> str:
    """The first lesson that nobody has begun; gives its English title."""
    page.goto("/admin/translations/?language=fil&kind=page&state=missing")
    row = page.locator("tr:has(.tr-in):has(button:text-is('Start'))").first
    title = row.locator("th").inner_text().strip()
    row.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    return title


def complete(page: Page) -> None:
    """Every open passage gets words, one after another, as a person does it."""
    while (left := page.locator(PASSAGE).filter(has=page.get_by_role("button", name="Translate"))).count():
        passage = page.locator(PASSAGE).nth(_place(page))
        count = left.count()
        passage.get_by_role("button", name="Translate").click()
        passage.locator("textarea").fill(f"{SAID} {count}")
        passage.get_by_role("button", name="Save").click()
        expect(passage.get_by_role("button", name="Edit")).to_be_visible()


def _place(page: Page) -> int:
    """Where the first open passage stands: what is found by its button is lost once the button has gone."""
    is_open = "each => [...each.querySelectorAll('button')].some(button => button.innerText === 'Translate')"
    find = f"passages => passages.findIndex({is_open})"
    return int(page.locator(PASSAGE).evaluate_all(find))


def test_a_translator_completes_a_lesson_and_it_appears(phone):
    desk = phone(width=1280)
    page = desk.page
    sign_in(page, "translator@baon.example")
    start_lesson(page)
    expect(page.locator(".tr-beside .tr-terms").first).to_be_visible()
    complete(page)
    page.get_by_role("button", name="Publish in Filipino").click()
    expect(page.get_by_text(re.compile(r"is published\."))).to_be_visible()
    address = page.locator("a[href*='/fil/any-any/']").first.get_attribute("href")
    reader = phone(width=360)
    lesson = reader.go(re.sub(r"^https?://[^/]+", "", address or ""))
    expect(lesson.locator("h1")).to_contain_text(SAID)
    assert lesson.locator(".not-yet").count() == 0
    assert reader.fits()
