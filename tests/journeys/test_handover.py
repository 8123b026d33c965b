"""An author hands a course over; the same file comes back, then a changed one: looked through, taken over, undone."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.handover.conftest import edited
from tests.journeys.test_main_road import sign_in

WAIT = 180_000  # the worker does it


@pytest.fixture
def author(phone):
    desk = phone(width=1280)
    sign_in(desk.page, "author@baon.example")
    return desk


def send_in(page, path):
    page.goto("/admin/handover/")
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Look through it").click()
    expect(page.locator(".ho-looked, .ho-refused")).to_be_visible(timeout=WAIT)


def test_a_course_goes_out_and_comes_back(author, tmp_path):
    page = author.page
    page.goto("/admin/handover/")
    page.select_option("[name=course]", label="Domestic and care work abroad")
    page.get_by_role("button", name="Make the file").click()
    link = page.get_by_role("link", name=re.compile("^Download")).first
    link.wait_for(timeout=WAIT)
    with page.expect_download() as waited:
        link.click()
    path = tmp_path / "course.zip"
    waited.value.save_as(path)

    send_in(page, path)
    expect(page.locator(".ho-good")).to_contain_text("Nothing to do")

    changed = tmp_path / "changed.zip"
    lesson = "pages/en/my-contract/what-a-contract-does.json"
    changed.write_bytes(edited(path.read_bytes(), lesson, lambda one: one["fields"].update(title="What a contract is")))
    send_in(page, changed)
    group = page.locator(".ho-decide")
    expect(group).to_contain_text("What a contract is")
    group.get_by_label("Take theirs").check()
    page.get_by_role("button", name="Take over").click()
    expect(page.locator(".ho-taken")).to_be_visible(timeout=WAIT)
    assert author.fits()

    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator(".ho-undone")).to_be_visible(timeout=WAIT)


def test_a_hostile_file_is_refused_in_words(author, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(json.dumps({"not": "an archive"}).encode())
    send_in(author.page, bad)
    expect(author.page.get_by_role("alert")).to_contain_text("This is not a course archive.")
