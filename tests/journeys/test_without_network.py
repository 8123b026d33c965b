"""A quiz whose network goes away: every answer stays on the phone, under lock, and arrives once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.answers import answer
from tests.journeys.test_main_road import answer_all, join, on, open_class  # noqa: F401 -- with a fixture

LISTED = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('unsent:'))"


def at_a_quiz(person, code: str) -> Page:
    """Signed in, before the first question of a module, and everything that the phone takes along is there."""
    join(person, code, "en")
    page = person.go("/me/")
    page.locator("a[href$='/knowing-the-rules/']").first.click()
    with page.expect_response(re.compile("/carry/")):
        page.locator("a[href^='/me/quiz/']").first.click()
    page.wait_for_load_state("networkidle")
    return page


def forget_lost_calls(person) -> None:
    """The browser complains of each call that found no network, and of nothing else."""
    assert all("Failed to load resource" in error for error in person.errors), person.errors
    person.errors.clear()


def test_a_quiz_is_begun_answered_and_sent_without_network_and_arrives_when_there_is_some(phone, open_class):  # noqa: F811
    person = phone()
    page = at_a_quiz(person, open_class)
    person.context.set_offline(True)
    on(page)
    answer_all(person, "en")
    expect(page.locator("[data-kept=phone]")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Your answers are on this phone")).to_be_visible()
    assert person.fits()
    kept = page.evaluate(LISTED)
    assert len(kept) >= 3
    assert all(value.startswith("s:") for _name, value in kept)
    person.context.set_offline(False)
    expect(page).to_have_url(re.compile("/result/"), timeout=20_000)
    assert page.evaluate(LISTED) == []
    expect(page.locator("main")).to_contain_text("Well done")
    forget_lost_calls(person)


def test_the_next_person_on_the_phone_sees_and_sends_nothing_of_hers(phone, open_class):  # noqa: F811
    person = phone()
    page = at_a_quiz(person, open_class)
    code = page.evaluate("document.querySelector('[data-unsent]').dataset.unsent")
    person.context.set_offline(True)
    on(page)
    answer(page, "en")
    on(page)
    expect(page.locator("[data-kept=phone]")).to_be_visible()
    hers = page.evaluate(LISTED)
    person.context.clear_cookies()  # her session ends; the answers are still here
    person.context.set_offline(False)
    join(person, open_class, "ar")
    page = person.go("/me/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('[data-unsent]').dataset.unsent") != code
    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert page.evaluate(LISTED) == hers
    forget_lost_calls(person)


def test_signing_out_tells_of_answers_that_are_not_sent(phone, open_class):  # noqa: F811
    person = phone()
    page = at_a_quiz(person, open_class)
    page.route("**/me/records/", lambda route: route.fulfill(status=503, body=""))
    on(page)
    answer(page, "en")
    on(page)
    page = person.go("/sign-out/")
    panel = page.locator("[data-unsent]")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("they stay locked on this phone")
    assert person.fits()
    page.unroute("**/me/records/")
    panel.get_by_role("button", name="Send them now").click()
    expect(panel).to_be_hidden()
    assert page.evaluate(LISTED) == []
    forget_lost_calls(person)
