"""Blocks to try: a choice, a question, a story with turns, things to sort. Nothing is scored or recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import VerbatimBlock
from courses.blocks.anchors import Anchored
from courses.blocks.groups import TRY
from courses.blocks.recordings import RecordingBlock


class ScenarioBlock(blocks.StructBlock):
    """A short story, a question, and what comes of each choice."""

    story = blocks.TextBlock(label=_("Story"))
    question = blocks.CharBlock(label=_("Question"))
    choices = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("text", blocks.CharBlock(label=_("Choice"))),
                ("outcome", blocks.TextBlock(label=_("What comes of it"))),
                ("good", blocks.BooleanBlock(required=False, label=_("A good way"))),
            ]
        ),
        min_num=2,
        label=_("Choices"),
    )

    class Meta:
        icon = "openquote"
        label = _("Scenario")
        description = _("A short story and a choice. Each choice says what comes of it.")
        group = TRY
        template = "courses/blocks/scenario.html"
        preview_value = {
            "story": "The line for the wage is empty. “We fill it in later,” says the agent.",
            "question": "What can Akinyi do?",
            "choices": [
                {"text": "She asks him to write the wage first.", "outcome": "She sees it first.", "good": True},
                {"text": "She signs.", "outcome": "The agent can now write any number.", "good": False},
            ],
        }


class PracticeBlock(blocks.StructBlock):
    """A question to try, with feedback for each answer. Not scored, not recorded."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("single", _("One right answer")),
            ("multiple", _("Several right answers")),
            ("true_false", _("True or false")),
        ],
        default="single",
        label=_("Kind"),
    )
    stem = blocks.CharBlock(label=_("Question"), max_length=300)
    options = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("text", blocks.CharBlock(label=_("Answer"))),
                ("correct", blocks.BooleanBlock(required=False, label=_("Right"))),
                ("feedback", blocks.TextBlock(label=_("Feedback"))),
            ]
        ),
        min_num=2,
        label=_("Answers"),
    )

    class Meta:
        icon = "help"
        label = _("Practice question")
        description = _("A question to try, with feedback for each answer. Nothing is recorded.")
        group = TRY
        template = "courses/blocks/practice.html"
        preview_value = {
            "kind": "single",
            "stem": "When should you have your contract?",
            "options": [
                {"text": "Before you travel", "correct": True, "feedback": "You can read and ask first."},
                {"text": "After a month", "correct": False, "feedback": "Too late to compare."},
            ],
        }


class BranchingBlock(Anchored, blocks.StructBlock):
    """A story with turns: each choice leads to another scene. The first scene comes first."""

    title = blocks.CharBlock(label=_("Title"))
    scenes = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("id", VerbatimBlock(label=_("Short name"), max_length=40, validators=[validate_slug])),
                ("story", blocks.TextBlock(label=_("What happens"))),
                ("audio", RecordingBlock(required=False, label=_("Recording"), help_text=_("MP3, Ogg, Opus or M4A."))),
                (
                    "choices",
                    blocks.ListBlock(
                        blocks.StructBlock(
                            [
                                ("text", blocks.CharBlock(label=_("Choice"))),
                                ("to", VerbatimBlock(label=_("Leads to"), help_text=_("Short name of a scene."))),
                            ]
                        ),
                        label=_("Choices"),
                        help_text=_("A scene without choices is an ending."),
                    ),
                ),
                (
                    "ending",
                    blocks.ChoiceBlock(
                        choices=[("good", _("A good way")), ("think", _("Think again"))],
                        required=False,
                        label=_("As an ending"),
                    ),
                ),
            ]
        ),
        min_num=2,
        label=_("Scenes"),
    )

    class Meta:
        icon = "site"
        label = _("Story with turns")
        description = _("She decides at each turn how the story goes on.")
        group = TRY
        template = "courses/blocks/branching.html"
        preview_value = {
            "title": "A call",
            "scenes": [
                {"id": "door", "story": "The phone rings.", "audio": None, "ending": "",
                 "choices": [{"text": "She answers.", "to": "talk"}]},
                {"id": "talk", "story": "She says where she is.", "audio": None, "choices": [], "ending": "good"},
            ],
        }  # fmt: skip

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if problems := list(_loose_ends(cleaned["scenes"])):
            raise StructBlockValidationError(non_block_errors=problems)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["scenes"] = list(_shown(value["scenes"], prefix=context["anchor"]))
        return context


