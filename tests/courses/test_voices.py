"""What courses say aloud: every passage stands on the desk, and where it is recorded, readers can hear it."""

import gzip
import json
import re
import time
from html import unescape

import pytest
from django.conf import settings
from django.utils.translation import override
from wagtail.models import Locale

from core import tongues
from courses import document, shelf, spoken
from courses.instructions import INSTRUCTIONS
from courses.models import FactKey, LessonPage, Phrase, PhraseKey, SharedPassage
from courses.overlays import Corridor
from courses.passages import passages_of, text_of
from courses.said import in_content, in_text
from media import actions, sounds
from media import spoken as words
from media.models import Recording
from tests import factories
from tests.courses import every_block
from tests.courses.test_tools import opened
from tests.media import files

pytestmark = pytest.mark.django_db
TODAY = factories.NOW.date()
JORDAN = Corridor("PH", "JO")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def speak(now, django_capture_on_commit_callbacks):
    """Gives words a voice."""

    def add(text: str, language: str = "en", **values) -> Recording:
        with django_capture_on_commit_callbacks(execute=True):
            return actions.add(
                sounds.clean(files.mp3()), language=language, mark=words.mark(language, text), words=text, read_by="",
                now=now, **values,
            )  # fmt: skip

    return add


@pytest.fixture
def tools():
    """A lesson with one of every block, in a module of a course."""
    factories.OriginFactory()
    factories.DestinationFactory(languages=["ar"])
    FactKey.objects.get_or_create(code="hotline", defaults={"label": "Hotline", "is_contact": True})
    factories.FactFactory()
    module = factories.module("My tools", lessons=1, body=json.dumps(every_block.screens()))
    factories.course(module)
    return module


def shown(language="en", corridor=JORDAN) -> str:
    return document.lesson(language, corridor, "my-tools", "lesson-1", today=TODAY).body.decode()


def heard(html: str) -> list[str]:
    """The addresses of the recordings that a page offers."""
    return re.findall(r'<audio class="clip" controls preload="none" aria-label="[^"]+"><source src="([^"]+)"', html)


def lines(language="en", place="") -> list[str]:
    return [line.text for line in words.lines(language) if not place or place in line.within]


def test_the_desk_lists_the_words_that_review_reads(tools):
    page = LessonPage.objects.get()
    listed = {said.path: said.text for said in in_content(LessonPage, spoken.saved(page))}
    assert len(listed) > 60
    assert listed == {one.path: one.text for one in in_text(text_of(page))}
    assert {one.path for one in passages_of(page)} - set(listed) <= {"objective"} | {
        one.path for one in passages_of(page) if one.kind == "alt"
    }


def test_every_passage_that_is_recorded_can_be_heard_where_it_stands(tools, speak):
    page = LessonPage.objects.get()
    urls = {speak(text).url: text for text in dict.fromkeys(lines(place=spoken.of_module(tools.translation_key)))}
    said = {one.text for one in in_content(LessonPage, spoken.saved(page))}
    offered = {urls[url] for url in heard(shown()) + heard(shown(corridor=JORDAN.speaking_to("family")))}
    assert said - offered == set()


def test_without_recordings_a_document_is_as_small_as_before(tools):
    page = shown()
    assert [part for part in ("<audio class=", "programme") if part in page] == []


def test_a_new_recording_makes_documents_old_and_the_next_offers_it(tools, speak):
    before, mark = shown(), shelf.mark()
    made = speak("I kept a copy with my sister.")
    assert shelf.mark() != mark
    after = shown()
    assert (heard(before), heard(after)) == ([], [made.url])
    assert after == shown()


def test_a_recording_that_is_taken_away_is_offered_no_more(tools, speak, now, django_capture_on_commit_callbacks):
    made = speak("I kept a copy with my sister.")
    assert heard(shown())
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(made, now=now)
    assert heard(shown()) == []


def test_a_draft_by_a_computer_is_heard_in_the_preview_and_not_by_readers(tools, speak):
    made = speak("I kept a copy with my sister.", synthetic=True)
    page = LessonPage.objects.get()
    assert heard(shown()) == []
    assert heard(page.serve_preview(None, "ph-jo").content.decode()) == [made.url]
    assert heard(shown()) == []


def test_where_readers_hear_drafts_each_says_what_it_is(tools, speak, settings):
    settings.DRAFT_VOICES = True
    made = speak("I kept a copy with my sister.", synthetic=True)
    read = speak("Tap a line to see what it means.")
    page = shown()
    assert set(heard(page)) == {made.url, read.url}
    assert re.findall(r'aria-label="(Listen, [^"]+)"', page) == [
        "Listen, a computer's voice: I kept a copy with my sister."
    ]
    assert len(re.findall(r'</audio><span class="clip-draft"><svg.*?</svg>Computer voice</span></span>', page)) == 1


def test_nothing_plays_by_itself_and_nothing_is_fetched_before_it_is_asked_for(tools, speak):
    speak("I kept a copy with my sister.")
    page = shown()
    assert "autoplay" not in page
    assert all('preload="none"' in tag for tag in re.findall("<audio[^>]*>", page))


@pytest.mark.parametrize("count", [1, 40])
def test_the_queries_of_a_document_do_not_grow_with_its_voices(tools, speak, count, django_assert_num_queries):
    for text in lines(place=spoken.of_module(tools.translation_key))[:count]:
        speak(text)
    shown()
    shelf.renew()
    with django_assert_num_queries(15):
        shown()


