"""Captions are written, mended and read beside their film, and nothing that was typed is lost."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from media.captions import actions, queries
from media.captions.queries import State
from media.captions.reading import Passage, transcript
from media.films import actions as films
from media.models import Film, Track
from media.showing import shown
from tests.media import filming

pytestmark = pytest.mark.django_db
CAPTIONS = Track.Kind.CAPTIONS


@pytest.fixture
def film(now):
    return filming.film(now=now)


@pytest.fixture
def author(browser):
    return browser(Role.AUTHOR)


def address(film, kind=CAPTIONS, language="en"):
    return reverse("captions:words", args=[film.pk, kind, language])


def table(*rows, seen=""):
    fields = {"seen": seen}
    for number, row in enumerate(rows, 1):
        fields |= {f"{name}-{number}": value for name, value in zip(("start", "end", "text"), row, strict=True)}
    return fields


def test_a_table_becomes_a_file_in_the_order_of_its_times(author, film):
    rows = table(("1:07", "1:09.5", "Later"), ("0:02", "0:04", "First\r\n\r\nand on"), ("", "", ""))
    film.seconds = 90
    film.save()
    assert author.post(address(film), rows).status_code == 302
    track = Track.objects.get()
    assert track.text == ("WEBVTT\n\n00:02.000 --> 00:04.000\nFirst\nand on\n\n01:07.000 --> 01:09.500\nLater\n")
    assert (track.of, track.mark) == (film.sha256, actions.mark_of(track.text))


def test_what_is_wrong_stands_beside_its_row_and_nothing_typed_is_lost(author, film):
    answer = author.post(address(film), table(("0:02", "0:01", "Back to front"), ("soon", "0:05", "No time")))
    page = answer.content.decode()
    assert (answer.status_code, Track.objects.count()) == (422, 0)
    assert all(words in page for words in ("Back to front", "No time", 'value="soon"', "“soon” is not a time"))
    assert page.count('class="captions-wrong"') == 2


def test_a_ticked_row_goes(author, film, now):
    track = filming.words(film, now=now)
    rows = table(("0:01", "0:03", "Stand"), ("0:03", "0:05", "Say"), seen=track.mark) | {"gone-2": "1"}
    author.post(address(film), rows)
    track.refresh_from_db()
    assert track.text == "WEBVTT\n\n00:01.000 --> 00:03.000\nStand\n"


def test_notes_and_settings_survive_the_table(author, film, now):
    text = "WEBVTT\n\nNOTE by Rosa\n\n7\n00:01.000 --> 00:03.000 line:0\nStand\n"
    track = filming.words(film, now=now, text=text)
    page = author.get(address(film)).content.decode()
    assert 'name="settings-1" value="line:0"' in page
    rows = table(("00:01.000", "00:03.000", "Stand"), seen=track.mark) | {"settings-1": "line:0", "id-1": "7"}
    author.post(address(film), rows)
    track.refresh_from_db()
    assert track.text == text


def test_who_saves_over_anothers_words_is_told_and_keeps_hers(author, film, now):
    filming.words(film, now=now)
    answer = author.post(address(film), table(("0:01", "0:02", "Mine"), seen="older"))
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert Track.objects.get().text == filming.VTT


def test_a_file_with_a_fault_is_shown_as_text_with_its_line(author, film):
    wrong = "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nYes\n"
    answer = author.post(address(film), {"seen": "", "file": SimpleUploadedFile("a.srt", wrong.encode())})
    page = answer.content.decode()
    assert (answer.status_code, Track.objects.count()) == (422, 0)
    assert "Line 3: “00:00:01,000” has a comma" in page
    assert "00:00:02,000\nYes" in page


def test_a_file_and_its_text_are_taken(author, film):
    author.post(address(film), {"seen": "", "file": SimpleUploadedFile("a.vtt", filming.VTT.encode())})
    track = Track.objects.get()
    assert track.text == filming.VTT
    author.post(address(film), {"seen": track.mark, "text": filming.VTT.replace("tree", "post")})
    track.refresh_from_db()
    assert "post" in track.text


def test_bytes_that_are_no_text_are_refused(author, film):
    answer = author.post(address(film), {"seen": "", "file": SimpleUploadedFile("a.vtt", b"\xff\xfe\x00")})
    assert (answer.status_code, Track.objects.count()) == (422, 0)
    assert "not text in UTF-8" in answer.content.decode()


def test_words_grow_stale_when_the_film_becomes_another(film, now):
    filming.words(film, now=now)
    assert [cell.state for cell in queries.board(["en", "ar"])[0].cells] == [State.THERE, State.MISSING]
    Film.objects.update(sha256="b" * 64)
    assert [cell.state for cell in queries.board(["en", "ar"])[0].cells] == [State.STALE, State.MISSING]
    assert Track.objects.stale().count() == 1


def test_somebody_may_say_that_they_still_fit(author, film, now):
    filming.words(film, now=now)
    Film.objects.update(sha256="b" * 64)
    author.post(reverse("captions:fits", args=[film.pk, CAPTIONS, "en"]))
    assert not Track.objects.stale().exists()


@pytest.mark.parametrize("films", [1, 4])
def test_the_board_asks_no_more_for_more_films(films, now, django_assert_num_queries):
    for number in range(films):
        filming.words(filming.film(str(number), now=now), now=now)
    with django_assert_num_queries(2):
        queries.board(["en", "ar"])


def test_every_page_of_the_desk_opens(author, film, now):
    filming.words(film, now=now)
    for path in (
        reverse("captions:board"),
        reverse("captions:film", args=[film.pk]),
        address(film),
        address(film) + "?text",
        address(film, Track.Kind.TRANSCRIPT),
    ):
        assert author.get(path).status_code == 200, path
    assert author.get(address(film, "songs")).status_code == 404
    assert author.get(address(film, language="xx")).status_code == 404


# ── What a reader gets ──────────────────────────────────────────────────────────────────────────


def test_a_player_fetches_captions_once_for_ever(client, film, now):
    track = filming.words(film, now=now)
    answer = client.get(track.url)
    assert answer.content.decode() == filming.VTT
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    filming_url = track.url
    actions.write(film, kind=CAPTIONS, language="en", text=filming.VTT + "\n", seen=track.mark, now=now)
    assert client.get(filming_url).status_code == 404


def test_a_transcript_is_read_without_a_player(client, film, now):
    filming.words(film, now=now)
    page = client.get(reverse("media:transcript", args=[film.pk, "en"])).content.decode()
    assert "Stand like a tree." in page
    assert "0:03" in page
    assert client.get(reverse("media:transcript", args=[film.pk, "ar"])).status_code == 404


def test_a_sentence_over_two_captions_is_one_passage(film, now):
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nStand like\n\n00:02.000 --> 00:03.000\na tree.\n\n"
        "00:04.000 --> 00:05.000\n<v Rosa>No!\n"
    )
    filming.words(film, now=now, text=text)
    described = "WEBVTT\n\n00:03.000 --> 00:04.000\nShe lifts a hand.\n"
    filming.words(film, now=now, kind=Track.Kind.DESCRIPTION, text=described)
    assert transcript(film, "en") == [
        Passage("Stand like a tree.", 1),
        Passage("She lifts a hand.", 3, seen=True),
        Passage("Rosa: No!", 4),
    ]


def test_a_written_transcript_goes_before_captions(film, now):
    filming.words(film, now=now)
    filming.words(film, now=now, kind=Track.Kind.TRANSCRIPT, text="One.\n\nTwo.")
    assert transcript(film, "en") == [Passage("One."), Passage("Two.")]


def test_her_captions_come_first_and_their_lack_is_told(film, now):
    filming.words(film, "en", now=now)
    filming.words(film, "ar", now=now)
    mine = shown(film, language="ar")
    assert [(one.language, one.mine) for one in mine.words] == [("ar", True), ("en", False)]
    assert (mine.lacks_captions, mine.transcript) == (False, "ar")
    assert (shown(film, language="fil").lacks_captions, shown(film, language="fil").transcript) == (True, "ar")


def test_the_lightest_picture_comes_first(film):
    found = shown(film, language="en")
    assert [source.name for source in found.pictures] == ["240p", "360p"]
    assert [source.name for source in found.sounds] == ["opus", "aac"]
    assert found.sound_bytes == 400_000


def test_the_film_in_her_language_takes_its_place(film, now):
    hers = filming.film("Kama puno", now=now)
    actions.say_elsewhere(film, language="fil", other=hers, now=now)
    assert shown(film, language="fil").key == hers.pk
    assert shown(film, language="en").key == film.pk


def test_sound_in_her_language_is_heard_beside_the_pictures(film, now):
    hers = filming.film("Kama puno", now=now, kind=Film.Kind.AUDIO, names=("opus",))
    actions.say_elsewhere(film, language="fil", other=hers, now=now)
    found = shown(film, language="fil")
    assert found.key == film.pk
    assert [source.url for source in found.sounds if source.name == "opus"] == [hers.renditions.get().url]


def test_a_voice_of_the_pictures_is_watched_and_others_can_be_chosen(now):
    film = filming.film(now=now, names=(*filming.USUAL, "hls", "240p.fil", "360p.fil", "hls.fil"), languages=["en"])
    hers = filming.film("Kama puno", now=now, kind=Film.Kind.AUDIO, names=("opus",), synthetic=True)
    Track.objects.create(film=film, kind=Track.Kind.SOUND, language="fil", other=hers, changed_at=now)
    made = {one.name: one.url for one in film.renditions.all()}
    found = shown(film, language="fil")
    assert (found.key, [source.name for source in found.pictures]) == (film.pk, ["240p.fil", "360p.fil"])
    assert (found.stream, found.is_draft) == (made["hls.fil"], True)
    assert [(one.language, one.mine, one.synthetic, one.stream) for one in found.voices] == [
        ("fil", True, True, made["hls.fil"]), ("", False, False, made["hls"]),
    ]  # fmt: skip
    assert [(one.language, one.mine) for one in shown(film, language="en").voices] == [("fil", False), ("", True)]


def test_where_there_is_one_voice_none_is_chosen(film):
    assert (shown(film, language="en").voices, shown(film, language="en").is_draft) == ((), False)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [("72", ["The sound is 12 seconds longer."]), ("44", ["The sound is 16 seconds shorter."]), ("60", [])],
)
def test_the_desk_says_why_a_sound_is_no_voice(author, film, now, seconds, said):
    other = filming.film("Kama puno", now=now, kind=Film.Kind.AUDIO, names=("opus",), seconds=Decimal(seconds), width=0)
    named = {"language": "en", "other": str(other.pk)}
    answer = author.post(reverse("captions:other", args=[film.pk]), named, follow=True)
    assert [str(one).strip() for one in answer.context["messages"]] == [*said, "The film is named."]
    assert [wrong for _track, wrong in answer.context["others"]] == (said or [""])


def test_a_film_is_not_itself_in_another_language(film, now):
    with pytest.raises(actions.NotItself):
        actions.say_elsewhere(film, language="fil", other=film, now=now)


def test_nothing_is_no_caption(author, film):
    for kind, sent in ((CAPTIONS, {"seen": ""}), (Track.Kind.TRANSCRIPT, {"seen": "", "text": " "})):
        assert author.post(address(film, kind), sent).status_code == 422
    assert not Track.objects.exists()


def test_a_film_goes_with_its_words_but_not_while_it_speaks_for_another(film, now):
    filming.words(film, now=now)
    hers = filming.film("Kama puno", now=now)
    actions.say_elsewhere(film, language="fil", other=hers, now=now)
    with pytest.raises(films.InUse):
        films.delete(hers)
    films.delete(film)
    assert not Track.objects.exists()
    films.delete(hers)
    assert not Film.objects.exists()


def test_a_transcript_in_no_language_is_not_looked_for(client, film):
    assert client.get(f"/films/{film.pk}/words/a%00/").status_code == 404
    assert client.get(f"/films/{film.pk}/words/en-{'x' * 300}/").status_code == 404


def test_rows_of_a_hundred_figures_are_none(author, film):
    rows = urlencode(table(("0:02", "0:04", "First")) | {f"start-{'9' * 5000}": "0:07"})
    answer = author.post(address(film), rows, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert Track.objects.get().text.count("-->") == 1


def test_a_transcript_holds_no_signs_that_no_database_takes(author, film):
    assert author.post(address(film, Track.Kind.TRANSCRIPT), {"text": "Stay\0 calm.", "seen": ""}).status_code == 302
    assert Track.objects.get().text == "Stay calm."
