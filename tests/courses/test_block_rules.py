"""What authors are told when a block does not hold together, and what the block chooser shows them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from courses.blocks import LessonStream
from courses.blocks.recordings import RecordingBlock
from tests import factories

STREAM = LessonStream()
NEED_A_ROW = {"picture", "shared"}  # there is nothing to show before somebody has made one
SCENE = {"story": "It rings.", "audio": None, "ending": "", "choices": []}


def problems(kind, value):
    """The errors of a block with this value, the block's own and those of its parts."""
    block = STREAM.child_blocks[kind]
    try:
        block.clean(block.normalize(value))
    except ValidationError as error:
        own = [str(message) for each in error.non_block_errors.as_data() for message in each.messages]
        return own or sorted(error.block_errors)
    return []


def story(*scenes):
    return {"title": "A call", "scenes": [{**SCENE, **scene} for scene in scenes]}


def test_a_story_whose_turns_all_lead_somewhere_is_accepted():
    talk = {"id": "talk", "ending": "good"}
    assert problems("branching", story({"id": "door", "choices": [{"text": "Go", "to": "talk"}]}, talk)) == []


def test_a_turn_to_no_scene_is_named():
    away = {"id": "door", "choices": [{"text": "Go", "to": "nowhere"}]}
    assert problems("branching", story(away, {"id": "end", "ending": "think"})) == ["No scene is called nowhere."]


def test_two_scenes_of_one_name_and_a_dead_end_are_named():
    assert problems("branching", story({"id": "a", "ending": "good"}, {"id": "a"})) == [
        "Two scenes are called a.",
        "The scene a leads nowhere and is no ending.",
    ]


def test_the_name_of_a_scene_can_stand_in_an_address():
    assert problems("branching", story({"id": "a b", "ending": "good"}, {"id": "c", "ending": "good"})) == ["scenes"]


def test_a_thing_belongs_to_a_group_that_is_there():
    things = [{"text": "Visa", "group": 1, "why": "So."}, {"text": "Shoes", "group": 3, "why": "So."}]
    value = {"title": "Who pays?", "groups": ["She", "He"], "items": things}
    assert problems("sort", value) == ["There is no such group for: Shoes."]


@pytest.mark.parametrize(("amount", "found"), [("1,500", []), ("much", ["amount"])])
def test_an_amount_is_a_number(amount, found):
    offers = [{"name": name, "fee": "0", "rate": "1.5"} for name in "AB"]
    assert problems("remittance", {"title": "T", "amount": amount, "offers": offers, "note": ""}) == found


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("a.mp3", b"ID3\x04\x00sound", True),
        ("a.opus", b"OggS\x00sound", True),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A ", True),
        ("a.mp3", b"<html><script>", False),
        ("a.pdf", b"ID3\x04\x00sound", False),
        ("a.mp3", b"", False),
    ],
)
def test_a_recording_is_one_by_its_name_and_its_first_bytes(db, name, content, accepted):
    document = get_document_model().objects.create(title=name, file=ContentFile(content, name=name))
    if accepted:
        assert RecordingBlock().clean(document) == document
    else:
        with pytest.raises(ValidationError):
            RecordingBlock().clean(document)


@pytest.mark.parametrize("kind", sorted(STREAM.child_blocks))
def test_every_block_has_a_description_and_a_group_in_the_chooser(kind):
    block = STREAM.child_blocks[kind]
    assert block.get_description()
    assert block.meta.group in {"Words", "Try it", "Country facts", "Tools"}


@pytest.mark.parametrize("kind", sorted(set(STREAM.child_blocks) - NEED_A_ROW))
def test_every_block_shows_itself_in_the_chooser(admin_client, kind):
    factories.FactFactory()
    block = STREAM.child_blocks[kind]
    assert block.is_previewable
    answer = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "courses/lesson.css" in page
    assert len(page[page.index("<main") : page.index("</main>")]) > 60
