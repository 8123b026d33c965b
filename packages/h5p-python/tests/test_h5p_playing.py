"""Bundles in a real browser: `pytest -m browser`, with H5P_PLAYER naming the folder `dist` of h5p-standalone."""

import asyncio
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from h5p_making import REAL, archive, card, manifest
from h5p_python import Player, Score, Shelf, bundle, filter_params, open_package, rescore, security_policy
from h5p_python.builder import Answer, Blanks, MultiChoice, QuestionSet, SingleChoice, SingleChoiceSet, TrueFalse, build

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
PLAYER = Path(os.environ.get("H5P_PLAYER", "node_modules/h5p-standalone/dist"))
CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/google-chrome")) if path.exists()), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not PLAYER.is_dir(), reason="no player: npm install --ignore-scripts h5p-standalone, H5P_PLAYER"
    ),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]

HOST = """<!DOCTYPE html><iframe id="frame" style="inline-size:900px;block-size:900px"></iframe><script>
window.heard = [];
document.cookie = "session=secret";
localStorage.setItem("token", "secret");
const frame = document.getElementById("frame");
addEventListener("message", async (event) => {
  if (event.source !== frame.contentWindow || event.data.nonce !== "n1") return;
  heard.push({ ...event.data, origin: event.origin });
  if (event.data.kind === "ready") {
    const media = {};
    for (const path of window.MEDIA) media[path] = await (await fetch("/media/" + path)).blob();
    frame.contentWindow.postMessage(
      { h5p: 1, nonce: "n1", kind: "start", learner: "p-1", state: window.STATE, media }, "*");
  }
});
frame.src = "/bundle#nonce=n1";
</script>"""


@dataclass
class Site:
    """A host page and one bundle, and every request that reaches them."""

    page: str = ""
    media: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str) -> tuple[bytes, dict[str, str]]:
        self.asked.append(path)
        if path == "/bundle":
            policy = security_policy(assets=f"{self.address}media/", frame_ancestors="'self'")
            return self.page.encode(), {"Content-Security-Policy": policy}
        if path.startswith("/media/"):
            return self.media[path.removeprefix("/media/")], {"Content-Type": "image/jpeg"}
        return (HOST if path == "/" else "secret").encode(), {}


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = made.answer(self.path)
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        pytest.skip("another test holds a browser open in this process: run these alone")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Playing:
    page: Any
    problems: list[str]

    @property
    def frame(self) -> Any:
        return self.page.frames[1]

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.page.evaluate("heard") if one["kind"] == kind]

    def told(self, verb: str, *, count: int = 1) -> list[dict[str, Any]]:
        """The statements about the whole content with this verb, once there are so many; and no more than these."""
        wanted = f'heard.filter(one => one.kind === "xapi" && one.answers && one.statement.verb.id.endsWith("{verb}"))'
        self.page.wait_for_function(f"{wanted}.length >= {count}", timeout=20_000)
        self.page.wait_for_timeout(500)
        found = self.page.evaluate(wanted)
        assert len(found) == count
        return list(found)


@pytest.fixture
def play(site: Site, browser: Any) -> Iterator[Callable[..., Playing]]:
    pages = []

    def start(page_text: str, *, state: dict[str, str] | None = None, media: tuple[str, ...] = ()) -> Playing:
        site.page = page_text
        page = browser.new_page(viewport={"width": 1000, "height": 1000})
        page.set_default_timeout(15_000)
        pages.append(page)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page.add_init_script(f"window.STATE = {json.dumps(state or {})}; window.MEDIA = {json.dumps(media)}")
        page.goto(site.address)
        page.wait_for_function("heard.some(one => one.kind === 'resize')")
        return Playing(page, problems)

    yield start
    for page in pages:
        page.close()


def click_first_answer(frame: Any) -> None:
    frame.locator(".h5p-answer, .h5p-true-false-answer").first.click()
    frame.locator(".h5p-question-check-answer").click()


def click_choices(frame: Any) -> None:
    for place in range(1, 4):
        slide = f".h5p-sc-slide:nth-of-type({place}).h5p-sc-current-slide"
        frame.locator(f"{slide} .h5p-sc-alternative").first.click()