@dataclass(frozen=True)
class Turn:
    """A choice, and the scene it leads to: its anchor on the page and its number on paper."""

    text: str
    anchor: str
    number: int


@dataclass(frozen=True)
class Scene:
    """A scene as a reader meets it. Without turns it is an ending."""

    number: int
    anchor: str
    story: str
    audio: Any
    ending: str
    turns: tuple[Turn, ...]


def _shown(scenes: Any, *, prefix: str) -> Iterator[Scene]:
    """Scenes with their turns. A turn to nowhere, as in a draft, leads to the first scene."""
    numbers = {scene["id"]: number for number, scene in enumerate(scenes, start=1)}
    anchors = {number: f"{prefix}-{name}" for name, number in numbers.items()}
    for number, scene in enumerate(scenes, start=1):
        turns = ((choice["text"], numbers.get(choice["to"], 1)) for choice in scene["choices"])
        yield Scene(
            number=number,
            anchor=anchors[numbers[scene["id"]]],
            story=scene["story"],
            audio=scene["audio"],
            ending=scene["ending"],
            turns=tuple(Turn(text, anchors[to], to) for text, to in turns),
        )


def _loose_ends(scenes: Any) -> Iterator[ValidationError]:
    """What would leave a reader stuck."""
    names = [scene["id"] for scene in scenes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield ValidationError(_("Two scenes are called %(name)s."), params={"name": name})
    for scene in scenes:
        if not scene["choices"] and not scene["ending"]:
            yield ValidationError(_("The scene %(name)s leads nowhere and is no ending."), params={"name": scene["id"]})
        for choice in scene["choices"]:
            if choice["to"] not in names:
                yield ValidationError(_("No scene is called %(name)s."), params={"name": choice["to"]})


class SortBlock(Anchored, blocks.StructBlock):
    """Things to put into groups, each with the reason. Not scored."""

    title = blocks.CharBlock(label=_("Title"))
    groups = blocks.ListBlock(blocks.CharBlock(label=_("Group")), min_num=2, max_num=4, label=_("Groups"))
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("text", blocks.CharBlock(label=_("Thing"))),
                ("group", blocks.IntegerBlock(min_value=1, max_value=4, label=_("Its group: 1 is the first"))),
                ("why", blocks.TextBlock(label=_("Why"))),
            ]
        ),
        min_num=2,
        label=_("Things"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Sort into groups")
        description = _("Who pays which cost? She chooses a group for each and reads why.")
        group = TRY
        template = "courses/blocks/sort.html"
        preview_value = {
            "title": "Who pays?",
            "groups": ["The employer", "I may pay", "Nobody may ask"],
            "items": [
                {"text": "Visa", "group": 1, "why": "The visa is a cost of hiring."},
                {"text": "New shoes", "group": 2, "why": "They are yours. You choose."},
            ],
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        there = len(cleaned["groups"])
        homeless = [item["text"] for item in cleaned["items"] if item["group"] > there]
        if homeless:
            problem = _("There is no such group for: %(things)s.") % {"things": ", ".join(homeless)}
            raise StructBlockValidationError(non_block_errors=[ValidationError(problem)])
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        groups = list(value["groups"])
        context["things"] = [
            {"item": item, "home": groups[item["group"] - 1] if 0 < item["group"] <= len(groups) else ""}
            for item in value["items"]
        ]
        return context
