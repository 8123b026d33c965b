"""A computer reads what nobody has read, each line once, and gives way to every person."""

import shutil

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import Role
from core import tongues
from courses.models import PhraseKey
from media import actions, drafting, recordings, sounds, spoken, tasks, voicing
from media.models import Drafting, Recording
from media.sounds import Kind
from tests import factories
from tests.media import files
from work.models import OutboxItem

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]
DESK = "/admin/recordings/"
STEM = "When should you have your contract?"


@pytest.fixture
def draft(db, now, django_capture_on_commit_callbacks):
    """Lets a computer read words."""

    def add(words: str, language: str = "en") -> Recording:
        line = spoken.Line(language, words, ())
        with django_capture_on_commit_callbacks(execute=True):
            assert drafting.add(voicing.drafted(words, language=language), line, now=now)
        return Recording.objects.drafts().latest("pk")

    return add


@pytest.fixture
def phrases(db):
    """Three short lines at one place."""
    for code, meaning in (("contract", STEM), ("yes", "Yes."), ("no", "No.")):
        PhraseKey.objects.create(code=code, meaning=meaning)


def make_all(asked: Drafting) -> None:
    """As many turns as it takes."""
    while Drafting.objects.filter(pk=asked.pk, done_at=None).exists():
        tasks.make_drafts(asked.pk)
    asked.refresh_from_db()


def promised() -> list[list[int]]:
    return list(OutboxItem.objects.filter(task=drafting.TASK, done_at=None).values_list("arguments", flat=True))


def drafted() -> set[str]:
    return set(Recording.objects.present().drafts().values_list("words", flat=True))


@pytest.mark.parametrize(("language", "words"), [("en", STEM), ("ar", "النجدة"), ("ne", "मेरो पासपोर्ट कहाँ छ?")])
def test_a_draft_is_as_light_as_any_recording_and_becomes_aac_as_well(draft, language, words):
    made = draft(words, language)
    sound = sounds.clean(made.file.read())
    assert (sound.kind, made.light.name) == (Kind.OPUS, made.file.name)
    assert len(sound.content) <= sound.seconds * 32_000 / 8
    actions.make_light(made)
    made.refresh_from_db()
    assert sounds.clean(made.fallback.read()).kind is Kind.M4A
    voice = recordings.voices_in(language, drafts=True)[made.words_hash]
    assert (voice.synthetic, [kind for _url, kind in voice.sources]) == (
        True, ["audio/ogg; codecs=opus", "audio/mp4"],
    )  # fmt: skip


@pytest.mark.parametrize("words", ["--help", "-w /etc/passwd", "[[h@l'oU]]"])
def test_words_that_look_like_options_are_read_aloud(words):
    assert voicing.drafted(words, language="en").kind is Kind.OPUS


def test_words_of_more_than_three_minutes_are_refused():
    with pytest.raises(sounds.NotASound) as refused:
        voicing.drafted("Keep your papers with you. " * 400, language="en")
    assert refused.value.fault is sounds.Fault.TOO_LONG


def test_everything_that_is_missing_at_a_place_is_read_once(phrases, speak, now):
    speak(STEM)
    factories.course(factories.module("My contract", lessons=1))
    asked = drafting.ask(language="en", place="phrases", now=now)
    assert drafting.ask(language="en", place="phrases", now=now) == asked
    assert promised() == [[asked.pk]]
    make_all(asked)
    in_book = {line.text for line in spoken.at("phrases", spoken.lines("en"))}
    assert drafted() == in_book - {STEM}
    assert (asked.made, asked.failed, asked.wanted) == (len(in_book) - 1, 0, len(in_book) - 1)
    assert asked.done_at
    tasks.make_drafts(asked.pk)
    assert Recording.objects.drafts().count() == asked.made


def test_a_worker_that_was_killed_goes_on_where_it_stood(phrases, now, monkeypatch):
    asked = drafting.ask(language="en", place="phrases", now=now)
    drafting.go_on(asked, seconds=0)
    assert (len(drafted()), len(promised())) == (1, 2)  # its own promise, and that of the next turn
    with pytest.raises(KeyboardInterrupt):
        drafting.go_on(_killed_at_the_second_line(asked, monkeypatch))
    monkeypatch.undo()
    make_all(asked)
    words = Recording.objects.values_list("words", flat=True)
    assert (len(words), len(set(words)), asked.made) == (asked.wanted, asked.wanted, asked.wanted)


