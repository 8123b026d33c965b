"""The address to which a player tells what was seen."""

import pytest

from learning.keeping import everything_about
from learning.models import Record
from tests.learning import watching

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
OURS = {"sec-fetch-site": "same-origin"}


def told(client, data):
    return client.post("/me/watched/", data, headers=OURS)


def test_a_beacon_is_kept_and_told_again_to_her_alone(trainee, client, show):
    assert told(trainee, show.told([0, 30])).status_code == 204
    answer = trainee.get("/me/watched/", {"lesson": show.lesson})
    assert answer.json() == {"films": {str(watching.BLOCK): 30}}
    assert "no-store" in answer.headers["Cache-Control"]
    client.logout()
    assert client.get("/me/watched/", {"lesson": show.lesson}).json() == {"films": {}}


def test_of_a_guest_nothing_is_kept_and_she_goes_on(client, show):
    assert told(client, show.told([0, 30])).status_code == 204
    answer = told(client, show.told(how="said", next="/en/any-any/#b"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/any-any/#b")
    assert not Record.objects.filter(verb=Record.Verb.WATCHED).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"lesson": "x"}, {"block": ""}, {"film": "1"}, {"how": "dreamt"}, {"spans": "[[2,1]]"}, {"spans": "{"},
     {"spans": "[" * 5000}, {"spans": "[[0,1]]" + " " * 20_000}],
    ids=lambda wrong: str(wrong)[:20],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(trainee, show, wrong):
    assert told(trainee, show.told([0, 1]) | wrong).status_code == 400


def test_a_film_of_another_lesson_is_not_found(trainee, small, show):
    other = small.lessons(small.helping)[0]
    assert told(trainee, show.told([0, 1]) | {"lesson": other}).status_code == 404


def test_another_site_tells_nothing(trainee, show):
    answer = trainee.post("/me/watched/", show.told([0, 30]), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_it_stands_in_her_own_data(trainee, small, show):
    told(trainee, show.told([0, 30]))
    [kept] = [row for row in everything_about(small.learner)["records"] if row["verb"] == "watched"]
    assert kept["payload"]["spans"] == [[0, 30]]
