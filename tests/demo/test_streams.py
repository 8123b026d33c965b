"""Content files as blocks: the same ids on every machine, and only passages for places that are loaded."""

import uuid

from wagtail import blocks

from courses.blocks import LessonStream
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


def made(block, path="a3/rest"):
    """The value of one block of a content file."""
    lesson = {"screens": [{"id": "one", "heading": "One", "blocks": [block]}]}
    return streams.lesson_stream(lesson, path=path, places=PLACES)[1]["value"]


def values(listed):
    return [each["value"] for each in listed]


def test_groups_are_counted_from_one_where_authors_see_them():
    block = {"sort": {"title": "Who pays?", "groups": ["She", "He"], "items": [{"text": "A", "group": 1, "why": "B"}]}}
    value = made(block)
    assert values(value["groups"]) == ["She", "He"]
    assert values(value["items"]) == [{"text": "A", "group": 2, "why": "B"}]


def test_a_story_keeps_its_names_and_leaves_no_part_out():
    scenes = [{"id": "a", "story": "One\nline.", "choices": [{"text": "Go", "to": "b"}]},
              {"id": "b", "story": "End.", "ending": "good"}]  # fmt: skip
    first, last = values(made({"branching": {"title": "T", "scenes": scenes}})["scenes"])
    assert {**first, "choices": values(first["choices"])} == {
        "id": "a", "story": "One line.", "audio": None, "choices": [{"text": "Go", "to": "b"}], "ending": "",
    }  # fmt: skip
    assert last == {"id": "b", "story": "End.", "audio": None, "choices": [], "ending": "good"}


def test_what_a_block_may_leave_out_is_empty():
    assert made({"figure": {"name": "phone-call", "alt": "A call."}}) == {
        "shows": [], "name": "phone-call", "alt": "A call.",
    }  # fmt: skip
    rows = [{"clause": "Wage", "before": "1", "after": "2"}]
    compared = made({"compare": {"title": "T", "before": "A", "after": "B", "rows": rows}})
    assert values(compared["rows"]) == [{"note": "", "changed": False, **rows[0]}]
    path = made({"path": {"title": "T", "steps": [{"heading": "Gate", "text": "Look."}]}})
    assert values(path["steps"]) == [{"figure": "", "if_not": "", "heading": "Gate", "text": "Look."}]


def test_numbers_of_a_transfer_stay_as_they_are_written():
    offers = [{"name": "A", "fee": 4, "rate": "48.5"}]
    value = made({"remittance": {"title": "T", "amount": 204, "offers": offers}})
    assert (value["amount"], values(value["offers"])) == ("204", [{"name": "A", "fee": "4", "rate": "48.5"}])


def test_a_passage_may_speak_to_an_audience():
    value = made({"only": {"audiences": ["family"], "blocks": [{"key_message": "Rest."}]}})
    assert (value["audiences"], value["destinations"], value["origins"]) == (["family"], [], [])


def strangers(block, value, where):
    """Names that a block does not know: a comma within a line of YAML makes them."""
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from strangers(block.child_blocks[child["type"]], child["value"], f"{where}/{child['type']}")
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from strangers(block.child_block, child["value"], where)
    elif isinstance(block, blocks.StructBlock):
        yield from (f"{where}: {name}" for name in sorted(map(str, set(value) - set(block.child_blocks))))
        for name in set(value) & set(block.child_blocks):
            yield from strangers(block.child_blocks[name], value[name], where)


def test_the_curriculum_says_nothing_that_its_blocks_do_not_know():
    found = []
    for module in files.read_all("modules"):
        for lesson in module["lessons"]:
            path = f"{module['key']}/{lesson['slug']}"
            found += strangers(LessonStream(), streams.lesson_stream(lesson, path=path, places=PLACES), path)
    assert found == []