def _killed_at_the_second_line(asked: Drafting, monkeypatch: pytest.MonkeyPatch) -> Drafting:
    asked.refresh_from_db()
    lines = iter([voicing.drafted])

    def once(text, *, language):
        try:
            return next(lines)(text, language=language)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(voicing, "drafted", once)
    return asked


def test_a_second_worker_at_the_same_line_keeps_nothing(phrases, now):
    asked = drafting.ask(language="en", place="phrases", now=now)
    same = Drafting.objects.get()
    drafting.go_on(asked, seconds=0)
    drafting.go_on(same, seconds=0)
    same.refresh_from_db()
    assert (len(drafted()), same.made) == (1, 1)


def test_a_line_that_cannot_be_read_is_counted_and_left(phrases, now, monkeypatch):
    monkeypatch.setattr(voicing.sounds, "LONGEST", 6)  # seconds
    PhraseKey.objects.create(code="long", meaning="Keep your papers with you. " * 5)
    asked = drafting.ask(language="en", place="phrases", now=now)
    make_all(asked)
    assert (asked.made, asked.failed, bool(asked.done_at)) == (asked.wanted - 1, 1, True)


@pytest.mark.parametrize(("language", "program"), [("fil", "espeak-ng"), ("en", "no-such-program")])
def test_where_no_computer_reads_nothing_is_promised(phrases, now, settings, language, program):
    settings.ESPEAK_NG = program
    with pytest.raises(drafting.NoVoice):
        drafting.ask(language=language, place="", now=now)
    assert (promised(), Drafting.objects.count()) == ([], 0)


def test_a_worker_without_a_voice_lets_the_outbox_ask_again(phrases, now, settings):
    asked = drafting.ask(language="en", place="phrases", now=now)
    settings.ESPEAK_NG = "no-such-program"
    with pytest.raises(voicing.processes.NotInstalled):
        tasks.make_drafts(asked.pk)
    OutboxItem.objects.update(due_at=None)  # given up
    assert drafting.stands_still(asked)
    settings.ESPEAK_NG = "espeak-ng"
    assert drafting.ask(language="en", place="phrases", now=now) == asked
    assert not drafting.stands_still(asked)


def test_a_draft_counts_for_nothing_where_recordings_are_required(draft):
    draft(STEM)
    assert recordings.missing("en", [STEM]) == (STEM,)
    assert recordings.marks("en") == recordings.Marks(frozenset(), frozenset({spoken.mark("en", STEM)}))


def test_a_person_takes_the_place_of_a_draft_and_no_draft_hers(draft, speak, now):
    made = draft(STEM)
    hers = speak(STEM)
    assert Recording.objects.present().get() == hers
    assert not drafting.add(voicing.drafted(STEM, language="en"), spoken.Line("en", STEM, ()), now=now)
    made.refresh_from_db()
    with pytest.raises(actions.JustRecorded):
        actions.put_back(made, now=now)
    assert Recording.objects.present().get() == hers


def test_a_newer_draft_takes_the_place_of_an_older_one(draft):
    draft(STEM)
    newer = draft(STEM)
    assert Recording.objects.present().get() == newer


class TestWhoHearsIt:
    def test_readers_do_not_and_authors_do(self, draft, client, browser):
        made = draft(STEM)
        assert recordings.voice_of("en", STEM) is None
        assert client.get(made.url).status_code == 404
        answer = browser(Role.AUTHOR).get(made.url)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/ogg; codecs=opus")

    def test_readers_do_where_the_setting_says_so_and_are_told_what_it_is(self, draft, client, settings):
        settings.DRAFT_VOICES = True
        made = draft(STEM)
        answer = client.get(made.url)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, max-age=31536000, immutable")
        shown = _rendered(STEM)
        assert f"Listen, a computer's voice: {STEM}" in shown
        assert shown.endswith("Computer voice</span></span>")

    def test_a_person_is_never_told_to_be_one(self, speak, settings):
        settings.DRAFT_VOICES = True
        speak(STEM)
        assert "omputer" not in _rendered(STEM)


def _rendered(words: str) -> str:
    return Template("{% load voices %}{% voice words %}").render(Context({"words": words}))


