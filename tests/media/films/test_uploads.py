"""A file comes piece by piece, goes on after a broken line, and is judged by what is in it."""

from datetime import timedelta

import pytest

from core.stores import private_storage
from media.films import actions
from media.films.actions import uploads
from media.films.actions.uploads import OutOfTurn
from media.films.faults import Fault, NotAFilm
from media.models import Film, FilmUpload
from tests.media.films.clips import clip
from work.models import OutboxItem

pytestmark = pytest.mark.django_db
State = FilmUpload.State
PIECE = 4096


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(uploads, "PIECE_BYTES", PIECE)


@pytest.fixture
def content() -> bytes:
    return clip("small.mp4", size="64x48", seconds=0.4).read_bytes()


@pytest.fixture
def begin(author, now, content):
    def begun(**values) -> FilmUpload:
        given = {"name": "walk.mp4", "size": len(content), "changed": "1", "by": author, "now": now, **values}
        return actions.begin(**given)

    return begun


@pytest.fixture
def send(now, content):
    def sent(upload: FilmUpload, *, pieces: int = 1000, content: bytes = content) -> FilmUpload:
        for _piece in range(pieces):
            if upload.state != State.COMING:
                break
            start = upload.pieces * PIECE
            upload = actions.take_piece(upload, number=upload.pieces, content=content[start : start + PIECE], now=now)
        return upload

    return sent


def files(tmp_path) -> list[str]:
    return sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "private").rglob("*") if path.is_file())


def test_piece_by_piece_it_becomes_a_film(begin, send, now, content, tmp_path):
    upload = send(begin())
    assert (upload.state, upload.arrived) == (State.WAITING, len(content))
    actions.look_at(upload=upload, now=now)
    upload.refresh_from_db()
    film = Film.objects.get()
    assert (upload.state, upload.film, film.title, film.width) == (State.DONE, film, "walk", 64)
    assert private_storage().open(film.original.name).read() == content
    assert files(tmp_path) == [f"private/films/originals/{film.sha256}.mp4"]


def test_the_same_file_goes_on_where_it_stood(begin, send):
    stood = send(begin(), pieces=2)
    again = begin()
    assert (again.pk, again.pieces, again.arrived) == (stood.pk, 2, 2 * PIECE)
    assert send(again).state == State.WAITING


def test_another_file_begins_anew(begin, send):
    send(begin(), pieces=1)
    assert begin(changed="2").pieces == begin(name="other.mp4").pieces == 0


def test_a_piece_that_comes_twice_counts_once(begin, send, now, content):
    upload = send(begin(), pieces=2)
    upload = actions.take_piece(upload, number=0, content=content[:PIECE], now=now)
    assert (upload.pieces, upload.arrived) == (2, 2 * PIECE)


def test_two_who_send_the_same_piece_at_once_count_once(begin, now, content):
    upload = begin()
    here, there = FilmUpload.objects.get(pk=upload.pk), FilmUpload.objects.get(pk=upload.pk)
    actions.take_piece(here, number=0, content=content[:PIECE], now=now)
    actions.take_piece(there, number=0, content=content[:PIECE], now=now)
    upload.refresh_from_db()
    assert (upload.pieces, upload.arrived) == (1, PIECE)


@pytest.mark.parametrize(("number", "length"), [(1, PIECE), (0, PIECE - 1), (0, PIECE + 1), (0, 0)])
def test_a_piece_out_of_turn_is_not_taken(begin, now, content, number, length):
    upload = begin()
    with pytest.raises(OutOfTurn):
        actions.take_piece(upload, number=number, content=content[:length], now=now)
    upload.refresh_from_db()
    assert upload.pieces == 0


def test_a_wrong_file_is_refused_with_its_first_piece(begin, now, tmp_path):
    upload = begin()
    with pytest.raises(NotAFilm) as caught:
        actions.take_piece(upload, number=0, content=b"MZ" + bytes(PIECE - 2), now=now)
    upload.refresh_from_db()
    assert (caught.value.fault, upload.state, upload.problem) == (Fault.NO_FILM, State.REFUSED, Fault.NO_FILM)
    assert files(tmp_path) == []


@pytest.mark.parametrize(("size", "fault"), [(0, Fault.EMPTY), (1_000_000_001, Fault.TOO_BIG)])
def test_what_is_announced_is_bounded(begin, size, fault):
    with pytest.raises(NotAFilm) as caught:
        begin(size=size)
    assert caught.value.fault == fault


def test_what_cannot_be_used_is_said_and_leaves_nothing(begin, send, now, content, tmp_path):
    broken = content[:200] + bytes(len(content) - 200)
    upload = send(begin(), content=broken)
    actions.look_at(upload=upload, now=now)
    upload.refresh_from_db()
    assert (upload.state, upload.problem, Film.objects.count()) == (State.REFUSED, Fault.DAMAGED, 0)
    assert files(tmp_path) == []


def test_a_refused_newer_file_changes_nothing(begin, send, now, content, take_in):
    film = take_in()
    before = film.sha256
    upload = send(begin(replaces=film), content=content[:200] + bytes(len(content) - 200))
    actions.look_at(upload=upload, now=now)
    film.refresh_from_db()
    assert film.sha256 == before


def test_looking_twice_makes_one_film(begin, send, now):
    upload = send(begin())
    twin = FilmUpload.objects.get(pk=upload.pk)
    actions.look_at(upload=upload, now=now)
    again = FilmUpload.objects.get(pk=upload.pk)
    actions.look_at(upload=again, now=now)
    assert (Film.objects.count(), twin.state) == (1, State.WAITING)


def test_who_comes_late_to_a_file_that_is_taken_in_refuses_nothing(begin, send, now):
    upload = send(begin())
    late = FilmUpload.objects.get(pk=upload.pk)
    actions.look_at(upload=upload, now=now)
    actions.look_at(upload=late, now=now)  # its pieces are gone by now
    late.refresh_from_db()
    assert (late.state, late.problem, Film.objects.count()) == (State.DONE, "", 1)


def test_a_piece_that_was_lost_is_told(begin, send, now):
    upload = send(begin())
    private_storage().delete(f"films/coming/{upload.pk}/00001")
    actions.look_at(upload=upload, now=now)
    upload.refresh_from_db()
    assert upload.problem == Fault.NOT_WHOLE


def test_what_nobody_sent_to_its_end_is_forgotten_after_a_week(begin, send, now, tmp_path):
    send(begin(), pieces=2)
    assert actions.forget_old(now=now + timedelta(days=6)) == 0
    assert actions.forget_old(now=now + timedelta(days=8)) == 1
    assert (files(tmp_path), FilmUpload.objects.count()) == ([], 0)


def test_the_worker_is_promised_once(begin, send):
    send(begin())
    assert [item.task for item in OutboxItem.objects.all()] == ["media.tasks.look_at_film"]
