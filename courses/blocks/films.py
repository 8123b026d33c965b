"""A block that shows a film or lets a sound be heard, with where to stop and practise. Who watched is unknown here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import VerbatimBlock
from courses.blocks.counting import Counting
from courses.blocks.groups import WORDS
from courses.tries import Rule
from media.choosing import FilmChooserBlock
from media.showing import shown
from media.webvtt import timing


class MomentBlock(VerbatimBlock):
    """A place in a film, typed as 45 or 1:05. Kept as it was typed; ``seconds_of`` reads it."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if seconds_of(cleaned) is None:
            raise ValidationError(_("Write minutes and seconds, such as 1:05."))
        return cleaned


def seconds_of(moment: str) -> int | None:
    try:
        return timing.read_typed(moment) // 1000
    except timing.NotATime:
        return None


class PauseBlock(blocks.StructBlock):
    """Where the film stops, so that she does something herself."""

    at = MomentBlock(label=_("Stop at"), max_length=10, help_text=_("Minutes and seconds, such as 1:05."))
    prompt = blocks.TextBlock(label=_("What to do now"))


class FilmBlock(Counting, blocks.StructBlock):
    """A film or a sound."""

    in_percent = Rule.SEEN
    percent_missing = _("Say how much of it she has to see.")

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    why = blocks.TextBlock(
        required=False, label=_("Why, and what to look for"), help_text=_("One or two sentences that she reads before.")
    )
    film = FilmChooserBlock(label=_("Film or sound"))
    note = blocks.CharBlock(
        required=False, max_length=250, label=_("Note before a hard part"),
        help_text=_("What it speaks about. With a note no still picture is shown, and skipping it costs nothing."),
    )  # fmt: skip
    pauses = blocks.ListBlock(PauseBlock(), label=_("Stop and practise"), default=[])
    rule = blocks.ChoiceBlock(
        choices=[
            (Rule.NONE.value, _("Nothing: it is a free offer")),
            (Rule.SEEN.value, _("She has seen a part of it")),
        ],
        required=False,
        default=Rule.NONE.value,
        label=_("What the lesson asks for"),
        help_text=_("Besides reading. Who reads the transcript instead, or skips a hard part, has done it as well."),
    )
    percent = blocks.IntegerBlock(
        required=False, min_value=1, max_value=100, label=_("Part in per cent"), help_text=_("Where a part is asked.")
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film or a sound, with captions, and where to stop and practise.")
        group = WORDS
        template = "courses/blocks/film.html"
        preview_value = {"title": "Stand like a tree", "why": "Watch her feet.", "rule": "", "pauses": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        film = value.get("film")
        language = context.get("page_language") or translation.get_language() or "en"
        pauses = [(seconds_of(each["at"]), each["prompt"]) for each in value.get("pauses") or ()]
        return {
            **context,
            "film": shown(film, language=language) if film else None,
            "hide_still": bool(value.get("note")),
            "stops": sorted((at, prompt) for at, prompt in pauses if at is not None),
        }
