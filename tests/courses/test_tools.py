"""The tools of a lesson in a real browser, under the site's own policy for content: what she types stays with her.

The page is made here and handed to the browser, so no server runs and no request leaves it.
"""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from courses import document
from courses.models import FactKey
from courses.overlays import Corridor
from tests import factories
from tests.core.test_amounts import READ, UNREAD
from tests.courses import every_block

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://baon.test"
POLICY = {"Content-Security-Policy": "default-src 'self'"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def lesson(*kinds, corridor="ph-jo"):
    factories.OriginFactory()
    factories.DestinationFactory()
    FactKey.objects.get_or_create(code="hotline", defaults={"label": "Hotline", "is_contact": True})
    factories.FactFactory()
    factories.course(factories.module("My tools", lessons=1, body=json.dumps(every_block.screens(*kinds))))
    way = Corridor.parse(corridor)
    return document.lesson("en", way, "my-tools", "lesson-1", today=factories.NOW.date()).body.decode()


@contextmanager
def opened(html, *, scripts=True, width=360, voices=None):
    """The page in a browser. Its errors are in ``page.errors``, what it asked for in ``page.asked``.

    ``voices`` are answers to other addresses, by path.
    """
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.fail("Tools need Chromium: apt-get install chromium")

    heard = {path: (one.status_code, one.getvalue(), dict(one.headers)) for path, one in (voices or {}).items()}

    def answer(route):
        path = route.request.url.removeprefix(HOST).partition("#")[0]
        page.asked.append((route.request.method, path))
        if path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/")))
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix], headers=POLICY)
        elif path in heard:
            status, body, headers = heard[path]
            route.fulfill(status=status, body=body, headers=headers)
        elif path == "/lesson/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=POLICY)
        else:
            route.fulfill(body="<title>elsewhere</title>", content_type="text/html", headers=POLICY)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=scripts)
        page = context.new_page()
        page.asked, page.errors = [], []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: line.type == "error" and page.errors.append(line.text))
        page.route("**/*", answer)
        page.goto(f"{HOST}/lesson/")
        yield page
        assert page.errors == []
        browser.close()


def kept(page):
    return page.evaluate("Object.entries(localStorage)")


def test_my_own_transfer_is_reckoned_exactly_and_in_my_digits():
    with opened(lesson("remittance")) as page:
        page.fill("[data-in=sent]", "٢٠٤٫٥")
        page.fill("[data-typed]:nth-of-type(2) [data-in=rate]", "50,1")
        assert page.locator("[data-arrives]").all_inner_texts() == ["10,025", "10,245.45"]
        assert page.locator("[data-result]").inner_text() == "Most arrives: Service B 10,245.45"
        page.fill("[data-in=sent]", "much")
        assert page.locator("[data-arrives]").all_inner_texts() == ["–", "–"]
        assert not page.locator("[data-result]").is_visible()


def test_the_script_reads_numbers_by_the_rule_of_the_server():
    with opened(lesson("budget")) as page:
        for text, value in READ:
            page.fill("[data-kind=in]", text)
            shown = page.locator("[data-total=in]").inner_text().replace(",", "")
            assert (text, float(shown)) == (text, int(float(value) * 100) / 100)
        for text in UNREAD:
            page.fill("[data-kind=in]", text)
            assert (text, page.locator("[data-total=in]").inner_text()) == (text, "0")


def test_a_budget_says_what_is_left_and_when_too_much_goes_out():
    with opened(lesson("budget")) as page:
        page.fill("[data-kind=in]", "1,500.10")
        page.fill("[data-kind=out]", "400.20")
        page.fill("[data-kind=keep]", "0.90")
        assert page.locator("[data-left]").inner_text() == "1,099"
        assert not page.locator("[data-short]").is_visible()
        page.fill("[data-kind=out]", "2000")
        assert page.locator("[data-left]").inner_text() == "−500.8"
        assert page.locator("[data-short]").is_visible()


