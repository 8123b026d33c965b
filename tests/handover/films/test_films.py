"""Films go along with their words, are looked through like any upload where they come, and can be taken away again."""

import json
import tracemalloc
import wave
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File

from handover import actions, collect
from handover.difference import Verdict
from handover.models import Export, Import, Line
from handover.preview import parts
from media.films import actions as films
from media.models import Film, Track
from tests import factories
from tests.handover.conftest import NOW, exported, received, taken, unpacked
from tests.handover.films.conftest import (
    TITLE,
    film_course,
    kept,
    record_of,
    said,
    show_in_lesson,
    take_in,
    with_voice,
    without_films,
)
from tests.handover.test_actions import emptied, undo
from tests.media.films.clips import clip


def test_the_round_trip_gives_the_same_films_words_and_bytes(film, tmp_path):
    with_voice(film, tmp_path)
    data, was, files = exported(film_course()), said(), kept()
    assert json.loads(unpacked(data)["manifest.json"])["format"] == "baon-course-2"
    without_films()
    made = taken(data)
    assert (said(), kept()) == (was, files)
    assert {line.verdict for line in made.lines.filter(kind__in=["film", "track"])} == {Verdict.NEW}
    assert exported(film_course()) == data


def test_what_came_is_made_ready_by_the_worker_here(db, archive):
    taken(archive)
    there = Film.objects.get(title=TITLE)
    assert there.state == Film.State.MAKING
    assert set(there.renditions.values_list("name", "of")) >= {("240p", there.sha256), ("still", there.sha256)}


def test_a_film_that_is_here_is_kept_as_it_is(film):
    made = received(exported(film_course()))
    assert {line.verdict for line in made.lines.filter(kind__in=["film", "track"])} == {Verdict.SAME}


def test_a_newer_film_takes_the_place_of_the_older_and_undoing_puts_that_back(film, tmp_path):
    older = exported(film_course())
    was = said()
    take_in(clip("other.mp4", seconds=1.2), tmp_path, title="Another", replaces=film)
    newer = exported(film_course())
    emptied()
    Track.objects.all().delete()
    Film.objects.all().delete()
    taken(older)
    made = taken(newer)
    assert made.lines.get(kind="film", key=str(film.pk)).verdict == Verdict.CHANGED
    assert Film.objects.get(pk=film.pk).sha256 == record_of(newer)["fields"]["sha256"]
    undo(made)
    assert said() == was


def test_what_was_replaced_is_let_go_after_a_month(film, tmp_path, django_capture_on_commit_callbacks):
    earlier = Path(film.original.name).name
    newer = take_in(clip("other.mp4", seconds=1.2), tmp_path, title="Another", replaces=film)
    made = Import.objects.create(at=NOW, taken_at=NOW)
    Line.objects.create(
        received=made, position=1, kind="film", key=str(film.pk), taken=True, before={"file": f"media/films/{earlier}"}
    )
    there = {earlier, Path(newer.original.name).name}
    for days, left in ((29, there), (31, there - {earlier})):
        with django_capture_on_commit_callbacks(execute=True):
            actions.forget_replaced(now=NOW + timedelta(days=days))
        assert set(kept()) == left


def test_undoing_takes_a_film_away_that_nothing_shows_any_more(db, archive):
    emptied()
    made = taken(archive, publish=False)
    undo(made)
    assert (Film.objects.count(), Track.objects.count()) == (0, 0)


def test_without_films_the_archive_names_them_and_the_other_side_sees_which_it_lacks(film):
    data = exported(film_course(), with_films=False)
    assert not [name for name in unpacked(data) if name.startswith("media/films/")]
    assert len(data) < film.bytes + 40_000
    without_films()
    made = received(data)
    lacking = {part.group: (part.count, part.size) for part in parts(made) if part.verdict is Verdict.LACKING}
    assert lacking == {"films": (1, film.bytes), "captions/ar": (1, 0), "captions/en": (1, 0)}
    assert not taken(data).lines.filter(kind__in=["film", "track"], taken=True).exists()
    assert Film.objects.count() == 0


def test_films_that_came_later_fill_the_place(film):
    small, whole = exported(film_course(), with_films=False), exported(film_course())
    was = said()
    without_films()
    taken(small)
    taken(whole)
    assert said() == was


def test_without_films_nothing_is_lacking_where_they_are(film):
    made = received(exported(film_course(), with_films=False))
    assert {line.verdict for line in made.lines.filter(kind__in=["film", "track"])} == {Verdict.SAME}


def test_films_that_do_not_fit_are_named_and_told(film, monkeypatch, tmp_path):
    with_voice(film, tmp_path)
    smaller, larger = sorted(Film.objects.values_list("bytes", "title"))
    monkeypatch.setattr(collect, "MOST_OF_FILMS", smaller[0])
    asked = Export.objects.create(course=film_course().translation_key, by=factories.UserFactory(), at=NOW)
    actions.make_export(asked, now=NOW)
    asked.refresh_from_db()
    assert (asked.left, asked.problems) == ([larger[1]], [])


def test_the_preview_says_how_much_comes(db, archive):
    found = {part.group: part.size for part in parts(received(archive)) if part.size}
    assert found == {"films": sum(one["fields"]["bytes"] for one in json.loads(unpacked(archive)["media/films.json"]))}


def silence(path: Path, *, megabytes: int) -> Path:
    """A sound of a size that must not stand in memory."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(96_000)
        for _megabyte in range(megabytes):
            out.writeframesraw(bytes(1_000_000))
    return path


@pytest.mark.slow
def test_a_film_of_200_mb_goes_out_and_in_without_ever_standing_in_memory(course, tmp_path):
    large = films.take_in(silence(tmp_path / "large.wav", megabytes=200), name="Large", by=None, now=NOW)
    show_in_lesson(large)
    tracemalloc.start()
    with (tmp_path / "course.zip").open("w+b") as out:
        actions.write_course(film_course(), out, drafts=False, licence="", by="", now=NOW)
        Film.objects.all().delete()
        out.seek(0)
        made = actions.keep(File(out), name="course.zip", by=None, now=NOW)
    actions.look(made, now=NOW)
    made.refresh_from_db()
    made.state = Import.State.TAKING
    made.save()
    actions.apply(made, now=NOW)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert Film.objects.get().sha256 == large.sha256
    assert peak < 24_000_000