def mark_a_word(frame: Any) -> None:
    frame.locator("[role=option]").first.click()
    frame.locator(".h5p-question-check-answer").click()


WAYS = {
    "multichoice-1.16": (click_first_answer, "answered"),
    "truefalse-1.8": (click_first_answer, "answered"),
    "singlechoiceset-1.11": (click_choices, "completed"),
    "markthewords-1.9": (mark_a_word, "answered"),
}
OTHERS = [
    "accordion-1.0",
    "questionset-1.17",
    "greetingcard-valid2",
    "greetingcard-coreapi-1.19",
    "greetingcard-long-filename",
]


@pytest.fixture
def real(play: Callable[..., Playing]) -> Iterator[Callable[..., Any]]:
    if REAL is None:
        pytest.skip("no real packages here")
    opened = []

    def start(name: str, **arguments: Any) -> Any:
        manager = open_package(REAL / f"{name}.h5p")
        package = manager.__enter__()
        opened.append(manager)
        return package, play(bundle(package, Shelf(package), Player(PLAYER)).page, **arguments)

    yield start
    for manager in opened:
        manager.__exit__(None, None, None)


@pytest.mark.parametrize("name", WAYS)
def test_a_real_package_plays_scores_once_and_the_server_comes_to_the_same_score(name, real, site):
    package, playing = real(name)
    answer, verb = WAYS[name]
    answer(playing.frame)
    [told] = playing.told(verb)
    assert told["origin"] == "null"
    assert len(playing.heard("finished")) == 1
    assert playing.problems == []
    assert set(site.asked) <= {"/", "/bundle", "/favicon.ico"}
    if name != "markthewords-1.9":
        params = filter_params(package.params(), package.manifest.main, Shelf(package)).params
        score = told["statement"]["result"]["score"]
        assert rescore(package.manifest.main, params, told["answers"]) == Score(score["raw"], score["max"])


@pytest.mark.parametrize("name", OTHERS)
def test_other_real_packages_are_shown_without_an_error(name, real):
    _, playing = real(name)
    assert playing.frame.locator(".h5p-content").inner_text().strip() or "greetingcard" in name
    assert playing.problems == []


@pytest.mark.parametrize("name", ["multichoice-1.16", "truefalse-1.8"])
def test_what_was_answered_is_found_again(name, real):
    _, playing = real(name)
    playing.frame.locator(".h5p-answer, .h5p-true-false-answer").nth(1).click()
    chosen = playing.frame.locator("[aria-checked=true]").inner_text()
    playing.page.wait_for_timeout(5_000)
    state = {f"{one['subContentId']}/{one['dataId']}": one["data"] for one in playing.heard("state")}
    _, again = real(name, state=state)
    assert again.frame.locator("[aria-checked=true]").inner_text() == chosen
    _, fresh = real(name, state={"0/state": "RESET"})
    assert fresh.frame.locator(".h5p-content-user-data-reset-dialog").is_visible()


@pytest.mark.parametrize("way", ["posted", "addressed"])
def test_media_may_be_posted_by_the_host_or_fetched_from_it(way, play, site):
    if REAL is None:
        pytest.skip("no real packages here")
    with open_package(REAL / "truefalse-1.8.h5p") as package:
        site.media = {path: package.read_file(path) for path in package.files}
        address = f"{site.address}media/"
        how = {"posted_media": True} if way == "posted" else {"media_address": lambda path: address + path}
        made = bundle(package, Shelf(package), Player(PLAYER), **how)
    playing = play(made.page, media=made.media if way == "posted" else ())
    playing.frame.wait_for_function("document.querySelector('img') && document.querySelector('img').naturalWidth > 0")
    assert playing.problems == []


CHOICE = MultiChoice("<p>Which?</p>", (Answer("This", correct=True), Answer("That")), mixed=False)
TRUE = TrueFalse("<p>So?</p>", correct=True)
GAP = Blanks("<p>Fill</p>", ("The *word*.",))


