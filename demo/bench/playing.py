"""A trainee in a real browser, who plays whatever stands in a frame: she tries everything once, and hands in."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Browser, ElementHandle, Error, Frame, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SECONDS = 40
PATIENCE_MS = 15_000
BREATH_MS = 300
QUICK_MS = 2_000
IDLE_TURNS = 12  # a slide that changes by itself takes three seconds
# Of each of these one is chosen; what is tried is marked, so that every turn comes to something new.
GROUPS = ".h5p-answers, .h5p-true-false-answers, .h5p-sc-current-slide, [role=listbox]"
CHOICES = ".h5p-answer, .h5p-true-false-answer, .h5p-sc-alternative, [role=option]"
FIELDS = "input.h5p-text-input:enabled, textarea:enabled"
BUTTONS = (
    ".qs-startbutton, .h5p-question-check-answer, .h5p-question-next, .h5p-question-finish, .h5p-panel-button, "
    ".h5p-confirmation-dialog-confirm-button"
)
FRESH = ":not([data-tried]):visible"
KEPT = ".h5p-place [data-said=kept]"


def play_all(address: str, person: tuple[str, str], files: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names of the files that play, one after the other, each in a page of its own; nothing of them is broken."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return _play_all(browser, address, person, files)
        finally:
            browser.close()


def _play_all(browser: Browser, address: str, person: tuple[str, str], files: Iterable[Mapping[str, Any]]) -> set[str]:
    context = browser.new_context(base_url=address, viewport={"width": 800, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/sign-in/")
    for name, value in zip(("code", "pin"), person, strict=True):
        page.fill(f"[name={name}]", value)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return {row["file"] for row in files if "address" in row and plays(context.new_page(), row["address"])}


def plays(page: Page, address: str) -> bool:
    """Open a content, do in it what can be done, and close it. Whether it was shown, and nothing broke."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    try:
        frame = shown(page)
        answer(page, frame)
    except Error as error:
        problems.append(str(error))
    page.close()
    return not problems


def shown(page: Page) -> Frame:
    """The frame, once something stands in it. Raises playwright's ``Error`` where nothing does."""
    page.locator("iframe.h5p-frame").wait_for()
    frame = page.frames[1]
    frame.locator(".h5p-content.h5p-initialized, .h5p-content:not(:empty)").first.wait_for()
    return frame


def answer(page: Page, frame: Frame) -> bool:
    """Try everything once until a result is kept, or there is nothing left to try. Whether one was kept."""
    end, idle = time.monotonic() + SECONDS, 0
    while time.monotonic() < end and idle < IDLE_TURNS:
        if page.locator(KEPT).is_visible():
            page.wait_for_timeout(4 * BREATH_MS)  # what would come twice has come by now
            return True
        idle = 0 if _try_something(frame) else idle + 1
        page.wait_for_timeout(BREATH_MS)
    return page.locator(KEPT).is_visible()


def _try_something(frame: Frame) -> bool:
    return (
        _used(frame, GROUPS, lambda one: _first(one, CHOICES).click(timeout=QUICK_MS))
        or _used(frame, FIELDS, lambda one: one.fill("1", timeout=QUICK_MS))
        or _used(frame, BUTTONS, lambda one: one.click(timeout=QUICK_MS))
    )


def _used(frame: Frame, selectors: str, use: Callable[[ElementHandle], None]) -> bool:
    """Use the first of these that was not tried, and mark it. One that lies under another is left."""
    one = frame.query_selector(", ".join(f"{selector}{FRESH}" for selector in selectors.split(", ")))
    if one is None:
        return False
    with contextlib.suppress(Error):
        use(one)
    with contextlib.suppress(Error):  # it may be gone
        one.evaluate("one => { one.dataset.tried = 1 }")
    return True


def _first(group: ElementHandle, selectors: str) -> ElementHandle:
    return group.query_selector(selectors) or group
