"""The whole way, once: a class opens, a trainee joins, studies, answers, is certified, and an official checks it."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from demo.people import PASSWORD
from tests.journeys.answers import answer

NAMES = {"en": "Grace Wanjiku", "ar": "Amal Hassan"}
OWN = {"en": "", "ar": "أمل حسن"}


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in/staff/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").click()
    page.fill("[name=code]", shown_code(page))
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/sign-in/staff/" not in url)


def shown_code(page: Page) -> str:
    """What the demo shows in place of an app; who has just come in by one code waits for the next."""
    for _second in range(45):
        shown = page.locator("[data-demo-code]")
        if shown.count() and shown.inner_text().strip():
            return shown.inner_text().strip()
        time.sleep(1)
        page.goto("/sign-in/staff/code/")
    raise AssertionError("No code was shown.")


@pytest.fixture(scope="session")
def open_class(chromium, site):
    """An instructor opens a class on her phone; the class code stands on its page."""
    from tests.journeys.conftest import Phone

    teacher = Phone(chromium, site, width=360)
    page = teacher.page
    sign_in(page, "instructor@baon.example")
    page.goto("/teach/new/")
    page.fill("[name=title]", "Journey class")
    page.select_option("[name=course]", label="Working abroad")  # the shorter way
    page.fill("[name=starts_on]", "2026-01-10")
    page.fill("[name=ends_on]", "2036-01-10")
    page.check("[name=destinations] >> nth=1")
    page.check("[name=mode][value=online]")
    page.fill("[name=safeguarding_name]", "Ms Achieng")
    page.fill("[name=safeguarding_phone]", "+254 700 000000")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/teach/[A-Z0-9]{6}/"))
    assert teacher.fits()
    assert (teacher.foreign, teacher.errors) == ([], [])
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    teacher.context.close()
    return code


def join(person, code: str, language: str) -> None:
    page = person.go(f"/join/{code}/")
    page.check("[name=notice]")
    page.locator("main form button").last.click()
    page.fill("[name=name]", NAMES[language])
    page.fill("[name=name_own]", OWN[language])
    page.check("[name=sex][value=woman]")
    page.select_option("[name=origin]", index=1)
    page.select_option("[name=destination]", index=1)
    page.select_option("[name=occupation]", "domestic")
    page.select_option("[name=language]", language)
    page.locator("main form button").click()
    expect(page.locator(".shown-once")).to_have_count(2)
    assert person.fits()


def walk(person, language: str) -> str:
    """Follow the one next step until there is a certificate. Gives the address of the certificate."""
    for _step in range(60):
        page = person.go("/me/")
        assert person.fits()
        step = page.locator(".card-strong a.button").first
        if "/me/certificates/" in (step.get_attribute("href") or ""):
            return str(step.get_attribute("href"))
        step.click()
        if "/me/quiz/" in page.url:
            take_quiz(person, language)
        else:
            read_lesson(person)
    raise AssertionError("The next step never led to a certificate.")


def read_lesson(person) -> None:
    page = person.page
    for _screen in range(20):
        assert person.fits()
        forward = page.locator(".screen:visible .screen-nav > :last-child")
        if forward.locator("button").count():
            forward.locator("button").click()
            return
        forward.click()
    raise AssertionError("The lesson has no end.")


def take_quiz(person, language: str) -> None:
    page = person.page
    on(page)
    answer_all(person, language)
    on(page)
    expect(page).to_have_url(re.compile("/result/"))


def answer_all(person, language: str) -> None:
    page = person.page
    for _question in range(40):
        assert person.fits()
        if page.url.rstrip("/").endswith("check"):
            return
        answer(page, language)
        on(page)
    raise AssertionError("The quiz has no end.")


def on(page: Page) -> None:
    """The next screen, be it a page or one that is here already."""
    here = page.url
    page.locator("main form button:visible").last.click()
    expect(page).not_to_have_url(here)


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ar", True), ("en", False)])
def test_a_trainee_walks_from_class_code_to_verified_certificate(phone, open_class, tmp_path, language, scripts):
    person = phone(locale=language, scripts=scripts)
    join(person, open_class, language)
    address = walk(person, language)
    person.go(address)
    assert person.fits()
    serial = address.rstrip("/").rsplit("/", 1)[1]

    official = phone(width=1280, locale="en")
    page = official.go("/verify/")
    page.fill("[name=serial]", serial)
    page.fill("[name=name]", NAMES[language].upper())
    page.locator("main form button").click()
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "valid")
    assert NAMES[language] not in page.locator("main").inner_text()

    scanned = scan(person, address, tmp_path)
    page.goto(scanned)
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "valid")
    page.goto(scanned[:-12] + ("A" if scanned[-12] != "A" else "B") + scanned[-11:])
    assert page.locator("[data-state=valid]").count() == 0


def scan(person, address: str, folder: Path) -> str:
    """The PDF that the worker made, its picture, and what an outside reader finds in its code."""
    paper = folder / "paper.pdf"
    for _try in range(60):
        got = person.context.request.get(address.rstrip("/") + ".pdf")
        if got.headers["content-type"].startswith("application/pdf"):
            paper.write_bytes(got.body())
            break
        time.sleep(1)
    subprocess.run(["pdftoppm", "-r", "150", "-png", paper, folder / "paper"], check=True)
    [picture] = folder.glob("paper*.png")
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture]  # no lines that look like a code
    read = subprocess.run(command, check=True, capture_output=True, text=True)
    found = read.stdout.strip()
    assert re.fullmatch(r"HTTPS?://[0-9.:]+/V/[A-Z2-7]+", found)
    return found[found.index("/V/") :]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_instructor_calls_the_roll_and_takes_a_mistake_back(phone, language):
    teacher = phone()
    page = teacher.page
    sign_in(page, "pwani@baon.example")
    teacher.context.add_cookies([{"name": "lang", "value": language, "url": teacher.address}])
    page.goto("/teach/")
    page.locator("main .card a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("a[href*='sessions/']").first.click()
    marked = page.locator("input[value=absent]")
    before = [box.is_checked() for box in marked.all()]
    page.locator("label.toggle-absent").first.click()
    page.locator("main form button").last.click()
    expect(page.locator(".notice-done")).to_be_visible()
    assert page.locator("input[value=absent]").first.is_checked()
    page.locator(".notice-done button").click()
    assert [box.is_checked() for box in page.locator("input[value=absent]").all()] == before
    assert teacher.fits()


def test_an_author_publishes_and_a_trainee_sees_it_with_her_progress_untouched(phone, open_class):
    trainee = phone()
    join(trainee, open_class, "en")
    page = trainee.go("/me/")
    page.locator(".card-strong a.button").last.click()  # past the test before the course
    read_lesson(trainee)
    trainee.go("/me/")
    lesson = str(page.locator(".card-strong a.button").first.get_attribute("href"))
    words = trainee.go(lesson).locator("h1").first.inner_text().strip()
    module = lesson.rsplit("/", 2)[0] + "/"
    trainee.go(module)
    expect(page.locator(".steps li.done")).to_have_count(1)

    author = phone(width=1280)
    sign_in(author.page, "author@baon.example")
    title = f"Edited at {time.time_ns()}"
    publish(author.page, words=words, title=title)

    trainee.go(module)
    expect(page.locator(".steps")).to_contain_text(title)
    expect(page.locator(".steps li.done")).to_have_count(1)


def publish(page: Page, *, words: str, title: str) -> None:
    """Find a lesson by the admin's search, change its title, and publish it."""
    page.goto(f"/admin/pages/search/?q={quote(words)}&content_type=courses.lessonpage")
    page.locator("a[href$='/edit/']", has_text=words).first.click()
    page.fill("#id_title", title)
    page.get_by_role("button", name="More actions").click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("published")