def fill_set(frame: Any) -> None:
    frame.locator(".question-container:visible .h5p-answer").first.click()
    frame.locator(".h5p-question-next:visible").click()
    frame.locator(".question-container:visible .h5p-true-false-answer").last.click()
    frame.locator(".h5p-question-next:visible").click()
    frame.locator(".question-container:visible .h5p-text-input").fill("word")
    frame.locator(".question-container:visible .h5p-text-input").blur()
    frame.locator(".h5p-question-finish:visible").click()


def fill_gap(frame: Any) -> None:
    frame.locator(".h5p-text-input").fill("word")
    frame.locator(".h5p-question-check-answer").click()


@pytest.mark.parametrize(
    ("question", "answer", "verb", "expected"),
    [
        (CHOICE, click_first_answer, "answered", Score(1, 1)),
        (TRUE, click_first_answer, "answered", Score(1, 1)),
        (GAP, fill_gap, "answered", Score(1, 1)),
        (QuestionSet((CHOICE, TRUE, GAP)), fill_set, "completed", Score(2, 3)),
        (
            SingleChoiceSet(tuple(SingleChoice(f"Q{n}", "r", ("w",)) for n in range(3))),
            click_choices,
            "completed",
            None,
        ),
    ],
    ids=["MultiChoice", "TrueFalse", "Blanks", "QuestionSet", "SingleChoiceSet"],
)
def test_what_is_built_plays_and_scores_in_the_browser_and_on_the_server(question, answer, verb, expected, play):
    if REAL is None:
        pytest.skip("no real packages here")
    files = ["multichoice-1.16", "truefalse-1.8", "singlechoiceset-1.11", "questionset-1.17"]
    managers = [open_package(REAL / f"{name}.h5p") for name in files]
    shelf = Shelf(*[manager.__enter__() for manager in managers])
    content = build(question, shelf, title="Made")
    playing = play(bundle(content, shelf, Player(PLAYER), address="https://x.example/1").page)
    answer(playing.frame)
    [told] = playing.told(verb)
    judged = rescore(content.manifest.main, content.params(), told["answers"])
    score = told["statement"]["result"]["score"]
    assert judged == Score(score["raw"], score["max"])
    assert expected in {None, judged}
    assert playing.problems == []
    for manager in managers:
        manager.__exit__(None, None, None)


HOSTILE = """
window.found = {};
function attempt(name, act) {
  try { window.found[name] = String(act()); } catch (error) { window.found[name] = "refused: " + error.name; }
}
attempt("origin", () => self.origin);
attempt("cookie", () => document.cookie);
attempt("storage", () => localStorage.getItem("token"));
attempt("parent", () => parent.document.title);
attempt("top", () => { top.location = "https://evil.example/"; return "went"; });
attempt("databases", () => indexedDB.open("x") && "opened");
attempt("open", () => window.open("/secret"));
window.waiting = Promise.all([
  fetch("/api/secret", { credentials: "include" }).then((r) => r.text()).catch(() => "refused"),
  new Promise((done) => { const r = new XMLHttpRequest(); r.open("GET", "/api/other");
    r.onload = () => done(r.responseText); r.onerror = () => done("refused"); r.send(); }),
  new Promise((done) => { const i = new Image(); i.onload = () => done("loaded"); i.onerror = () => done("refused");
    i.src = "/leak.png?" + document.cookie; document.body.append(i); }),
]);
H5P.Card = function () { this.attach = function (where) { where.text("hostile"); }; };
"""


def test_a_hostile_package_reads_no_cookie_storage_parent_or_api(play, site):
    described = json.dumps(manifest()).encode()
    files = card(**{"h5p.json": described, "H5P.Card-1.0/js/main.js": HOSTILE.encode()})
    with open_package(io.BytesIO(archive(files).getvalue())) as package:
        playing = play(bundle(package, Shelf(package), Player(PLAYER)).page)
    found = playing.frame.evaluate("found")
    assert found["origin"] == "null"
    assert found["cookie"] == ""
    assert found["storage"] == "null"
    assert found["parent"].startswith("refused")
    assert found["databases"].startswith("refused") or found["databases"] == "opened"
    assert found["open"] in {"null", "refused: SecurityError"}
    assert playing.frame.evaluate("waiting") == ["refused"] * 3
    assert playing.page.url == site.address
    assert set(site.asked) <= {"/", "/bundle", "/favicon.ico"}
