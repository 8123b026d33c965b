"""A film in a lesson: captions, steps, pauses to practise, keys, and the place where she stopped."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

LESSON = "/{}/ph-jo/my-safety/voice-and-distance/"
WAIT = 240_000
VOICES = 4  # three languages, and nobody's
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def to_film(page: Page) -> None:
    """Screen by screen to the one with the film."""
    for _screen in range(20):
        if page.locator(".film-frame").first.is_visible():
            return
        page.locator(".screen:visible .screen-nav > :last-child").click()
    raise AssertionError("The film is on no screen.")


@pytest.fixture
def ready(phone):
    """A phone on the lesson, once the worker has made the film with its voices."""

    def go(language: str = "en", **how) -> Page:
        page = phone(**how).go(LESSON.format(language))
        for _again in range(WAIT // 2000):
            if page.locator("[data-voice]").count() == VOICES and page.locator("[data-way=stream]").count():
                break
            page.wait_for_timeout(2000)
            page.reload()
        to_film(page)
        return page

    return go


def until(page: Page, holds: str) -> None:
    """Wait for what a film says of itself. The pages forbid what ``wait_for_function`` would do."""
    for _moment in range(150):
        if page.locator("video").evaluate(f"one => one.{holds}"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {holds}")


def at(page: Page) -> float:
    return float(page.locator("video").evaluate("one => one.currentTime"))


def play_from(page: Page, second: float) -> None:
    page.locator("video").evaluate(
        "(one, second) => { one.muted = true; return one.play().then(() => { one.currentTime = second; }); }", second
    )


def test_it_plays_with_captions_where_sound_is_off(ready):
    page = ready()
    assert page.locator("video").evaluate("one => [one.autoplay, one.preload, one.paused]") == [False, "none", True]
    page.locator("video").evaluate("one => { for (const t of one.textTracks) t.mode = 'disabled'; }")
    play_from(page, 1)
    expect(page.locator("[data-film-tools]")).to_be_visible()
    until(page, "currentTime > 1.5")
    assert page.locator("video").evaluate("one => one.textTracks[0].mode") == "showing"
    until(page, "textTracks[0].activeCues?.length > 0")
    said = page.locator("video").evaluate("one => one.textTracks[0].activeCues[0].text")
    assert said == "Stand with your feet apart."


def test_it_stops_where_she_is_to_practise_and_goes_on_by_key(ready):
    page = ready()
    play_from(page, 12)
    pause = page.locator("[data-film-pause]")
    expect(pause).to_be_visible()
    expect(pause).to_contain_text("Lift your open hand.")
    assert page.locator("video").evaluate("one => one.paused")
    page.keyboard.press("Enter")
    expect(pause).to_be_hidden()
    until(page, "currentTime > 13.5")


def test_steps_and_speed_work_by_key(ready):
    page = ready()
    play_from(page, 25)
    until(page, "currentTime > 25.2")
    page.locator("video").evaluate("one => one.pause()")
    before = at(page)
    page.locator('[data-step="-10"]').focus()
    page.keyboard.press("Enter")
    assert at(page) == pytest.approx(before - 10, abs=0.3)
    page.locator("[data-film-tools] select").select_option("1.5")
    assert page.locator("video").evaluate("one => one.playbackRate") == 1.5


def test_it_goes_on_where_she_stopped(ready):
    page = ready()
    play_from(page, 30)
    until(page, "currentTime > 31.5")
    page.locator("video").evaluate("one => one.pause()")
    page.reload()
    to_film(page)
    expect(page.locator("[data-film-first]")).to_be_visible()
    page.locator("video").evaluate("one => { one.muted = true; return one.play(); }")
    until(page, "currentTime > 30")
    page.locator("[data-film-first]").click()
    until(page, "currentTime < 5")


def source(page: Page) -> str:
    return str(page.locator("video").evaluate("one => one.currentSrc.replace(location.origin, '')"))


def voices_of(page: Page) -> Locator:
    """What she can choose from, unfolded."""
    page.locator("summary:has([data-film-voice])").click()
    return page.locator("[data-voice]")


def test_she_hears_her_voice_and_chooses_another(ready):
    page = ready("ar")
    voices = voices_of(page)
    expect(voices.first).to_have_attribute("aria-current", "true")
    expect(voices.first).to_contain_text("العربية")
    play_from(page, 12)
    assert source(page) == voices.first.get_attribute("href")
    other = voices.filter(has_text="नेपाली")
    other.click()
    until(page, "currentTime > 12.5")
    assert source(page) == other.get_attribute("href")
    expect(page.locator("[data-voice][aria-current]")).to_contain_text("नेपाली")
    expect(page.locator("[data-film-voice]")).to_contain_text("नेपाली")


def test_a_stream_plays_with_the_voice_that_she_chose(ready):
    page = ready("ar")
    page.locator("video").evaluate("one => { one.muted = true; }")
    page.locator("[data-way=stream]").click()
    until(page, "currentTime > 0.5")
    assert source(page) == page.locator("[data-voice]").first.get_attribute("data-stream")
    assert page.locator("video").evaluate("one => one.webkitAudioDecodedByteCount") > 0
    other = voices_of(page).filter(has_text="English")
    other.click()
    until(page, "currentTime > 1.5")
    assert source(page) == other.get_attribute("data-stream")


def test_what_is_seen_is_told_in_words(ready):
    page = ready("ar")
    told = page.locator("[data-film-seen]")
    expect(told).to_be_hidden()
    page.locator("[data-film-describe]").focus()
    page.keyboard.press("Enter")
    play_from(page, 8)
    expect(told).to_have_text("ترفع روزا يدًا مفتوحة. تنتشر منها أقواس صفراء.")
    expect(told).to_have_attribute("lang", "ar")
    page.locator("[data-film-describe]").click()
    expect(told).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1280], ids=str)
def test_axe_finds_nothing_beside_a_film(ready, language, width):
    page = ready(language, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, options=RULES)
    assert [violation["id"] for violation in found.response["violations"]] == []


def test_without_a_script_it_plays_and_what_is_said_can_be_read(ready):
    page = ready("ar", scripts=False)
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.locator("[data-voice]")).to_have_count(VOICES)
    page.locator(".film-ways a[href*='/words/']").click()
    expect(page.locator("main")).to_contain_text("أنتِ ثابتة مثل الشجرة")
