"""Recordings are served as sound and as nothing else; at the desk, words are given a voice."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from core import tongues
from courses.models import Phrase, PhraseKey
from media import bundles, recordings, spoken
from media.models import Recording
from media.views import READERS
from tests import factories
from tests.media import files
from tests.zips import zipped

pytestmark = pytest.mark.django_db
DESK = "/admin/recordings/"
BANK = f"{DESK}?place=bank"
STEM = "When should you have your contract?"


def number_of(words: str, language: str = "en") -> str:
    return next(line.number for line in spoken.lines(language) if line.text == words)


def field(words: str, language: str = "en") -> str:
    return f"file-{spoken.mark(language, words)}"


def upload(content: bytes = b"", name: str = "voice.mp3", **values) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or files.mp3(), **values)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def page(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


class TestListening:
    def test_a_recording_is_sound_for_good_and_nothing_else(self, client, speak):
        response = client.get(speak("One").url)
        assert response.getvalue() == files.mp3()
        assert {
            "Content-Type": "audio/mpeg",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=31536000, immutable",
        }.items() <= dict(response.headers).items()
        assert (response.cookies, response.headers.get("Vary", "")) == ({}, "")
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (files.opus(), "audio/ogg; codecs=opus"),
            (files.vorbis(), "audio/ogg; codecs=vorbis"),
            (files.m4a(), "audio/mp4"),
        ],
    )
    def test_the_type_follows_from_the_bytes(self, client, speak, content, kind):
        assert client.get(speak("One", content=content).url).headers["Content-Type"] == kind

    def test_a_player_may_ask_for_a_part(self, client, speak):
        url = speak("One").url
        response = client.get(url, headers={"Range": "bytes=0-1"})
        whole = len(files.mp3())
        assert (response.status_code, response.getvalue()) == (206, b"\xff\xfb")
        assert response.headers["Content-Range"] == f"bytes 0-1/{whole}"
        assert client.get(url, headers={"Range": f"bytes={whole}-"}).status_code == 416

    def test_what_was_removed_is_not_heard(self, client, speak, now):
        from media import actions

        made = speak("One")
        actions.remove(made, now=now)
        assert client.get(made.url).status_code == 404

    @pytest.mark.parametrize("name", ["0" * 32 + ".mp3", "nothing.mp3", "..%2f..%2fkeys%2fsecret.txt", "%00"])
    def test_nothing_else_can_be_fetched(self, client, name):
        assert client.get(f"/voices/{name}").status_code == 404


class TestTheDesk:
    def test_it_lists_each_text_once_with_its_places(self, browser, bank):
        response = browser(Role.TRANSLATOR).get(BANK)
        assert "0 of 9 lines are recorded, 9 are missing." in page(response)
        rows = {row.line.text: len(row.line.sayings) for row in response.context["rows"]}
        assert (rows[STEM], rows["Before I travel"], len(rows)) == (1, 3, 9)

    def test_it_can_be_narrowed_to_a_topic_and_to_what_is_missing(self, browser, bank, speak):
        speak(STEM)
        author = browser(Role.AUTHOR)
        shown = {
            query: [row.line.text for row in author.get(f"{BANK}&{query}").context["rows"]]
            for query in ("state=recorded", "state=missing&topic=contracts", "topic=money&state=recorded", "topic=no")
        }
        assert shown["state=recorded"] == [STEM]
        assert len(shown["state=missing&topic=contracts"]) == 7
        assert shown["topic=money&state=recorded"] == []
        assert len(shown["topic=no"]) == 9

    def test_another_language_lists_its_own_words(self, browser, bank):
        from wagtail.models import Locale

        from assessments.models import Question

        Locale.objects.get_or_create(language_code="ar")
        tongues.forget()
        Question.objects.filter(key="first").update(stem_ar="متى؟")
        response = browser(Role.TRANSLATOR).get(f"{BANK}&language=ar")
        assert [row.line.text for row in response.context["rows"]] == ["متى؟"]
        assert '<p lang="ar" dir="rtl">متى؟</p>' in response.content.decode()

    def test_it_shows_how_far_each_place_is(self, browser, bank, speak):
        factories.course(factories.module("My contract", lessons=1, body=[("step", "Rest"), ("text", "<p>Sit.</p>")]))
        speak("Rest")
        speak(STEM)
        response = browser(Role.AUTHOR).get(DESK)
        found = {one.place.label: (one.count.recorded, one.count.all) for one in response.context["progress"]}
        assert found["Question bank"] == (1, 9)
        assert found["Domestic work"][0] == found["– My contract"][0] == 1
        assert {"Instructions and buttons", "Domestic work", "– My contract", "Question bank"} <= set(found)

    def test_it_can_be_narrowed_to_a_module(self, browser, bank, speak):
        module = factories.module("My contract", lessons=1, body=[("step", "Rest"), ("text", "<p>Sit.</p>")])
        response = browser(Role.AUTHOR).get(f"{DESK}?place=module-{module.translation_key}")
        shown = {row.line.text for row in response.context["rows"]}
        assert {"My contract", "Rest", "Sit."} <= shown
        assert STEM not in shown

    def test_a_language_of_the_phrase_book_is_offered_by_its_name(self, browser, bank):
        key = PhraseKey.objects.create(code="help", meaning="Help!")
        Phrase.objects.create(key=key, language="yue", text="救命")
        response = browser(Role.AUTHOR).get(f"{DESK}?language=yue")
        assert '<option value="yue" selected>Cantonese</option>' in response.content.decode()
        assert [row.line.text for row in response.context["rows"]] == ["救命"]

    def test_only_an_administrator_requires_recordings(self, browser, bank):
        sent = {"language": "en", "required": "yes", "next": DESK}
        browser(Role.AUTHOR).post(f"{DESK}required/", sent)
        assert recordings.required() == frozenset()
        administrator = browser(Role.ADMINISTRATOR)
        response = administrator.post(f"{DESK}required/", sent, follow=True)
        assert recordings.required() == {"en"}
        assert "Recordings are required in this language" in page(response)
        administrator.post(f"{DESK}required/", {**sent, "required": "no"})
        assert recordings.required() == frozenset()

    @pytest.mark.parametrize("role", [role for role in Role if role not in READERS and role != Role.TRAINEE])
    def test_others_have_no_business_there(self, browser, bank, role):
        for answer in (browser(role).get(DESK), browser(role).post(f"{DESK}save/", {field(STEM): upload()})):
            assert answer.status_code in (302, 403)
        assert not Recording.objects.exists()

    def test_nobody_enters_without_signing_in(self, client, bank):
        assert client.post(f"{DESK}save/", {field(STEM): upload()}).status_code == 302
        assert not Recording.objects.exists()

    @pytest.mark.parametrize("role", READERS)
    def test_a_file_beside_a_line_is_its_voice(self, browser, bank, role):
        sent = {"language": "en", "read_by": "Rosa", "next": DESK, field(STEM): upload(name="whatever.bin")}
        response = browser(role).post(f"{DESK}save/", sent, follow=True)
        made = Recording.objects.get()
        assert (made.language, made.words, made.read_by, made.kind) == ("en", STEM, "Rosa", "mp3")
        assert told(response)[0].strip().endswith("1 recording is saved.")
        assert response.context["reader"].initial == {"read_by": "Rosa"}
        assert made.url in response.content.decode()

    def test_several_files_find_their_lines_by_the_numbers_in_their_names(self, browser, bank):
        first, second = number_of(STEM), number_of("Never")
        named = [
            upload(name=f"{first}.mp3"), upload(files.opus(), f"Rosa {second[:4]}-{second[4:]}.ogg"),
            upload(name="20261121.mp3"),
        ]  # fmt: skip
        response = browser(Role.AUTHOR).post(f"{DESK}save/", {"language": "en", "files": named}, follow=True)
        kinds = dict(Recording.objects.values_list("words", "kind"))
        assert kinds == {STEM: "mp3", "Never": "opus"}
        assert "20261121.mp3: No line of this language has the number in its name." in " ".join(told(response))

    def test_a_zip_is_taken_as_the_files_in_it(self, browser, bank):
        held = {f"voices/{number_of(STEM)}.mp3": files.mp3(), "voices/": b"", "notes.txt": b"Hello",
                f"__MACOSX/._{number_of('Never')}.mp3": b"?", f"{number_of('Never')}.mp3": b"<svg/>"}  # fmt: skip
        sent = {"language": "en", "files": [upload(zipped(held), "Rosa.zip"), upload(b"PK?", "broken.zip")]}
        response = browser(Role.AUTHOR).post(f"{DESK}save/", sent, follow=True)
        assert list(Recording.objects.values_list("words", flat=True)) == [STEM]
        said = " ".join(told(response))
        assert f"{number_of('Never')}.mp3: This is not a recording we can play." in said
        assert "notes.txt: No line of this language has the number in its name." in said
        assert "broken.zip: This zip cannot be read" in said

    def test_what_all_zips_hold_is_counted_together(self, browser, bank, monkeypatch):
        monkeypatch.setattr(bundles, "MOST_FILES", 1)
        zips = [upload(zipped({f"{number_of(words)}.mp3": files.mp3()}), f"{words}.zip") for words in (STEM, "Never")]
        response = browser(Role.AUTHOR).post(f"{DESK}save/", {"language": "en", "files": zips}, follow=True)
        assert list(Recording.objects.values_list("words", flat=True)) == [STEM]
        assert "Never.zip: This zip cannot be read, or holds more than" in " ".join(told(response))

    def test_a_sheet_on_paper_has_the_number_of_each_line(self, browser, bank, speak):
        speak(STEM)
        author = browser(Role.AUTHOR)
        paper = author.get(f"{DESK}sheet/?place=bank")
        assert len(paper.context["lines"]) == 9
        assert number_of("Never") in page(paper)
        missing = author.get(f"{DESK}sheet/?place=bank&state=missing")
        assert number_of(STEM) not in page(missing)
        assert browser(Role.INSTRUCTOR).get(f"{DESK}sheet/").status_code in (302, 403)

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"<html><script>alert(1)</script>", "not a recording we can play"),
            (b"<svg onload='alert(1)'/>", "not a recording we can play"),
            (files.mp3(3, behind=b"<script>alert(1)</script>"), "damaged"),
            (bytes(3 * 1024 * 1024), "larger than 2 MB"),
            (files.opus(seconds=600), "longer than 3 minutes"),
        ],
    )
    def test_a_hostile_file_is_refused_in_words_and_kept_nowhere(self, browser, bank, tmp_path, content, why):
        sent = {"language": "en", field(STEM): upload(content, "<b>voice.mp3", content_type="audio/mpeg")}
        response = browser(Role.AUTHOR).post(f"{DESK}save/", sent, follow=True)
        assert why in " ".join(told(response))
        assert "<b>voice" not in response.content.decode()
        assert not Recording.objects.exists()
        assert not (tmp_path / "voices").exists()

    def test_an_empty_file_is_not_taken(self, browser, bank):
        sent = {"language": "en", field(STEM): SimpleUploadedFile("voice.mp3", b"")}
        response = browser(Role.AUTHOR).post(f"{DESK}save/", sent, follow=True)
        assert "The file is empty." in " ".join(told(response))

    def test_words_that_the_bank_does_not_say_are_not_recorded(self, browser, bank):
        sent = {"language": "en", field("Other words"): upload()}
        response = browser(Role.AUTHOR).post(f"{DESK}save/", sent, follow=True)
        assert ("No file was chosen." in " ".join(told(response)), Recording.objects.exists()) == (True, False)

    def test_removing_can_be_undone_at_once_even_where_the_line_is_no_longer_listed(self, browser, bank, speak):
        made = speak(STEM)
        author = browser(Role.AUTHOR)
        listed = author.get(f"{DESK}?state=recorded").context["here"]
        response = author.post(reverse("recordings:remove", args=[made.pk]), {"next": listed}, follow=True)
        assert response.redirect_chain == [(f"{listed}&removed={made.pk}", 302)]
        assert (response.context["rows"], response.context["removed"]) == ([], made)
        author.post(reverse("recordings:put_back", args=[made.pk]), {"next": listed})
        assert Recording.objects.present().get() == made
        assert author.get(f"{listed}&removed={made.pk}").context["removed"] is None

    def test_a_line_offers_the_recording_it_had_before(self, browser, bank, speak):
        old, new = speak(STEM), speak(STEM)
        author = browser(Role.AUTHOR)
        [row] = author.get(f"{DESK}?state=recorded").context["rows"]
        assert (row.recording, row.earlier) == (new, old)
        author.post(reverse("recordings:put_back", args=[old.pk]))
        assert Recording.objects.present().get() == old

    def test_words_that_change_lose_their_voice_and_find_it_again(self, browser, bank, speak):
        from assessments.models import Question

        made = speak(STEM)
        listed = f"{DESK}?state=recorded"
        author = browser(Role.AUTHOR)
        Question.objects.filter(key="first").update(stem_en="When must you have your contract?")
        assert author.get(listed).context["rows"] == []
        Question.objects.filter(key="second").update(stem_en=STEM)
        assert [row.recording for row in author.get(listed).context["rows"]] == [made]

    def test_it_never_leads_to_another_site(self, browser, bank):
        sent = {"language": "en", "next": "//evil.example/", field(STEM): upload()}
        response = browser(Role.AUTHOR).post(f"{DESK}save/", sent)
        assert response.headers["Location"] == DESK

    def test_it_stands_in_the_menu_of_those_who_may(self, browser, bank):
        menus = [DESK in browser(role).get("/admin/").content.decode() for role in (Role.AUTHOR, Role.LAW_CHECKER)]
        assert menus == [True, False]

    @pytest.mark.parametrize("count", [1, 30])
    def test_its_queries_do_not_grow(self, browser, bank, speak, count, django_assert_max_num_queries):
        for number in range(count):
            factories.QuestionFactory(stem=f"Question {number}?")
            speak(f"Question {number}?")
        author = browser(Role.AUTHOR)
        author.get(DESK)
        with django_assert_max_num_queries(44):
            assert author.get(DESK).status_code == 200


def test_languages_stand_beside_each_other_with_what_nobody_says_any_more(bank, browser, speak):
    author = browser(Role.AUTHOR)
    speak(STEM)
    old = speak("Words of last year")
    page = author.get(f"{DESK}languages/")
    [english] = [one for one in page.context["standings"] if one.language == "en"]
    assert (english.count.recorded, english.unsaid, english.is_required) == (1, 1, False)
    listed = author.get(f"{DESK}unsaid/?language=en")
    assert list(listed.context["page"]) == [old]
