"""Who writes and translates brings films in, sees what they weigh, and takes away what no page shows."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from media.captions import actions as captions
from media.films import actions, making
from media.films.actions import uploads
from media.films.faults import Fault, NotAFilm
from media.models import Film, FilmRendition, FilmUpload
from tests.media.films.clips import clip
from work.models import OutboxItem

pytestmark = pytest.mark.django_db
DESK = "/admin/films/"


def page(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def told(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


class TestComingIn:
    def test_without_a_script_by_one_form(self, browser, now):
        author = browser(Role.AUTHOR)
        content = clip("small.mp4", size="64x48", seconds=0.4).read_bytes()
        response = author.post(f"{DESK}add/", {"file": SimpleUploadedFile("my walk.mp4", content)})
        upload = FilmUpload.objects.get()
        assert response.url == f"{DESK}coming/{upload.pk}/"
        waiting = author.get(response.url)
        assert ("being looked at" in page(waiting), waiting.headers["Refresh"]) == (True, "2")
        assert "could not be looked at" not in page(waiting)
        actions.look_at(upload=upload, now=now)
        assert author.get(response.url).url == f"{DESK}{Film.objects.get().pk}/"

    def test_a_wrong_file_is_told_in_words(self, browser):
        response = browser(Role.AUTHOR).post(f"{DESK}add/", {"file": SimpleUploadedFile("a.mp4", b"MZ nothing")})
        assert response.status_code == 400
        assert "This is not a film or a sound that we can read." in page(response)
        assert not FilmUpload.objects.exists()

    def test_where_the_machine_gave_up_it_says_so(self, browser):
        author = browser(Role.AUTHOR)
        response = author.post(f"{DESK}add/", {"file": SimpleUploadedFile("walk.mp4", clip().read_bytes())})
        OutboxItem.objects.update(due_at=None)
        assert "It could not be looked at" in page(author.get(response.url))

    def test_piece_by_piece_by_a_script(self, browser, monkeypatch):
        monkeypatch.setattr(uploads, "PIECE_BYTES", 4096)
        author = browser(Role.AUTHOR)
        content = clip("small.mp4", size="64x48", seconds=0.4).read_bytes()
        about = {"name": "walk.mp4", "size": len(content), "changed": "17"}
        standing = author.post(f"{DESK}coming/", about).json()
        assert standing["next"] == 0
        while not standing["done"]:
            start = standing["next"] * 4096
            body = content[start : start + 4096]
            standing = author.post(
                f"{standing['pieces']}{standing['next']}/", body, content_type="application/octet-stream"
            ).json()
        upload = FilmUpload.objects.get()
        assert (standing["done"], upload.state) == (f"{DESK}coming/{upload.pk}/", FilmUpload.State.WAITING)

    def test_a_piece_out_of_turn_is_told_which_is_waited_for(self, browser):
        author = browser(Role.AUTHOR)
        standing = author.post(f"{DESK}coming/", {"name": "walk.mp4", "size": 5000, "changed": ""}).json()
        response = author.post(f"{standing['pieces']}7/", b"x", content_type="application/octet-stream")
        assert (response.status_code, response.json()["next"]) == (409, 0)

    @pytest.mark.parametrize("about", [{}, {"name": "a", "size": "many"}, {"name": "a", "size": -1}])
    def test_an_announcement_that_makes_no_sense(self, browser, about):
        response = browser(Role.AUTHOR).post(f"{DESK}coming/", about)
        assert (response.status_code, list(response.json())) == (400, ["error"])

    @pytest.mark.parametrize(
        ("name", "title"),
        [("\u202e4pm.yllis.mp4", "4pm.yllis"), ("å" * 500 + ".mp4", "å" * 251), ("../../walk\u200b\n.mp4", "walk")],
        ids=["turned round", "500 letters", "a way out"],
    )
    def test_names_that_are_no_names(self, browser, now, name, title):
        author = browser(Role.AUTHOR)
        content = clip("small.mp4", size="64x48", seconds=0.4).read_bytes()
        standing = author.post(f"{DESK}coming/", {"name": name, "size": len(content)}).json()
        author.post(f"{standing['pieces']}0/", content, content_type="application/octet-stream")
        actions.look_at(upload=FilmUpload.objects.get(), now=now)
        film = Film.objects.get()
        assert (film.title, film.original.name) == (title, f"films/originals/{film.sha256}.mp4")

    def test_a_name_that_ends_in_the_middle_is_refused(self, browser):
        response = browser(Role.AUTHOR).post(f"{DESK}coming/", {"name": "walk\0.mp4", "size": 9})
        assert (response.status_code, list(response.json())) == (400, ["error"])

    def test_what_is_too_big_is_told_before_anything_is_sent(self, browser, settings):
        settings.FILM_LARGEST_MB = 5
        response = browser(Role.AUTHOR).post(f"{DESK}coming/", {"name": "a.mp4", "size": 5_000_001})
        assert response.json() == {"error": "The file is larger than 5 MB. Cut it into parts, or save it smaller."}

    def test_nobody_sends_into_a_file_of_somebody_else(self, browser):
        standing = browser(Role.AUTHOR).post(f"{DESK}coming/", {"name": "a.mp4", "size": 5000}).json()
        other = browser(Role.TRANSLATOR)
        sent = other.post(f"{standing['pieces']}0/", b"x", content_type="application/octet-stream")
        assert sent.status_code in {302, 403}
        assert FilmUpload.objects.get().pieces == 0


class TestOneFilm:
    def test_it_says_what_it_will_weigh_and_how_far_it_is(self, browser, take_in, now):
        film = take_in()
        actions.make_next(film=film, now=now)
        Film.objects.filter(pk=film.pk).update(seconds=Decimal("0.8"))  # one ffmpeg counts it longer than another
        response = browser(Role.AUTHOR).get(f"{DESK}{film.pk}/")
        assert "1 of 7 are ready" in page(response)
        assert "data-goes-on" in response.content.decode()
        small = next(row for row in response.context["rows"] if row.made.name == "240p")
        assert (small.name, small.budget, small.at_most) == ("Film, small (240p)", 2_500_000, 94_136)

    def test_when_it_is_made_it_says_what_it_weighs(self, browser, take_in, make_all):
        film = make_all(take_in())
        response = browser(Role.TRANSLATOR).get(f"{DESK}{film.pk}/")
        assert "data-goes-on" not in response.content.decode()
        assert all(row.is_within and row.made.bytes for row in response.context["rows"])
        shown = response.content.decode()
        assert film.renditions.get(name="still").url in shown
        assert f'<source src="{film.renditions.get(name="240p").url}"' in shown  # to pause it where the still is taken

    def test_a_failure_is_told_with_a_way_on(self, browser, take_in, make_all, monkeypatch):
        def fail(*_args, **_more):
            raise NotAFilm(Fault.NOT_MADE)

        monkeypatch.setattr(making, "make", fail)
        film = make_all(take_in())
        author = browser(Role.AUTHOR)
        assert "Not all of it could be made." in page(author.get(f"{DESK}{film.pk}/"))
        response = author.post(f"{DESK}{film.pk}/again/", follow=True)
        assert told(response) == ["What could not be made is tried once more."]
        assert set(film.renditions.values_list("state", flat=True)) == {FilmRendition.State.WAITING}

    def test_where_the_machine_gave_up_it_says_so(self, browser, take_in):
        film = take_in()
        OutboxItem.objects.update(due_at=None)
        author = browser(Role.AUTHOR)
        assert "It stands still" in page(author.get(f"{DESK}{film.pk}/"))
        author.post(f"{DESK}{film.pk}/again/")
        assert "It stands still" not in page(author.get(f"{DESK}{film.pk}/"))

    def test_what_is_said_of_it_is_changed(self, browser, take_in):
        film = take_in()
        said = {"title": "A way home", "languages": ["en"], "credit": "Us", "licence": "CC BY 4.0"}
        browser(Role.AUTHOR).post(f"{DESK}{film.pk}/", said)
        film.refresh_from_db()
        assert {name: getattr(film, name) for name in said} == said

    def test_the_still_is_chosen(self, browser, take_in):
        film = take_in()
        browser(Role.AUTHOR).post(f"{DESK}{film.pk}/still/", {"at": "0.3"})
        film.refresh_from_db()
        assert str(film.poster_at) == "0.300"

    def test_it_is_deleted_after_a_question(self, browser, take_in):
        film = take_in()
        author = browser(Role.AUTHOR)
        assert "There is no way back." in page(author.get(f"{DESK}{film.pk}/delete/"))
        author.post(f"{DESK}{film.pk}/delete/")
        assert not Film.objects.exists()

    def test_what_speaks_for_another_film_stays_and_that_film_is_named(self, browser, take_in, now):
        spoken = take_in()
        other = Film.objects.create(title="The walk", made_at=now)
        captions.say_elsewhere(other, language="ar", other=spoken, now=now)
        asked = browser(Role.AUTHOR).post(f"{DESK}{spoken.pk}/delete/")
        assert "This film is not deleted" in page(asked)
        assert "The walk" in page(asked)
        assert Film.objects.count() == 2

    def test_signs_that_no_database_takes_are_not_looked_for(self, browser, take_in):
        title = take_in().title
        assert title in page(browser(Role.AUTHOR).get(DESK, {"q": f"\0{title}"}))

    def test_the_list_asks_as_often_for_one_as_for_many(self, browser, take_in, django_assert_max_num_queries):
        take_in()
        for number in range(9):
            Film.objects.create(title=f"{number}", made_at=Film.objects.first().made_at)
        author = browser(Role.AUTHOR)
        author.get(DESK)
        with django_assert_max_num_queries(15):
            assert len(author.get(DESK).context["page"].object_list) == 10


class TestFetching:
    @pytest.fixture
    def made(self, take_in, make_all) -> dict[str, FilmRendition]:
        return {one.name: one for one in make_all(take_in()).renditions.all()}

    def test_each_is_served_as_what_it_is(self, client, made):
        types = {name: client.get(one.url).headers["Content-Type"] for name, one in made.items()}
        assert types == {
            "still": "image/jpeg", "240p": "video/mp4", "opus": "audio/ogg; codecs=opus", "aac": "audio/mp4",
            **dict.fromkeys(("hls-240p", "hls-sound", "hls"), "application/vnd.apple.mpegurl"),
        }  # fmt: skip
        a_player_may_ask_for_a_part(client, made["240p"])
        the_parts_of_a_stream_stand_beside_its_list(client, made["hls-240p"])
        it_is_kept_for_good_and_by_everybody(client, made["240p"])

    @pytest.mark.parametrize(
        "name", ["0" * 64 + ".mp4", "0" * 64 + ".html", "0" * 63 + ".mp4", "..%2foriginals%2fx.mp4"]
    )
    def test_nothing_else_can_be_fetched(self, client, name):
        assert client.get(f"/films/{name}").status_code == 404

    def test_an_original_has_no_address(self, client, take_in):
        film = take_in()
        name = film.original.name.rpartition("/")[2]
        assert client.get(reverse("media:film", args=[name])).status_code == 404


def a_player_may_ask_for_a_part(client, one):
    whole = b"".join(client.get(one.url).streaming_content)
    assert len(whole) == one.bytes
    response = client.get(one.url, headers={"Range": "bytes=5-8"})
    assert (response.status_code, b"".join(response.streaming_content)) == (206, whole[5:9])
    assert (response.headers["Content-Range"], response.headers["Content-Length"]) == (f"bytes 5-8/{one.bytes}", "4")
    assert client.get(one.url, headers={"Range": f"bytes={one.bytes}-"}).status_code == 416


def the_parts_of_a_stream_stand_beside_its_list(client, one):
    said = b"".join(client.get(one.url).streaming_content).decode()
    [name] = set(re.findall(r"^\w+\.mp4$", said, re.M))
    assert client.get(one.url.rpartition("/")[0] + "/" + name).headers["Content-Type"] == "video/mp4"


def it_is_kept_for_good_and_by_everybody(client, one):
    response = client.get(one.url)
    assert {
        "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }.items() <= dict(response.headers).items()  # fmt: skip
    assert (response.cookies, response.headers.get("Vary", "")) == ({}, "")
