"""What authors may choose from that is data: asked for each time a form is made."""

from __future__ import annotations

from typing import Any

from wagtail import blocks


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


def phrase_choices() -> list[tuple[str, str]]:
    from courses.models import PhraseKey  # noqa: PLC0415 -- blocks load before models

    return [(key.code, key.meaning) for key in PhraseKey.objects.all()]


def audience_choices() -> list[tuple[str, str]]:
    from courses.models.vocabulary import Audience  # noqa: PLC0415 -- blocks load before models

    return [(value, str(label)) for value, label in Audience.choices]


class CodeBlock(blocks.ChoiceBlock):
    """One of a list that is data. What is stored is a code already: Wagtail would ask for the list for each value."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class CodesBlock(blocks.MultipleChoiceBlock):
    """Several of a list that is data, in the same way."""

    def normalize_choice(self, value: Any) -> Any:
        return value
