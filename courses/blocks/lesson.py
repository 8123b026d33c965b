"""A lesson's stream: everything that may stand in it, screen by screen, and passages that only some readers see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import FigureBlock, KeyMessageBlock, PictureBlock, TextBlock
from courses.blocks.choices import CodesBlock, audience_choices, destination_choices, origin_choices
from courses.blocks.films import FilmBlock
from courses.blocks.groups import PLACES, WORDS
from courses.blocks.money import BudgetBlock, RemittanceBlock
from courses.blocks.papers import CompareBlock, ContractBlock, ContractCheckBlock
from courses.blocks.places import ContactsBlock, FactBlock, PhraseCardsBlock, PhraseTableBlock
from courses.blocks.playing import InteractiveBlock
from courses.blocks.shared import SharedBlock
from courses.blocks.sheets import ChecklistBlock, SheetBlock
from courses.blocks.stories import ContentNoteBlock, PathBlock, VoiceBlock
from courses.blocks.trying import BranchingBlock, PracticeBlock, ScenarioBlock, SortBlock


class StepBlock(blocks.CharBlock):
    """Begins a new screen: one idea, under this heading."""

    class Meta:
        icon = "title"
        label = _("New screen")
        description = _("Begins a new screen. One idea a screen.")
        group = WORDS
        preview_value = "A paper with two names"
        preview_template = "courses/blocks/step_preview.html"


class PassageStream(blocks.StreamBlock):
    """What may stand on a screen, also inside a passage for certain countries or audiences."""

    text = TextBlock()
    key_message = KeyMessageBlock()
    figure = FigureBlock()
    picture = PictureBlock()
    film = FilmBlock()
    voice = VoiceBlock()
    path = PathBlock()
    content_note = ContentNoteBlock()
    scenario = ScenarioBlock()
    practice = PracticeBlock()
    branching = BranchingBlock()
    sort = SortBlock()
    interactive = InteractiveBlock()
    fact = FactBlock()
    contacts = ContactsBlock()
    phrases = PhraseTableBlock()
    phrase_cards = PhraseCardsBlock()
    checklist = ChecklistBlock()
    sheet = SheetBlock()
    contract = ContractBlock()
    compare = CompareBlock()
    contract_check = ContractCheckBlock()
    remittance = RemittanceBlock()
    budget = BudgetBlock()


class OnlyForBlock(blocks.StructBlock):
    """A passage for people of certain origins going to certain destinations, or for an audience. Empty means all."""

    destinations = CodesBlock(choices=destination_choices, required=False, label=_("Going to"))
    origins = CodesBlock(choices=origin_choices, required=False, label=_("Coming from"))
    audiences = CodesBlock(choices=audience_choices, required=False, label=_("Speaking to"))
    content = PassageStream(label=_("Passage"))

    class Meta:
        icon = "site"
        label = _("Only for some")
        description = _("A passage for some destinations, origins or audiences. Nobody else sees it.")
        group = PLACES
        template = "courses/blocks/only_for.html"
        preview_value = {
            "destinations": [],
            "origins": [],
            "audiences": ["family"],
            "content": [("text", "<p>You stay at home. You are part of the plan.</p>")],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        passage = context.get("passage")
        wanted = (value["destinations"], value["origins"], value["audiences"])
        context["applies"] = passage is None or passage.applies(*(each or () for each in wanted))
        return context


class ScreenStream(blocks.StreamBlock):
    """What cuts a lesson into screens. Authors take it most, so it stands first in the chooser."""

    step = StepBlock()


class LessonStream(PassageStream, ScreenStream):
    """A lesson, screen by screen."""

    shared = SharedBlock()
    only = OnlyForBlock()
