"""Everything phones need is made once, as planned, without a word of who filmed where."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from core import processes
from core.stores import private_storage
from media import ladder
from media.films import actions, keeping, making
from media.films.actions.renditions import ladder_of
from media.films.faults import Fault
from media.models import Film, FilmRendition
from tests.media.films.clips import SECRET, clip, probed
from work.models import OutboxItem

pytestmark = pytest.mark.django_db
NAMES = ["still", "240p", "opus", "aac", "hls-240p", "hls-sound", "hls"]
State = FilmRendition.State


def made_of(film: Film) -> dict[str, FilmRendition]:
    return {one.name: one for one in film.renditions.all()}


def path_of(one: FilmRendition) -> str:
    return private_storage().path(one.file.name)


def content_of(one: FilmRendition) -> bytes:
    return Path(path_of(one)).read_bytes()


def test_what_comes_in_is_kept_private_and_promised(take_in):
    film = take_in()
    assert (film.title, film.kind, film.state, film.width, film.height) == ("walk", "video", "making", 320, 180)
    assert film.original.name == f"films/originals/{film.sha256}.mp4"
    assert private_storage().open(film.original.name).read() == clip().read_bytes()
    assert [(one.name, one.state) for one in film.renditions.all()] == [(name, "waiting") for name in NAMES]
    assert OutboxItem.objects.filter(task="media.tasks.make_next").count() == 1


def test_all_of_it_is_made_once_and_correct(take_in, make_all, now):
    """One film for many looks: making it takes seconds."""
    film = make_all(take_in())
    made = made_of(film)
    assert (film.is_ready, list(made), {one.state for one in made.values()}) == (True, NAMES, {State.MADE})
    each_is_what_it_says(made)
    it_plays_while_it_comes(made)
    nothing_tells_who_filmed_where(made)
    lists_lead_to_their_parts(made)
    names_are_made_of_the_bytes(made)
    all_are_within_their_budgets(film, made)
    preparing_again_makes_nothing_again(film, now)


def each_is_what_it_says(made):
    small = probed(path_of(made["240p"]))
    assert re.search(r"Video: h264 \(Main\).* yuv420p.* 320x180 .*25 fps", small)
    assert re.search(r"Audio: aac \(LC\).* 48000 Hz, mono", small)
    assert "Duration: 00:00:00.8" in small
    assert re.search(r"Audio: opus, 48000 Hz, mono", probed(path_of(made["opus"])))
    assert re.search(r"Audio: aac \(LC\).* 48000 Hz, mono", probed(path_of(made["aac"])))
    assert re.search(r"Video: mjpeg.* 320x180", probed(path_of(made["still"])))
    assert re.search(r"Video: h264 \(Main\)", probed(private_storage().path(made["hls-240p"].beside.name)))


def it_plays_while_it_comes(made):
    content = content_of(made["240p"])
    assert content.index(b"moov") < content.index(b"mdat")


def nothing_tells_who_filmed_where(made):
    for one in made.values():
        assert SECRET.encode() not in content_of(one)


def lists_lead_to_their_parts(made):
    said, listed = content_of(made["hls-240p"]).decode(), content_of(made["hls"]).decode()
    parts = made["hls-240p"].beside.name.rpartition("/")[2]
    assert set(re.findall(r"[0-9a-f]{64}\.mp4", said)) == {parts}
    assert "#EXT-X-ENDLIST" in said
    assert made["hls-240p"].file.name.rpartition("/")[2] in listed
    assert made["hls-sound"].file.name.rpartition("/")[2] in listed
    for name, codecs in (
        ("hls-240p", ["Video: h264"]),
        ("hls-sound", ["Audio: aac"]),
        ("hls", ["Video: h264", "Audio: aac"]),
    ):
        told = probed(path_of(made[name]))  # a player follows them to the end
        assert re.search(r"Duration: 00:00:00\.[78]", told)
        assert {f"{kind}: {codec}" for kind, codec in re.findall(r"(Video|Audio): (\w+)", told)} == set(codecs)


def names_are_made_of_the_bytes(made):
    for one in made.values():
        assert keeping.fingerprint(Path(path_of(one))) == one.sha256
        assert one.file.name.startswith(f"films/made/{one.sha256}.")


def all_are_within_their_budgets(film, made):
    for rung in ladder_of(film):
        assert ladder.is_within(rung, seconds=film.seconds, size=made[rung.name].bytes), rung


def preparing_again_makes_nothing_again(film, now):
    before = list(film.renditions.values_list("pk", "made_at", "sha256", "state"))
    actions.prepare(film, now=now)
    actions.make_next(film=film, now=now)
    assert list(film.renditions.values_list("pk", "made_at", "sha256", "state")) == before


def test_sound_alone(take_in, make_all):
    film = make_all(take_in(clip("alone.mp3", seen=False)))
    assert (film.kind, list(made_of(film)), film.is_ready) == ("audio", ["opus", "aac"], True)


def test_a_silent_film(take_in, make_all):
    film = make_all(take_in(clip("silent.mp4", heard=False)))
    made = made_of(film)
    assert (list(made), film.is_ready) == (["still", "240p", "hls-240p", "hls"], True)
    assert 'CODECS="avc1.4D401E"\n' in content_of(made["hls"]).decode()


def test_equal_originals_are_made_once(take_in, make_all, monkeypatch):
    first = make_all(take_in())
    made = []
    real = making.make
    monkeypatch.setattr(making, "make", lambda film, rung, **more: made.append(rung.name) or real(film, rung, **more))
    second = make_all(take_in())
    assert made == ["hls-240p", "hls-sound", "hls"]
    assert [one.file.name for one in second.renditions.all()] == [one.file.name for one in first.renditions.all()]


def test_what_a_killed_worker_left_is_made_and_what_was_made_stays(take_in, now, make_all):
    film = take_in()
    actions.make_next(film=film, now=now)
    actions.make_next(film=film, now=now)
    still = made_of(film)["still"].made_at
    FilmRendition.objects.filter(name="opus").update(state=State.MAKING, percent=40)  # where it died
    film = make_all(film)
    assert (film.is_ready, made_of(film)["still"].made_at) == (True, still)


def test_half_a_file_under_a_right_name_is_written_anew(take_in, make_all):
    film = take_in()
    storage = private_storage()
    name = film.original.name
    with open(storage.path(name), "wb") as file:
        file.write(b"half")
    assert take_in().original.name == name
    assert storage.open(name).read() == clip().read_bytes()


def test_another_still_is_made_alone(take_in, make_all, now):
    film = make_all(take_in())
    actions.choose_still(film, at=Decimal("0.2"), now=now)
    waiting = [one.name for one in film.renditions.filter(state=State.WAITING)]
    before = made_of(film)["still"]
    film = make_all(film)
    assert (waiting, film.is_ready) == (["still"], True)
    assert made_of(film)["still"].sha256 != before.sha256


def test_a_newer_file_takes_its_place_under_the_same_key(take_in, make_all, django_capture_on_commit_callbacks):
    film = make_all(take_in())
    old = made_of(film)["240p"]
    with django_capture_on_commit_callbacks(execute=True):
        newer = take_in(clip("newer.mp4", size="160x120"), replaces=film)
    there = made_of(newer)["240p"]
    assert (newer.pk, newer.title, there.is_there, there.state) == (film.pk, film.title, True, State.WAITING)
    with django_capture_on_commit_callbacks(execute=True):
        newer = make_all(newer)
    assert newer.is_ready
    assert not private_storage().exists(old.file.name)
    assert not private_storage().exists(film.original.name)


def test_what_was_made_of_an_earlier_file_is_not_taken_for_the_newer_one(take_in, now, meanwhile):
    film = take_in()
    newer = clip("newer.mp4", size="160x120")
    meanwhile(lambda: take_in(newer, replaces=film))
    actions.make_next(film=film, now=now)
    still = film.renditions.get(name="still")
    assert (still.state, still.is_there, still.width) == (State.WAITING, False, 160)


class TestFailures:
    @pytest.fixture
    def broken(self, take_in, monkeypatch):
        """A film whose sound cannot be written as Opus."""
        real = making.make

        def make(film, rung, **more):
            if rung.name == "240p":
                raise processes.Failed(1, b"Conversion failed")
            return real(film, rung, **more)

        monkeypatch.setattr(making, "make", make)
        return take_in()

    def test_a_failure_is_kept_and_the_rest_is_made(self, broken, make_all):
        film = make_all(broken)
        states = {one.name: (one.state, one.problem) for one in film.renditions.all()}
        assert film.state == Film.State.FAILED
        assert states["240p"] == (State.FAILED, Fault.NOT_MADE)
        assert {states[name] for name in ("hls-240p", "hls-sound", "hls")} == {(State.FAILED, Fault.NEEDS_OTHER)}
        assert states["opus"] == (State.MADE, "")

    def test_it_can_be_tried_again(self, broken, make_all, monkeypatch, now):
        film = make_all(broken)
        monkeypatch.undo()
        actions.try_again(film, now=now)
        assert [one.name for one in film.renditions.filter(state=State.WAITING)] == [
            "240p",
            "hls-240p",
            "hls-sound",
            "hls",
        ]
        assert make_all(film).is_ready

    def test_what_is_no_fault_of_the_film_is_for_the_outbox(self, take_in, monkeypatch, now):
        film = take_in()

        def full(*_args, **_more):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(making, "make", full)
        with pytest.raises(OSError, match="No space"):
            actions.make_next(film=film, now=now)
        assert film.renditions.get(name="still").state == State.MAKING


class TestDeleting:
    def test_nothing_is_left(self, take_in, make_all, django_capture_on_commit_callbacks, tmp_path):
        film = make_all(take_in())
        with django_capture_on_commit_callbacks(execute=True):
            actions.delete(film)
        assert not Film.objects.exists()
        assert [path for path in (tmp_path / "private").rglob("*") if path.is_file()] == []

    def test_what_an_equal_film_needs_stays(self, take_in, make_all, django_capture_on_commit_callbacks):
        first, second = make_all(take_in()), make_all(take_in())
        with django_capture_on_commit_callbacks(execute=True):
            actions.delete(first)
        storage = private_storage()
        assert storage.exists(second.original.name)
        assert all(storage.exists(one.file.name) for one in second.renditions.all())