def test_a_sheet_is_kept_only_when_she_asks_and_forgotten_when_she_asks():
    with opened(lesson("sheet")) as page:
        page.fill("textarea", "My sister Rina")
        assert kept(page) == []
        page.click("[data-keep]")
        [(name, text)] = kept(page)
        assert (name.startswith("sheet:"), json.loads(text)) == (True, ["My sister Rina"])
        page.reload()
        assert page.input_value("textarea") == "My sister Rina"
        page.click("[data-forget]")
        assert (kept(page), page.input_value("textarea")) == ([], "")
        assert page.locator("[data-said=forgotten]").is_visible()
        page.reload()
        assert page.input_value("textarea") == ""


def test_what_is_not_kept_is_gone_when_the_page_is_opened_again():
    with opened(lesson("sheet")) as page:
        page.fill("textarea", "My sister Rina")
        page.reload()
        assert page.input_value("textarea") == ""


def test_leaving_wipes_the_screen_and_signed_in_also_what_was_kept():
    with opened(lesson("sheet")) as page:
        page.evaluate("document.cookie = 'in=1; path=/'")
        page.fill("textarea", "My sister Rina")
        page.click("[data-keep]")
        page.evaluate("addEventListener('pagehide', () => sessionStorage.setItem('seen', "
                      "document.querySelector('textarea').value + document.documentElement.hidden))")  # fmt: skip
        page.evaluate("document.querySelector('a.leave').dataset.target = '/weather/'")
        page.click("a.leave")
        page.wait_for_url("**/weather/")
        assert page.evaluate("sessionStorage.getItem('seen')") == "true"
        assert kept(page) == []


def test_signing_out_removes_kept_sheets_also_where_the_browser_does_not_do_it_by_itself():
    html = '<!doctype html><title>x</title><script src="/static/core/baon.js"></script><form><button>Go</button></form>'
    with opened(html) as page:
        page.evaluate("localStorage.setItem('sheet:1', '[]'); localStorage.setItem('other', '1')")
        page.route("**/sign-out/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{HOST}/sign-out/")
        page.click("button")
        page.wait_for_load_state()
        assert kept(page) == [["other", "1"]]


def test_answers_of_the_contract_check_are_counted_and_nothing_is_sent():
    with opened(lesson("contract_check")) as page:
        assert not page.locator(".answer").is_visible()
        before = len(page.asked)
        page.click("text=Not clear")
        assert page.locator(".verdict:visible").all_inner_texts() == ["Ask first Ask for the day."]
        page.click("text=No, or less >> nth=0")
        assert page.locator(".verdict:visible").all_inner_texts() == ["Take care Ask before you sign."]
        assert page.locator("[data-count]").all_inner_texts() == ["0", "0", "1"]
        assert (kept(page), page.asked[before:]) == ([], [])


def test_without_a_script_answers_open():
    with opened(lesson("sort"), scripts=False) as page:
        page.click("text=I may pay >> nth=0")
        assert page.locator(".answer:visible").inner_text().split("\n\n") == [
            "Think again", "The employer: It is a cost of hiring.",
        ]  # fmt: skip


def test_a_story_shows_one_scene_at_a_time_and_its_screen_stays():
    with opened(lesson("voice", "branching"), scripts=False) as page:
        page.click("text=Next")
        assert page.locator(".scene:visible").count() == 1
        page.click("text=She answers.")
        assert page.locator(".scene:visible").all_inner_texts()[0].startswith("She says where she is.")
        assert page.locator(".screen:visible").count() == 1
        page.click("text=Start again")
        assert page.locator(".scene:visible").all_inner_texts()[0].startswith("The phone rings.")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_of_all_blocks_is_no_wider_than_the_screen_and_accessible(width):
    from axe_playwright_python.sync_playwright import Axe

    html = lesson()
    with opened(html, width=width) as page:
        for anchor in page.locator(".screen").evaluate_all("all => all.map(one => one.id)"):
            page.goto(f"{HOST}/lesson/#{anchor}")
            for pick in page.locator(".screen:visible .ask input").all()[:1]:
                pick.check()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            wrong = [(each["id"], anchor) for each in Axe().run(page).response["violations"]]
            assert wrong == []


def test_everything_is_readable_on_paper():
    with opened(lesson()) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for words in ("You get 1,500.", "She says where she is.", "It is a cost of hiring.", "Ask staff.",
                      "You rest one day every week."):  # fmt: skip
            assert page.get_by_text(words).first.is_visible(), words
        assert not page.locator("[data-keep]").is_visible()