def test_words_not_yet_translated_keep_the_voice_of_the_source(tools, speak):
    Locale.objects.get_or_create(language_code="fil")
    tongues.forget()
    made = speak("I kept a copy with my sister.")
    assert heard(shown("fil")) == [made.url]


def test_a_phrase_is_heard_in_the_language_of_the_destination(tools, speak):
    key = PhraseKey.objects.create(code="help", meaning="Help!", group=PhraseKey.Group.HELP)
    Phrase.objects.create(key=key, language="ar", text="النجدة", say="an-najda")
    made = speak("النجدة", "ar")
    assert "النجدة" in lines("ar", spoken.PHRASES)
    assert "Help!" in lines("en", spoken.PHRASES)
    card = document.card("en", JORDAN, today=TODAY).body.decode()
    assert heard(card) == [made.url]


def test_what_a_page_tells_to_do_is_heard_too(tools, speak):
    hint = "Tap a line to see what it means."
    made = speak(hint)
    assert hint in lines(place="instructions")
    assert made.url in heard(shown())
    assert hint not in lines("ar", "instructions")


def test_every_instruction_stands_in_a_template_word_for_word():
    templates = [page.read_text() for page in (settings.BASE_DIR / "courses/templates").rglob("*.html")]
    with override("en"):
        said = [str(words) for words in INSTRUCTIONS]
    assert [words for words in said if not any(f'{{% translate "{words}" ' in page for page in templates)] == []


def test_a_draft_is_listed_before_it_is_published(tools):
    page = LessonPage.objects.get()
    page.title = "A title of tomorrow"
    page.save_revision()
    assert "A title of tomorrow" in lines(place=spoken.of_module(tools.translation_key))
    assert "Lesson 1" not in lines()


def test_lines_know_their_course_their_module_and_their_editor(tools):
    [line] = [line for line in words.lines("en") if line.text == "I kept a copy with my sister."]
    [saying] = line.sayings
    page = LessonPage.objects.get()
    assert (saying.title, saying.part) == (page.title, "Voice · What is said")
    assert saying.edit_url == f"/admin/pages/{page.pk}/edit/"
    places = {place.code: place.label for place in words.places("en")}
    assert [places[code] for code in sorted(line.within)] == ["Domestic work", "– My tools"]


@pytest.mark.parametrize("count", [1, 6])
def test_listing_everything_takes_the_same_queries_for_one_lesson_and_for_many(count, django_assert_num_queries):
    factories.course(factories.module("My tools", lessons=count))
    with django_assert_num_queries(15):
        assert words.lines("en")


def test_a_shared_passage_is_heard_in_the_language_in_which_it_stands(tools, speak):
    body = json.dumps([{"type": "text", "value": "<p>Call us.</p>", "id": "3f1c6a1e-0000-4000-8000-000000000001"}])
    passage = SharedPassage(code="call", title="Call", body=body, locale=Locale.get_default())
    passage.save()
    passage.save_revision().publish()
    made = speak("Call us.")
    assert "Call us." in lines(place=spoken.SHARED)
    page = LessonPage.objects.get()
    page.body = json.dumps([{"type": "shared", "value": "call", "id": "3f1c6a1e-0000-4000-8000-000000000002"}])
    page.save_revision().publish()
    shelf.renew()
    assert heard(unescape(shown())) == [made.url]


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_voice_plays_when_she_touches_it_and_not_before(tools, speak, client, scripts):
    made = speak("I kept a copy with my sister.")
    answer = {made.url: client.get(made.url)}
    with opened(shown(), scripts=scripts, voices=answer) as page:
        player = page.locator("audio.clip")
        player.scroll_into_view_if_needed()
        assert made.url not in {path for _method, path in page.asked}
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        player.click(position={"x": 24, "y": 24})
        until = time.monotonic() + 15
        while not player.evaluate("one => one.currentTime") and time.monotonic() < until:
            page.wait_for_timeout(50)
        assert player.evaluate("one => one.currentTime") > 0
        assert player.bounding_box()["height"] >= 48
        assert ("GET", made.url) in page.asked


@pytest.mark.browser
def test_the_whole_lesson_says_where_a_computer_reads(tools, speak, client, settings):
    settings.DRAFT_VOICES = True
    voices = [speak("I kept a copy with my sister.", synthetic=True), speak("Tap a line to see what it means.")]
    answers = {one.url: client.get(one.url) for one in voices}
    with opened(shown(), voices=answers) as page:
        bar = page.locator("[data-programme]")
        sign = bar.locator(".clip-draft")
        clips = page.locator("main audio.clip")
        drafts = clips.evaluate_all("all => all.map((one) => Boolean(one.nextElementSibling?.matches('.clip-draft')))")
        assert (True in drafts, False in drafts, sign.is_visible()) == (True, True, drafts[0])
        clips.evaluate_all("all => all.forEach((one, at) => one.addEventListener('play', () => (window.at = at)))")
        bar.get_by_role("button").click()
        later = drafts.index(not drafts[0])
        page.wait_for_function("at => window.at === at", arg=later, timeout=20_000)
        assert sign.is_visible() == drafts[later]
        assert bar.get_by_role("button").inner_text().strip() == "Pause"


def test_a_voice_adds_at_most_fifty_bytes_to_a_lesson_on_the_wire(tools, speak):
    before = len(gzip.compress(shown().encode()))
    said = [one.text for one in in_content(LessonPage, spoken.saved(LessonPage.objects.get()))]
    for text in dict.fromkeys(said):
        speak(text)
    page = shown()
    after = len(gzip.compress(page.encode()))
    assert (after - before) / len(heard(page)) < 50