class TestTheDesk:
    def test_it_makes_drafts_of_a_place_and_tells_how_far_they_are(self, browser, phrases):
        author = browser(Role.AUTHOR)
        sent = {"language": "en", "place": "phrases", "next": f"{DESK}?language=en&place=phrases"}
        page = author.post(reverse("recordings:draft"), sent, follow=True)
        asked = Drafting.objects.get()
        assert f"Drafts are being made: 0 of {asked.wanted}." in page.content.decode()
        make_all(asked)
        page = author.get(sent["next"])
        count = page.context["count"]
        assert (count.recorded, count.drafts, count.missing, count.unread) == (0, asked.wanted, 0, asked.wanted)
        assert page.content.decode().count("Draft by a computer</span>") == asked.wanted
        assert "Make drafts of what is missing" not in page.content.decode()

    @pytest.mark.parametrize(
        ("state", "shown"), [("missing", {"B"}), ("draft", {"A"}), ("unread", {"A", "B"}), ("recorded", {"C"})]
    )
    def test_it_keeps_drafts_apart_from_what_people_read(self, browser, db, draft, speak, state, shown):
        for code in "ABC":
            PhraseKey.objects.create(code=code, meaning=f"{code}?")
        draft("A?")
        speak("C?")
        rows = browser(Role.AUTHOR).get(f"{DESK}?place=phrases&state={state}").context["rows"]
        assert {row.line.text[0] for row in rows} == shown

    def test_a_draft_behind_a_person_is_not_offered(self, browser, phrases, draft, speak):
        draft(STEM)
        speak(STEM)
        [row] = browser(Role.AUTHOR).get(f"{DESK}?state=recorded").context["rows"]
        assert row.earlier is None

    def test_a_draft_that_was_removed_can_be_put_back(self, browser, phrases, draft):
        made = draft(STEM)
        author = browser(Role.AUTHOR)
        author.post(reverse("recordings:remove", args=[made.pk]), {"next": DESK})
        page = author.get(f"{DESK}?place=phrases")
        assert "Put the computer's draft back" in page.content.decode()
        author.post(reverse("recordings:put_back", args=[made.pk]))
        assert drafted() == {STEM}

    def test_words_that_changed_leave_their_draft_unsaid(self, browser, phrases, draft):
        draft("Words of last year")
        author = browser(Role.AUTHOR)
        [english] = [one for one in author.get(f"{DESK}languages/").context["standings"] if one.language == "en"]
        assert (english.count.drafts, english.unsaid) == (0, 1)
        assert "Draft by a computer" in author.get(f"{DESK}unsaid/?language=en").content.decode()

    @pytest.mark.parametrize(
        ("language", "program", "said"),
        [
            ("fil", "espeak-ng", "No computer voice speaks this language: it needs people who read."),
            ("en", "no-such-program", "Drafts by a computer can be made where espeak-ng is installed; here it is not."),
        ],
        ids=["not spoken", "not installed"],
    )
    def test_where_no_computer_reads_it_says_so(self, browser, phrases, settings, language, program, said):
        Locale.objects.get_or_create(language_code="fil")
        tongues.forget()
        settings.ESPEAK_NG = program
        author = browser(Role.AUTHOR)
        page = author.get(f"{DESK}?language={language}")
        assert said in page.content.decode()
        sent = {"language": language, "next": DESK}
        told = author.post(reverse("recordings:draft"), sent, follow=True).context["messages"]
        assert [str(message).strip() for message in told] == ["No computer here reads this language aloud."]

    @pytest.mark.parametrize("gone", ["language", "place"])
    def test_a_place_that_is_gone_does_not_stand_for_everywhere(self, browser, phrases, gone):
        sent = {"language": "en", "place": "phrases", "next": DESK, gone: "gone"}
        assert browser(Role.AUTHOR).post(reverse("recordings:draft"), sent).status_code == 404
        assert promised() == []


def test_a_draft_takes_the_name_of_no_reader(draft, speak):
    speak("One", read_by="Rosa")
    draft("Two")
    assert recordings.last_reader("en") == "Rosa"


def test_a_recording_that_is_taken_in_is_by_a_person(db, now):
    line = spoken.Line("en", STEM, ())
    receipt = actions.take_in([(line, ContentFile(files.mp3(), "one.mp3"))], read_by="Rosa", now=now)
    assert [one.synthetic for one in receipt.saved] == [False]
