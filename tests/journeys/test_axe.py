"""Whom axe speaks for can use every desk of films, captions, recordings and H5P, and a lesson at twice its size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.test_film import RULES, ready  # noqa: F401 -- a fixture
from tests.journeys.test_main_road import sign_in

FILMS = "/admin/films/"
FILM = re.compile(rf"{FILMS}([0-9a-f-]{{36}})/$")
DESKS = [
    "{films}", "{films}add/", "{films}{film}/", "{films}{film}/replace/", "{films}{film}/delete/", "{films}words/",
    "{films}words/{film}/", "{films}words/{film}/captions/en/", "{films}words/{film}/captions/fil/",
    "{films}words/{film}/descriptions/en/", "{films}words/{film}/transcript/ar/", "/admin/recordings/",
    "/admin/recordings/languages/", "/admin/recordings/unsaid/", "/admin/h5p/", "/admin/h5p/add/",
    "/admin/h5p/libraries/",
]  # fmt: skip


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(violation["id"], node["html"][:120]) for violation in found for node in violation["nodes"]]


def read_in(page: Page, language: str) -> None:
    """The language in which somebody of the staff reads the admin, as her account says."""
    page.goto("/admin/account/")
    chosen = page.locator("[name=locale-preferred_language]")
    chosen.select_option(language)
    with page.expect_navigation():
        chosen.evaluate("one => one.form.requestSubmit()")


@pytest.fixture
def desk(phone) -> Iterator[Callable[[str], Page]]:
    """The desk of an administrator, in a language, and in English again for who comes after."""
    page = phone(width=1280).page
    sign_in(page, "admin@baon.example")

    def opened(language: str) -> Page:
        read_in(page, language)
        return page

    yield opened
    read_in(page, "")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_desks_where_media_are_made(desk, language):
    page = desk(language)
    page.goto(FILMS)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    addresses = page.locator("main a").evaluate_all("links => links.map(one => one.pathname)")
    film = next(found[1] for found in map(FILM.match, addresses) if found)
    wrong = {}
    for address in (one.format(films=FILMS, film=film) for one in DESKS):
        status = page.goto(address).status
        if (told := (status, violations(page))) != (200, []):
            wrong[address] = told
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_lesson_with_a_film_at_twice_its_size(ready, language):  # noqa: F811
    page = ready(language)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(page) == []
