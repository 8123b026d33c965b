"""A film in a lesson as a reader meets it, without a script."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError

from courses import document, shelf
from courses.blocks.films import FilmBlock, MomentBlock, seconds_of
from courses.models import LessonPage
from courses.overlays import Corridor
from media.models import Film, Track
from tests import factories
from tests.learning import watching
from tests.media import filming

pytestmark = pytest.mark.django_db
NOW = factories.NOW


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def film():
    return filming.film(now=NOW, seconds=150)


def lesson(film: Film, **values) -> str:
    module = factories.module("My safety", lessons=1)
    factories.course(module)
    key = LessonPage.objects.get(slug="lesson-1").translation_key
    watching.show(key, film=film, **values)
    return page()


def page(language: str = "en") -> str:
    shelf.renew()
    made = document.lesson(language, Corridor("PH", "JO"), "my-safety", "lesson-1", today=NOW.date())
    return made.body.decode()


@pytest.fixture(autouse=True)
def places():
    factories.OriginFactory()
    factories.DestinationFactory()


def test_it_plays_without_a_script_and_never_by_itself(film):
    filming.words(film, now=NOW)
    shown = lesson(film)
    [player] = re.findall(r"<video[^>]*>", shown)
    assert 'preload="none"' in player
    assert "controls" in player
    assert "autoplay" not in shown
    assert re.findall(r'<source src="[^"]+\.(\w+)"', shown) == ["mp4", "mp4", "opus", "m4a"]
    assert re.search(r'<track kind="captions" [^>]*srclang="en"[^>]* default>', shown)


def test_its_weight_stands_there_before_it_plays(film):
    shown = lesson(film)
    assert "with pictures <bdi>2.0\xa0MB</bdi>" in shown
    assert "sound only <bdi>390.6\xa0KB</bdi>" in shown
    assert ">2:30<" in shown


def test_missing_captions_are_told_and_the_words_there_are_can_be_read(film):
    filming.words(film, "ar", now=NOW)
    shown = lesson(film)
    assert "There are no captions in your language yet." in shown
    assert f"/films/{film.pk}/words/ar/?back=" in shown


def test_her_voices_are_links_that_work_without_a_script():
    film = filming.film(now=NOW, names=(*filming.USUAL, "hls", "240p.fil", "hls.fil"))
    voice = filming.film("Kama puno", now=NOW, kind=Film.Kind.AUDIO, names=("opus",), synthetic=True)
    Track.objects.create(film=film, kind=Track.Kind.SOUND, language="fil", other=voice, changed_at=NOW)
    shown = lesson(film)
    links = re.findall(r'<a href="([^"]+)" data-voice[^>]*?( aria-current="true")?>(.*?)</a>', shown, re.DOTALL)
    said = [(bool(mine), re.sub(r"<svg.*?</svg>|<[^>]+>", "", words).strip()) for _url, mine, words in links]
    assert said == [(False, "Filipino · Computer voice · 2.0\xa0MB"), (True, "The film's own sound · 2.0\xa0MB")]
    made = [film.renditions.get(name=name).url for name in ("240p.fil", "240p")]
    assert [url for url, _mine, _words in links] == made
    assert "A computer's voice is a draft, until a woman has read it." in shown


def test_new_captions_reach_the_lesson(film, django_capture_on_commit_callbacks):
    assert "<track" not in lesson(film)
    with django_capture_on_commit_callbacks(execute=True):
        filming.words(film, now=NOW)
    assert "<track" in page()


def test_a_hard_part_has_no_still_and_can_be_skipped(film):
    shown = lesson(film, note="This part speaks about unwanted touching.", rule="seen", percent=80)
    assert "poster=" not in shown
    forms = re.findall(r'<form method="post" action="/me/watched/".*?</form>', shown, re.S)
    assert ['name="how" value="skipped"' in form for form in forms] == [True, False]
    assert "Skip this part" in forms[0]


def test_without_a_rule_nothing_is_asked(film):
    assert "/me/watched/" not in lesson(film)


def test_pauses_are_a_list_for_who_has_no_script(film):
    pauses = [
        {"type": "item", "id": str(uuid.uuid4()), "value": {"at": "1:05", "prompt": "Say “no”."}},
        {"type": "item", "id": str(uuid.uuid4()), "value": {"at": "12", "prompt": "Breathe out."}},
    ]
    shown = lesson(film, pauses=pauses)
    assert re.findall(r'<li data-at="(\d+)" data-say="([^"]+)"', shown) == [("12", "Breathe out."), ("65", "Say “no”.")]


def test_what_is_not_ready_says_so():
    shown = lesson(filming.film(now=NOW, names=()))
    assert "<video" not in shown
    assert "This film is being prepared." in shown


def test_sound_alone_has_a_player_of_its_own():
    shown = lesson(filming.film(now=NOW, names=("opus", "aac"), kind=Film.Kind.AUDIO))
    assert "<video" not in shown
    assert shown.count("<audio") == 1


def test_a_film_that_was_deleted_leaves_a_lesson_that_opens(film):
    lesson(film)
    Film.objects.all().delete()
    assert "This film is being prepared." in page()


def test_a_part_to_be_seen_needs_a_number(film):
    block = FilmBlock()
    value = block.to_python(watching.film_block(film, rule="seen")["value"])
    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.parametrize(("typed", "seconds"), [("45", 45), ("1:05", 65), ("later", None)])
def test_a_moment_is_typed_as_a_clock_shows_it(typed, seconds):
    assert seconds_of(typed) == seconds
    if seconds is None:
        with pytest.raises(ValidationError):
            MomentBlock().clean(typed)
