"""One shared phone: pictures instead of a PIN, a rest after five minutes, and the next person one tap away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import sign_in

SIX_MINUTES = 6 * 60 * 1000


def given_pictures(phone) -> tuple[str, list[str]]:
    """An instructor gives the first person of her class pictures: the number and the four, as the page shows them."""
    teacher = phone(width=360)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    page.goto("/teach/")
    page.get_by_text("Hope morning class").first.click()
    page.locator("details.fold:has(button[name=by]) summary").first.click()
    page.locator("button[name=by][value=pictures]:visible").first.click()
    number = page.locator(".shown-once").inner_text()
    uses = page.locator(".picture-shown use").evaluate_all("each => each.map(use => use.getAttribute('href'))")
    assert teacher.fits()
    return number, [use.rpartition("#")[2] for use in uses]


def choose(page: Page, pictures: list[str]) -> None:
    for place, picture in enumerate(pictures, start=1):
        page.locator(f"[name=picture{place}][value={picture}]").click()
    page.locator("main form[novalidate] button.button-wide").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_number_and_pictures_open_the_door(phone, scripts):
    number, pictures = given_pictures(phone)
    person = phone(width=360, scripts=scripts)
    page = person.go("/sign-in/pictures/")
    assert person.fits()
    page.fill("[name=number]", number)
    choose(page, pictures[::-1])
    expect(page.locator("[role=alert]")).to_be_visible()
    page.fill("[name=number]", number)
    choose(page, pictures)
    expect(page).to_have_url(re.compile("/me/$"))


def test_a_phone_that_nobody_touches_rests_and_asks_only_for_pictures(phone):
    number, pictures = given_pictures(phone)
    person = phone(width=360)
    page = person.go("/sign-in/pictures/")
    page.fill("[name=number]", number)
    choose(page, pictures)
    expect(page).to_have_url(re.compile("/me/$"))
    page.clock.install()
    page.goto("/me/data/")
    page.clock.fast_forward(SIX_MINUTES)
    expect(page).to_have_url(re.compile("/sign-in/pictures/"), timeout=15_000)
    expect(page.locator("[name=number]")).to_have_count(0)
    page.goto("/sign-in/pictures/?next=/me/data/")
    choose(page, pictures)
    expect(page).to_have_url(re.compile("/me/data/$"))
    page.locator("form[action='/switch/'] button").click()
    expect(page).to_have_url(re.compile("/sign-in/$"))
    expect(page.locator("[name=code]")).to_be_visible()
