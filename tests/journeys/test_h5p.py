"""An H5P file, from the author's desk to a trainee's score; and one that tries to steal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.journeys.h5p_packages import BELL, THIEF, package
from tests.journeys.test_main_road import join, open_class, sign_in  # noqa: F401 -- with a fixture

TITLE = "Ring for your rights"
LESSON = "Why I go"
WAIT = 60_000
KEPT = ".h5p-place [data-said=kept]"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """The worker makes what plays, beside all others."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


def bring(page: Page, name: str, data: bytes) -> None:
    page.goto("/admin/h5p/add/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/zip", "buffer": data})
    page.get_by_role("button", name="Look through it").click()
    page.wait_for_url(re.compile("/admin/h5p/uploads/"))


def look_at_content(page: Page) -> str:
    """From the page of an upload to its content, once the worker has made what plays. Gives its key."""
    expect(page.get_by_role("link", name="Look at it")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Look at it").click()
    expect(page.locator("main [data-open]")).to_be_visible(timeout=WAIT)  # the page asks again by itself
    return page.url.rstrip("/").rsplit("/", 1)[1]


def place_in_lesson(page: Page) -> str:
    """Put the content at the end of a lesson and publish it. Gives the address of the lesson."""
    page.goto(f"/admin/pages/search/?q={LESSON.replace(' ', '+')}&content_type=courses.lessonpage")
    page.locator("main").get_by_role("link", name=LESSON, exact=True).first.click()
    expect(page.locator("[name=body-0-value]")).to_be_visible()
    block = int(page.locator("[name=body-count]").input_value())
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name="H5P").first.click()
    page.fill(f"[name=body-{block}-value-title]", TITLE)
    page.get_by_role("button", name="Choose an H5P content").last.click()
    page.locator(".modal-content").get_by_role("link", name=TITLE).first.click()
    expect(page.locator(".modal-content")).to_have_count(0)
    page.get_by_role("button", name="More actions").click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("published")
    live = page.locator("a[href*='/any-any/']").first.get_attribute("href")
    return re.sub(r"^https?://[^/]+", "", str(live)).replace("/any-any/", "/ph-jo/")


def walk_to(page: Page) -> None:
    """Screen by screen to the one with the content."""
    for _screen in range(20):
        if page.locator("[data-open]").first.is_visible():
            return
        page.locator(".screen:visible .screen-nav > :last-child").click()
    raise AssertionError("The content is on no screen.")


def frame_of(page: Page) -> Frame:
    page.locator("iframe.h5p-frame").wait_for()
    return page.frames[1]


@pytest.fixture(scope="module")
def kept(site):
    """How many results of a content the database holds."""
    return lambda key: json.loads(site.manage("bench", "played").splitlines()[-1]).get(key, 0)


def test_a_file_becomes_a_try_in_a_lesson_that_scores_once_and_is_gone_on_with(phone, open_class, kept):  # noqa: F811 -- a fixture
    author = phone(width=1280)
    page = author.page
    sign_in(page, "author@baon.example")
    bring(page, "bell.h5p", package("H5P.Bell", BELL, title=TITLE))
    page.get_by_role("button", name="Ask an administrator").click()
    waiting = page.url

    administrator = phone(width=1280)
    sign_in(administrator.page, "admin@baon.example")
    administrator.page.goto("/admin/h5p/libraries/")
    administrator.page.get_by_role("button", name="Allow those ticked").first.click()

    page.goto(waiting)
    while not page.get_by_role("link", name="Look at it").count():
        page.wait_for_timeout(1_000)
        page.reload()
    key = look_at_content(page)
    lesson = place_in_lesson(page)
    page.goto("/admin/")  # an editor left open goes on asking

    trainee = phone()
    join(trainee, open_class, "en")
    page = trainee.go(lesson)
    walk_to(page)
    page.locator("[data-open]").first.click()
    bell = frame_of(page).locator(".bell")
    expect(bell).to_have_text("Rung 0")
    bell.click()
    expect(page.locator(KEPT)).to_be_visible()
    assert frame_of(page).evaluate("self.origin") == "null"
    assert trainee.fits()
    page.wait_for_timeout(5_000)  # the player saves every three seconds

    page.reload()
    walk_to(page)
    page.locator("[data-open]").first.click()
    expect(frame_of(page).locator(".bell")).to_have_text("Rung 1")
    assert kept(key) == 1


def test_a_bundle_plays_alone_without_a_network(phone, tmp_path):
    """The page that the one before made; it is opened from a file, as from a stick."""
    author = phone(width=1280)
    page = author.page
    sign_in(page, "author@baon.example")
    page.goto("/admin/h5p/")
    page.get_by_role("link", name=TITLE).first.click()
    address = page.locator("[data-h5p]").get_attribute("data-h5p")
    alone = tmp_path / "bell.html"
    alone.write_bytes(author.context.request.get(str(address)).body())

    reader = phone()
    reader.context.set_offline(True)
    reader.page.goto(alone.as_uri())
    reader.page.locator(".bell").click()
    expect(reader.page.locator(".bell")).to_have_text("Rung 1")
    reader.foreign.clear()  # the file itself


@pytest.fixture
def thief(phone) -> str:
    """The key of a content whose library steals what it can; an administrator was careless."""
    administrator = phone(width=1280)
    page = administrator.page
    sign_in(page, "admin@baon.example")
    bring(page, "thief.h5p", package("H5P.Thief", THIEF, title="Harmless"))
    page.get_by_role("button", name="Allow all of them").click()
    while not page.get_by_role("link", name="Look at it").count():
        page.wait_for_timeout(1_000)
        page.reload()
    return look_at_content(page)


def test_a_hostile_package_reads_no_cookie_storage_parent_or_api(thief, site, chromium: Browser):
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/sign-in/")
    context.add_cookies([{"name": "token", "value": "secret", "url": site.address}])
    page.evaluate("localStorage.setItem('token', 'secret'); sessionStorage.setItem('token', 'secret')")
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(f"/play/{thief}/")
    address = page.url
    frame = frame_of(page)
    expect(frame.locator(".h5p-content")).to_contain_text("Nothing to see here.")

    found = frame.evaluate("found")
    assert found["origin"] == "null"
    assert found["cookie"] == ""  # what it sets itself, it alone remembers
    assert {found["storage"], found["session_storage"]} == {"null"}
    assert found["databases"] == "opened" or found["databases"].startswith("refused")  # one of its own, empty
    for door in ("parent", "parent_cookie", "top"):
        assert found[door].startswith("refused"), door
    assert found["window"] in {"null", "refused: SecurityError"}
    assert frame.evaluate("waiting") == ["refused"] * 8

    assert page.url == address
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "thief"]
    assert not [one for one in answered if re.search("evil|leak|/me/|/admin|/sign-out", one)]
    context.close()
