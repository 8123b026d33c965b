"""The way out, as a frightened person uses it: it works at once, and there is no way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PAGES = [
    "/en/",
    "/ar/ph-jo/",
    "/en/ph-jo/my-contract/what-a-contract-does/",
    "/ar/ph-jo/numbers/",
    "/sign-in/",
    "/join/",
    "/verify/",
]


@pytest.mark.parametrize("path", PAGES)
def test_leaving_shows_the_weather_and_going_back_never_shows_us(phone, path):
    person = phone()
    page = person.page
    page.route(
        "https://*.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
    )
    page.goto("/en/")
    page.goto("/en/ph-jo/my-contract/wage-hours-rest/")
    page.goto(path)
    page.locator("a.leave").click()
    expect(page.locator("h1")).to_have_text("Weather")
    for _back in range(5):
        page.go_back()
        page.wait_for_timeout(300)
        assert person.address not in page.url
    assert all("wikipedia.org" in url for url in person.foreign)
    person.foreign.clear()


@pytest.mark.parametrize("path", PAGES)
def test_the_way_out_is_in_sight_on_the_smallest_screen_with_large_text(chromium, site, path):
    context = chromium.new_context(viewport={"width": 320, "height": 480}, base_url=site.address)
    page = context.new_page()
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '36px'")
    for depth in (0, 0.5, 1):
        page.evaluate("depth => scrollTo(0, document.documentElement.scrollHeight * depth)", depth)
        box = page.locator("a.leave").bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 320
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('a.leave')", middle)
    context.close()


def test_the_way_out_comes_first_by_keyboard(phone):
    page = phone().go("/en/ph-jo/my-contract/what-a-contract-does/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "leave"


def test_without_scripts_the_way_out_is_a_plain_link(phone):
    person = phone(scripts=False)
    page = person.page
    page.route(
        "https://*.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
    )
    page.goto("/ar/ph-jo/my-contract/what-a-contract-does/")
    page.locator("a.leave").click()
    expect(page.locator("h1")).to_have_text("Weather")
    person.foreign.clear()


def test_reading_leaves_no_cookie(phone):
    person = phone()
    for path in ("/en/", "/en/ph-jo/", "/en/ph-jo/numbers/", "/en/ph-jo/my-contract/what-a-contract-does/"):
        person.go(path)
    assert person.context.cookies() == []
