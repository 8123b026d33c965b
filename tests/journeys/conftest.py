"""A real site with the demo's content, a real worker, a real browser. Nothing here touches the database itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from demo.bench.server import ROOT, Server, demo_server
from tests.journeys import answers

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site() -> Iterator[Server]:
    """The demo, served, with a worker and beat beside it."""
    with demo_server() as server:
        command = [
            str(Path(sys.executable).parent / "celery"),
            "-A",
            "config",
            "worker",
            "--beat",
            "--concurrency",
            "1",
        ]
        worker = subprocess.Popen([*command, "--loglevel", "ERROR"], cwd=ROOT, env=server.environment)
        answers.learn(server)
        try:
            yield server
        finally:
            worker.terminate()
            worker.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("Journeys need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Phone:
    """One person's browser. Remembers every host it asked, and every error on its pages."""

    def __init__(self, browser: Browser, site: Server, *, width: int, scripts: bool = True, locale: str = "en") -> None:
        self.address = site.address
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 740}, java_script_enabled=scripts, locale=locale, base_url=site.address
        )
        self.context.set_default_timeout(15_000)
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.errors.append(line.text))

    def _note_request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "data:", "about:")):
            self.foreign.append(url)

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def fits(self) -> bool:
        """Whether nothing sticks out at the side."""
        self.page.wait_for_load_state("domcontentloaded")
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture
def phone(chromium: Browser, site: Server) -> Iterator[object]:
    """Makes browsers, and closes them; fails when a page asked a foreign host or broke."""
    made: list[Phone] = []

    def make(*, width: int = 360, scripts: bool = True, locale: str = "en") -> Phone:
        made.append(Phone(chromium, site, width=width, scripts=scripts, locale=locale))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
        assert (each.foreign, each.errors) == ([], [])
