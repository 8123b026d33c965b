"""``python -m scripts.pictures``: take the pictures of the README from the demo, as people see it.

Needs Chromium and pdftoppm; starts a scratch copy of the demo with a worker.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from demo import files
from demo.bench.server import ROOT, Server, demo_server

PASSWORD = files.read("people.yaml")["password"]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CLASS = "Hope morning class"
LESSON = "/ph-jo/my-contract/wage-hours-rest/"
FILM = "/ph-jo/my-safety/voice-and-distance/"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo_server(small=False) as server, sync_playwright() as playwright:
        worker = subprocess.Popen(  # noqa: S603 -- our own worker
            [
                str(Path(sys.executable).parent / "celery"),
                "-A",
                "config",
                "worker",
                "--beat",
                "--concurrency",
                "1",
            ],
            cwd=ROOT,
            env=server.environment,
        )
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        try:
            public(browser, server)
            trainee(browser, server)
            instructor(browser, server)
            office(browser, server)
            editor(browser, server)
            certificate(server)
        finally:
            browser.close()
            worker.terminate()
            worker.wait(timeout=30)


def open_page(browser: Browser, server: Server, *, width: int, language: str = "en") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 760},
        base_url=server.address,
        locale=language,
        device_scale_factor=2 if width < 500 else 1,
    )
    return context.new_page()


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def public(browser: Browser, server: Server) -> None:
    for language in ("en", "ar"):
        page = open_page(browser, server, width=360, language=language)
        page.goto(f"/{language}{LESSON}")
        page.locator(".screen:visible .screen-nav a").last.click()
        keep(page, f"lesson-{language}-360")
    film(browser, server)
    page = open_page(browser, server, width=1280)
    page.goto("/en/")
    keep(page, "home-en-1280")


def film(browser: Browser, server: Server) -> None:
    """Once the worker has given it a voice in her language."""
    page = open_page(browser, server, width=360, language="ar")
    page.goto(f"/ar{FILM}")
    for _second in range(120):
        if page.locator("[data-film-voice]").count():
            break
        time.sleep(1)
        page.reload()
    while not page.locator("[data-film] video").is_visible():
        page.locator(".screen:visible .screen-nav a").last.click()
    shown = page.locator("[data-film] video")
    shown.evaluate("one => { one.muted = true; return one.play().then(() => { one.currentTime = 11.5; }); }")
    page.wait_for_timeout(3000)
    shown.evaluate("one => { one.pause(); scrollBy(0, one.getBoundingClientRect().top - 150); }")
    page.wait_for_timeout(1000)
    keep(page, "film-ar-360")


def trainee(browser: Browser, server: Server) -> None:
    code, pin = server.manage("demo", "--trainee").split()[-2:]
    page = open_page(browser, server, width=360)
    page.goto("/sign-in/")
    page.fill("[name=code]", code)
    page.fill("[name=pin]", pin)
    page.locator("main form button").click()
    page.wait_for_url("**/me/")
    keep(page, "me-fil-360")
    page.locator(".steps a").nth(2).click()
    page.goto(str(page.locator("a[href*='/me/quiz/']").first.get_attribute("href")))
    page.locator("main form button").click()
    keep(page, "quiz-fil-360")


def staff(browser: Browser, server: Server, email: str, *, width: int) -> Page:
    page = open_page(browser, server, width=width)
    page.goto("/sign-in/staff/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").click()
    page.fill("[name=code]", page.locator("[data-demo-code]").inner_text())
    page.locator("main form button").click()
    page.wait_for_load_state("networkidle")
    return page


def instructor(browser: Browser, server: Server) -> None:
    page = staff(browser, server, "instructor@baon.example", width=360)
    page.locator("main .card a", has_text=CLASS).first.click()
    page.wait_for_url(re.compile(r"/teach/\w{6}/$"))
    own = page.url
    keep(page, "teach-en-360")
    page.locator("details:has(a[href*='sessions/']) > summary").click()
    page.locator("details a[href*='sessions/']").first.click()
    keep(page, "roll-call-en-360")
    page.goto(f"{own}glance/")
    keep(page, "glance-en-360")


def office(browser: Browser, server: Server) -> None:
    page = staff(browser, server, "officer@baon.example", width=1280)
    page.goto("/office/destinations/")
    keep(page, "office-en-1280", whole=True)


def editor(browser: Browser, server: Server) -> None:
    page = staff(browser, server, "author@baon.example", width=1280)
    page.goto("/admin/pages/search/?q=contract&content_type=courses.lessonpage")
    page.locator("a[href$='/edit/']", has_text="What a contract does").first.click()
    keep(page, "editor-en-1280")


def certificate(server: Server) -> None:
    folder = Path(server.environment["VAR_DIR"]) / "private" / "certificates"
    for _second in range(90):
        papers = sorted(folder.glob("*.pdf")) if folder.exists() else []
        if len(papers) > 10:
            break
        time.sleep(1)
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", papers[0], PICTURES / "certificate"], check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main()
