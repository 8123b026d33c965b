"""Words on their way to readers: findings while an author types, a block, the mending, the signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import sign_in

LESSON = "Why I go"
BAD = "Give your passport to the employer."
FIELD = "[name=body-0-value]"  # the heading of its first screen
GOOD = "I keep my own passport."


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Four people at one editor on one machine need more than five seconds."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


def open_editor(page: Page) -> None:
    page.goto(f"/admin/pages/search/?q={LESSON.replace(' ', '+')}")
    page.locator("main").get_by_role("link", name=LESSON, exact=True).first.click()
    expect(page.locator(FIELD)).to_be_visible()


def open_task(page: Page) -> None:
    page.goto("/admin/review/")
    page.locator("table").get_by_role("link", name=re.compile(LESSON)).click()
    expect(page.locator(FIELD)).to_be_visible()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """A button of the editor's foot, from the menu where it is hidden there."""
    button = page.locator("footer").get_by_role("button", name=name)
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.first.click()


def finish(page: Page) -> None:
    """Send the window in which a step is taken."""
    page.locator(".modal-content form button[type=submit]").click()
    expect(page.locator(".modal-content")).to_have_count(0)


def sign(page: Page) -> None:
    open_task(page)
    press(page, "Sign off")
    window = page.locator(".modal-content")
    expect(window.locator("input[type=radio]").first).to_be_attached()
    for choice in window.locator("input[type=radio][value=fine]").all():
        choice.check()
    finish(page)


def test_a_gender_reviewer_blocks_and_a_mended_lesson_is_published(phone):
    people = {name: phone(width=1280) for name in ("author", "gender", "law", "returnee")}
    for name, person in people.items():
        sign_in(person.page, f"{name}@baon.example")
    author = people["author"].page

    open_editor(author)
    toggle = author.locator("[data-side-panel-toggle=review]")
    panel = author.locator("[data-side-panel=review]")
    if panel.is_hidden():
        toggle.press("Enter")
    author.fill(FIELD, BAD)
    finding = panel.locator("article", has_text="passport")
    expect(finding).to_contain_text("Holds publishing")
    expect(toggle).to_contain_text("1")
    finding.get_by_role("button", name="Go to these words").press("Enter")
    expect(author.locator(FIELD)).to_be_focused()

    press(author, "Publish")
    expect(author.locator(".messages")).to_contain_text("was not published")
    expect(author.locator(FIELD)).to_have_value(BAD)
    assert BAD not in people["author"].go("/en/any-any/my-plan/why-i-go/").content()

    open_editor(author)
    press(author, re.compile("Submit to"))
    reviewer = people["gender"].page
    open_task(reviewer)
    press(reviewer, "Block, with reasons")
    reviewer.fill(".modal-content textarea", "She is told to hand over her papers.")
    finish(reviewer)

    open_editor(author)
    if panel.is_hidden():
        toggle.press("Enter")
    expect(panel).to_contain_text("She is told to hand over her papers.")
    author.fill(FIELD, GOOD)
    expect(panel.locator("article", has_text="Holds publishing")).to_have_count(0)
    press(author, re.compile("[Rr]esubmit|Submit"))
    expect(author.locator(".messages")).to_be_visible()

    for name in ("gender", "law", "returnee"):
        sign(people[name].page)
    assert GOOD in people["author"].go("/en/any-any/my-plan/why-i-go/").content()
    history = people["author"].go("/admin/review/history/").locator("main").inner_text()
    for line in ("Gender review: blocked", "Gender review: signed", "Returnee reading: signed"):
        assert line in history
