"""A session from the first phone to the last change: the square read by a camera, a signature, a second person."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import join, open_class, sign_in  # noqa: F401 -- a fixture is used by its name

PICTURES = os.environ.get("PICTURES")  # a folder to look at the pages in


def look(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def read_square(page: Page, folder: Path) -> str:
    """The address that a camera sees on the screen."""
    picture = folder / "square.png"
    page.locator(".turning-square").screenshot(path=picture)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture]
    read = subprocess.run(command, check=True, capture_output=True, text=True)
    return read.stdout.strip()


@pytest.fixture
def screen(phone, open_class):  # noqa: F811
    """The instructor's screen, with the square of a session that begins now."""
    teacher = phone(width=1280)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    page.goto(f"/teach/{open_class}/")
    page.locator("details:has([name=minutes]) summary").click()
    begins = datetime.now(UTC) + timedelta(minutes=1)
    page.fill("[name=day]", f"{begins:%Y-%m-%d}")
    page.fill("[name=time]", f"{begins:%H:%M}")
    page.fill("[name=minutes]", "60")
    page.locator("details:has([name=minutes]) form button").click()
    page.wait_for_url(re.compile(r"/sessions/\d+/"))
    page.locator("a[href='square/']").click()
    page.locator("main form button").click()
    expect(page.locator("[data-turning]")).to_be_visible()
    return teacher


def test_a_phone_reads_the_square_and_its_owner_is_present(phone, screen, open_class, tmp_path):  # noqa: F811
    trainee = phone(width=360)
    join(trainee, open_class, "en")
    first = screen.page.locator(".turning-digits").inner_text()
    look(screen.page, "square")
    trainee.go(read_square(screen.page, tmp_path).removeprefix(trainee.address))
    look(trainee.page, "here")
    assert trainee.fits()
    trainee.page.locator("main form button").click()
    expect(trainee.page.locator(".notice-done")).to_contain_text("Present")
    look(trainee.page, "present")

    screen.page.wait_for_function(
        "was => document.querySelector('.turning-digits').textContent !== was", arg=first, timeout=30_000
    )
    page = screen.page
    page.goto(page.url.replace("square/", ""))
    expect(page.locator(".roll .badge")).to_have_count(1)
    look(page, "roll")
    page.locator("a[href='close/']").click()
    look(page, "close")


def test_a_signed_roll_call_is_changed_by_two(phone):
    officer = phone(width=360)
    page = officer.page
    sign_in(page, "centre@baon.example")
    page.goto("/teach/changes/")
    assert officer.fits()
    look(page, "changes")
    page.locator("main form button[value=yes]").click()
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_roll_call_fit(phone, language, width):
    teacher = phone(width=width)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    teacher.context.add_cookies([{"name": "lang", "value": language, "url": teacher.address}])
    page.goto("/teach/")
    page.locator("main .card a", has_text="Hope morning class").first.click()
    base = page.url
    for number, place in enumerate(("first", "last")):
        page.goto(base)
        page.locator("details:has(a[href*='sessions/']) > summary").click()
        getattr(page.locator("a[href*='sessions/']"), place).click()
        look(page, f"roll-{number}-{language}-{width}")
        assert teacher.fits()
    page.goto(f"{base}register/")
    look(page, f"register-{language}-{width}")
    assert teacher.fits()
    if PICTURES:
        page.pdf(path=Path(PICTURES) / f"register-{language}.pdf", prefer_css_page_size=True)
