"""A class list from the file to the first sign-in by card, without a script; and back again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import open_class, sign_in  # noqa: F401 -- a fixture is used by its name

PICTURES = os.environ.get("PICTURES")  # a folder to look at the pages in
LIST = "Nombre completo;Fecha de nacimiento;Pasaporte\nÑusta Quispe;12/06/1998;X1\nRosa;98;X2\nسعاد حسن;;X3\n"


def look(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def done(page: Page, state: str) -> None:
    """The page asks again by itself until the worker has done it."""
    expect(page.locator("main h1 + p")).to_contain_text(state, timeout=60_000)


@pytest.mark.parametrize(("width", "language"), [(360, "ar"), (1280, "en")])
def test_a_list_becomes_a_class(phone, open_class, width, language):  # noqa: F811
    teacher = phone(width=width, scripts=False)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    page.goto(f"/teach/{open_class}/lists/")
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.set_input_files("[name=file]", file)
    look(page, f"lists-{width}")
    page.locator("form:has([name=file]) button").click()
    done(page, "To be looked at")
    expect(page.locator(".roster-faults")).to_have_count(1)
    look(page, f"list-{width}")
    assert teacher.fits()
    page.locator("a[href='?only=errors']").first.click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("a[href='?']").first.click()
    page.locator("button[value=write]").click()
    done(page, "Written")
    look(page, f"written-{width}")
    page.goto(f"/teach/{open_class}/")
    expect(page.locator("main")).to_contain_text("Ñusta Quispe")
    look(page, f"class-{width}")

    page.goto(f"/teach/{open_class}/sign-up/")
    page.fill("[name=name]", "quispe nusta")
    page.fill("[name=birth_year]", "١٩٩٨")
    page.press("[name=birth_year]", "Enter")
    expect(page.get_by_text("Is this the same person?")).to_be_visible()
    look(page, f"alike-{width}")
    assert teacher.fits()
    page.locator("button[value=skip]").click()
    page.goto(f"/teach/{open_class}/sign-up/sheet/?language={language}")
    look(page, f"sheet-{width}")
    assert teacher.fits()

    page.goto(f"/teach/{open_class}/lists/")
    page.locator("main a[href*='/lists/']", has_text="lista.csv").first.click()
    page.locator("button[value=undo]").click()
    done(page, "Undone")
    look(page, f"undone-{width}")


def test_who_was_entered_by_others_is_asked_when_she_comes_in(phone, open_class):  # noqa: F811
    teacher = phone(width=1280)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    page.goto(f"/teach/{open_class}/sign-up/")
    page.fill("[name=name]", "Luningning")
    page.press("[name=name]", "Enter")
    expect(page.locator(".notice-done")).to_contain_text("Luningning")
    look(page, "keyed")
    page.goto(f"/teach/{open_class}/")
    person = page.locator("li", has_text="Luningning").last
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", person.inner_text() + person.inner_html())
    assert code
    person.locator("summary").first.click()
    person.locator("form[action$='/pin/'] button").first.click()
    pin = re.sub(r"\D", "", page.locator(".shown-once").last.inner_text())

    trainee = phone(width=360)
    hers = trainee.page
    hers.goto("/sign-in/")
    hers.fill("[name=code]", code[0])
    hers.fill("[name=pin]", pin)
    hers.locator("main form:has([name=pin]) button").last.click()
    hers.wait_for_url("**/me/agree/**")
    look(hers, "agree")
    assert trainee.fits()
    hers.locator("[name=agreed]").check()
    hers.locator("main form button").click()
    hers.wait_for_url(re.compile(r"/me/$"))
