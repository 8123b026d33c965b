"""What is seen of a film is kept second by second, and counts for the lesson when it is enough."""

import uuid

import pytest

from learning import queries
from learning.actions.playing import NotInThisLesson
from learning.actions.watching import How, keep_watched
from learning.models import Progress, Record
from learning.seconds import NotSpans, Seconds
from media.captions.actions import say_elsewhere
from tests.factories import NOW
from tests.learning import watching
from tests.media import filming

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def keep(small, watched):
    return keep_watched(learner=small.learner, watched=watched, destination="", now=NOW)


def records():
    return Record.objects.filter(verb=Record.Verb.WATCHED)


def is_done(small, lesson):
    return Progress.objects.filter(learner=small.learner, node=lesson, done_at__isnull=False).exists()


def test_seconds_are_merged_however_they_arrive(small, show):
    for spans in ([[0, 30]], [[60, 90], [10, 40]], [[0, 30]]):
        keep(small, show.seen(*spans))
    known = queries.seconds_seen(small.learner, lesson=show.lesson, block=watching.BLOCK)
    assert known == Seconds(((0, 40), (60, 90)))
    assert [record.payload["percent"] for record in records().order_by("sequence")] == [30, 70]


def test_what_tells_nothing_new_leaves_no_record(small, show):
    assert keep(small, show.seen([0, 30])).stored
    assert not keep(small, show.seen([0, 30])).stored
    assert not keep(small, show.seen([5, 20])).stored
    assert not keep(small, show.seen()).stored
    assert records().count() == 1


def test_a_lesson_is_done_once_enough_was_seen_and_it_was_read(small, show):
    small.read(show.lesson)
    assert not is_done(small, show.lesson)
    keep(small, show.seen([0, 79]))
    assert not is_done(small, show.lesson)
    keep(small, show.seen([70, 80]))
    assert is_done(small, show.lesson)


@pytest.mark.parametrize("how", [How.SAID, How.SKIPPED])
def test_who_reads_instead_or_skips_has_done_it_as_well(small, show, how):
    small.read(show.lesson)
    assert keep(small, show.by(how)).stored
    assert not keep(small, show.by(how)).stored
    assert is_done(small, show.lesson)


def test_a_film_without_a_rule_asks_for_nothing(small):
    free = watching.show(small.lessons(small.contract)[0])
    small.read(free.lesson)
    assert is_done(small, free.lesson)


def test_the_shortest_of_the_same_films_says_how_much_is_enough(small, show):
    say_elsewhere(show.film, language="fil", other=filming.film("Maikli", now=NOW, seconds=50), now=NOW)
    keep(small, show.seen([0, 40]))
    assert records().get().payload["percent"] == 80


def test_a_film_that_the_lesson_does_not_show_is_not_kept(small, show):
    other = filming.film("Other", now=NOW)
    with pytest.raises(NotInThisLesson):
        keep(small, watching.Show(other, show.lesson).seen([0, 5]))
    with pytest.raises(NotInThisLesson):
        keep(small, watching.Show(show.film, uuid.uuid4()).seen([0, 5]))


def test_what_no_player_tells_is_refused(small, show):
    with pytest.raises(NotSpans):
        keep(small, show.seen([5, 1]))
    assert not records().exists()


def test_she_goes_on_where_she_stopped_last(small, show):
    keep(small, show.seen([50, 70]))
    keep(small, show.seen([70, 75], [0, 12]))
    assert queries.stopped_at(small.learner, lesson=show.lesson) == {str(watching.BLOCK): 12}
