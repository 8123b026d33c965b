"""A new author: a module from a template, two lessons written over, looked at as a trainee, and handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_road import sign_in
from tests.journeys.test_review import press

TITLE = "Resting at work"
# What she writes over the hints, in the order in which they stand.
LESSONS = {
    "Why this matters": [
        "Why rest matters",
        "You can say why rest keeps you safe.",
        "Tired hands slip",
        "You work many hours. Rest keeps you well. It is part of your wage.",
        "Grace found her day",
        "Grace",
        "I asked on the first day. I wrote the answer down.",
        "What would you do?",
        "It is Friday. Madam says: today you work as well.",
        "What can Rosa do?",
        "She asks which day she rests instead.",
        "They agree on Sunday. She writes it down.",
        "She says nothing.",
        "She is tired and nobody knows.",
        "My day of rest is mine.",
    ],
    "How it works": [
        "How I ask for my day",
        "You can ask for your day of rest.",
        "The steps",
        "Asking for my day",
        "I look",
        "I find the day in my contract.",
        "I call my embassy.",
        "I ask",
        "I say which day it is.",
        "Try it",
        "When do you ask for your day of rest?",
        "In the first week",
        "Then everybody knows it early.",
        "When I am ill",
        "That is late. Ask before.",
        "I ask early and write it down.",
    ],
}


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


def hints(page: Page) -> list[object]:
    """The fields of the words that still hold a hint, in their order."""
    fields = page.locator("form[data-edit-form]").locator("input[type=text], textarea, [contenteditable=true]").all()
    return [
        field for field in fields if field.is_visible() and "✎" in field.evaluate("one => one.value || one.innerText")
    ]


def write_over(page: Page, words: list[str]) -> None:
    found = hints(page)
    assert len(found) == len(words)
    for field, said in zip(found, words, strict=True):
        if field.get_attribute("contenteditable"):
            field.click()
            page.keyboard.press("Control+a")
            page.keyboard.type(said)
        else:
            field.fill(said)


def open_panel(page: Page, name: str) -> None:
    panel = page.locator(f"[data-side-panel={name}]")
    if panel.is_hidden():
        page.locator(f"[data-side-panel-toggle={name}]").click()
    expect(panel).to_be_visible()


def test_an_author_makes_a_module_from_a_template_and_hands_it_in(phone):
    desk = phone(width=1280)
    page = desk.page
    sign_in(page, "author@baon.example")

    page.goto("/admin/")
    page.get_by_role("link", name="New module").click()
    page.fill("[name=title]", TITLE)
    page.get_by_role("radio", name=re.compile("Three short lessons")).check()
    page.get_by_role("button", name="Make the drafts").click()
    expect(page.locator(".messages")).to_contain_text("is made, as a draft")
    module = page.url

    for hint, words in LESSONS.items():
        page.goto(module)
        page.get_by_role("link", name=f"✎ {hint}", exact=True).first.click()
        expect(page.locator("[name=body-0-value]")).to_be_visible()
        write_over(page, words)

        open_panel(page, "figures")
        figures = page.locator("[data-figures]")
        press(page, "Save draft")
        expect(page.locator("[data-figures]")).to_contain_text("Nothing to look at.")
        expect(figures).to_contain_text("of 10 KB")

        open_panel(page, "preview")
        trainee = page.frame_locator("#w-preview-iframe")
        expect(trainee.locator("h1")).to_contain_text(words[0])
        page.locator("[data-trainee-choice=from]").select_option("ph")
        page.locator("[data-trainee-choice=to]").select_option("jo")
        expect(trainee.locator("html[data-corridor=ph-jo]")).to_be_attached()
        page.locator("[data-trainee-choice=language]").select_option("ar")
        expect(trainee.locator("html[dir=rtl]")).to_be_attached()

        press(page, re.compile("Submit to"))
        expect(page.locator(".messages")).to_contain_text("submitted")

    page.goto(module)
    expect(page.locator("table.listing")).to_contain_text("How I ask for my day")


def test_what_is_not_written_yet_is_refused_with_the_reason(phone):
    page = phone(width=1280).page
    sign_in(page, "author@baon.example")
    page.goto("/admin/authoring/modules/new/")
    page.fill("[name=title]", "Asking for pay")
    page.get_by_role("radio", name=re.compile("Practising a skill")).check()
    page.get_by_role("button", name="Make the drafts").click()
    page.get_by_role("link", name="✎ See it", exact=True).first.click()
    press(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("hints of the template")
    page.goto("/admin/authoring/modules/new/")
