"""The people of a lesson, as its author names them: the ground on which representation is counted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SEXES = [("woman", _("Woman")), ("man", _("Man")), ("other", _("Other"))]
ROLES = [
    ("worker", _("Worker abroad")),
    ("returnee", _("Returnee")),
    ("family", _("Family")),
    ("peer", _("Friend or neighbour")),
    ("official", _("Official")),
    ("expert", _("Expert")),
    ("employer", _("Employer")),
    ("agent", _("Agent")),
]


class PersonBlock(blocks.StructBlock):
    """One person: the name in the story, and how many lines are theirs."""

    name = blocks.CharBlock(label=_("Name"), max_length=60)
    sex = blocks.ChoiceBlock(choices=SEXES, label=_("Sex"))
    role = blocks.ChoiceBlock(choices=ROLES, label=_("Role"))
    speaks = blocks.IntegerBlock(default=0, min_value=0, max_value=200, label=_("Lines spoken"))

    class Meta:
        icon = "user"
        label = _("Person")


class CastStream(blocks.StreamBlock):
    person = PersonBlock()
