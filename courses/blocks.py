"""The blocks of a lesson. Where a block depends on the country, it asks the ``passage`` in its context."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import FigureBlock, KeyMessageBlock, PictureBlock, TextBlock, VerbatimBlock


def destination_choices() -> list[tuple[str, str]]:
    from courses.models import Destination  # noqa: PLC0415 -- blocks load before models

    return [(place.code, place.name) for place in Destination.objects.all()]


def origin_choices() -> list[tuple[str, str]]:
    from courses.models import Origin  # noqa: PLC0415 -- blocks load before models

    return [(place.code, place.name) for place in Origin.objects.all()]


def fact_choices() -> list[tuple[str, str]]:
    from courses.models import FactKey  # noqa: PLC0415 -- blocks load before models

    return [(key.code, key.label) for key in FactKey.objects.all()]


def contact_choices() -> list[tuple[str, str]]:
    from courses.models import FactKey  # noqa: PLC0415 -- blocks load before models

    return [(key.code, key.label) for key in FactKey.objects.filter(is_contact=True)]


class StepBlock(blocks.CharBlock):
    """Begins a new screen: one idea, under this heading."""

    class Meta:
        icon = "title"
        label = _("New screen")
        help_text = _("Begins a new screen. One idea a screen.")


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
        template = "courses/blocks/scenario.html"


class ChecklistBlock(blocks.StructBlock):
    """Things to do or to have. Ticks stay on the phone and are never sent."""

    title = blocks.CharBlock(label=_("Title"))
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), min_num=1, label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        template = "courses/blocks/checklist.html"


class PhraseTableBlock(blocks.StructBlock):
    """Words to say in the destination's language."""

    title = blocks.CharBlock(label=_("Title"))
    language = VerbatimBlock(max_length=10, label=_("Language code"), help_text=_("Such as ar, yue or it."))
    phrases = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("meaning", blocks.CharBlock(label=_("Meaning"))),
                ("text", VerbatimBlock(label=_("As it is written"))),
                ("say", VerbatimBlock(label=_("How to say it"))),
            ]
        ),
        min_num=1,
        label=_("Phrases"),
    )

    class Meta:
        icon = "comment"
        label = _("Phrases")
        template = "courses/blocks/phrases.html"


class FactBlock(blocks.StructBlock):
    """What is true in the reader's destination or origin, from the profiles. Never typed here."""

    key = blocks.ChoiceBlock(choices=fact_choices, label=_("Fact"))
    scope = blocks.ChoiceBlock(
        choices=[("destination", _("Where she goes")), ("origin", _("Where she comes from"))],
        default="destination",
        label=_("Of which place"),
    )

    class Meta:
        icon = "globe"
        label = _("Country fact")
        template = "courses/blocks/fact.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if passage := context.get("passage"):
            context["shown"] = passage.fact(value["key"], scope=value["scope"])
        return context


class ContactsBlock(blocks.StructBlock):
    """Numbers to call from the reader's destination, as links and as text."""

    keys = blocks.MultipleChoiceBlock(choices=contact_choices, label=_("Which"))

    class Meta:
        icon = "mobile-alt"
        label = _("Numbers to call")
        template = "courses/blocks/contacts.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if passage := context.get("passage"):
            context["contacts"] = passage.contacts(value["keys"])
        return context


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
        template = "courses/blocks/practice.html"


class PassageStream(blocks.StreamBlock):
    """What may stand inside a passage for certain countries."""

    text = TextBlock()
    key_message = KeyMessageBlock()
    scenario = ScenarioBlock()
    checklist = ChecklistBlock()
    phrases = PhraseTableBlock()
    fact = FactBlock()
    contacts = ContactsBlock()


class OnlyForBlock(blocks.StructBlock):
    """A passage for people of certain origins going to certain destinations. Empty means all."""

    destinations = blocks.MultipleChoiceBlock(choices=destination_choices, required=False, label=_("Going to"))
    origins = blocks.MultipleChoiceBlock(choices=origin_choices, required=False, label=_("Coming from"))
    content = PassageStream(label=_("Passage"))

    class Meta:
        icon = "site"
        label = _("Only for some countries")
        template = "courses/blocks/only_for.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        passage = context.get("passage")
        context["applies"] = passage is None or passage.applies(value["destinations"], value["origins"])
        return context


class LessonStream(PassageStream):
    """A lesson, screen by screen."""

    step = StepBlock()
    picture = PictureBlock()
    figure = FigureBlock()
    only = OnlyForBlock()
    practice = PracticeBlock()
