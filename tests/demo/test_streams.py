"""Content files as blocks: the same ids on every machine, and only passages for places that are loaded."""

import uuid

from demo import files, streams

PLACES = frozenset({"JO", "QA", "HK", "PH", "NP", "KE"})
LESSON = {
    "screens": [
        {
            "id": "rest",
            "heading": "Rest",
            "blocks": [
                {"text": "A **day** of rest."},
                {"only": {"destinations": ["QA", "SA"], "origins": [], "blocks": [{"key_message": "Rest."}]}},
                {"only": {"destinations": ["SA"], "origins": [], "blocks": [{"key_message": "Never shown."}]}},
            ],
        }
    ]
}


def ids(blocks):
    return [block["id"] for block in blocks]


def test_a_lesson_becomes_blocks_with_ids_that_follow_from_their_place():
    made = streams.lesson_stream(LESSON, path="a3/rest", places=PLACES)
    assert [(block["type"], block["value"]) for block in made[:2]] == [
        ("step", "Rest"),
        ("text", "<p>A <b>day</b> of rest.</p>"),
    ]
    assert ids(made) == ids(streams.lesson_stream(LESSON, path="a3/rest", places=PLACES))
    assert ids(made) != ids(streams.lesson_stream(LESSON, path="a3/other", places=PLACES))


def test_a_passage_keeps_only_the_places_that_are_loaded_and_goes_when_none_is():
    made = streams.lesson_stream(LESSON, path="a3/rest", places=PLACES)
    assert [block["value"]["destinations"] for block in made if block["type"] == "only"] == [["QA"]]


def test_every_block_of_the_reference_curriculum_has_an_id_of_its_own():
    found = []

    def collect(value):
        if isinstance(value, dict):
            if "id" in value and "type" in value:
                found.append(uuid.UUID(value["id"]))
            for each in value.values():
                collect(each)
        elif isinstance(value, list):
            for each in value:
                collect(each)

    for module in files.read_all("modules"):
        for lesson in module["lessons"]:
            collect(streams.lesson_stream(lesson, path=f"{module['key']}/{lesson['slug']}", places=PLACES))
    assert len(found) == len(set(found)) > 500
