"""The blocks of a lesson. Where a block depends on the country, it asks the ``passage`` in its context."""

from courses.blocks.choices import contact_choices, destination_choices, fact_choices, origin_choices
from courses.blocks.lesson import LessonStream, PassageStream, StepBlock

__all__ = [
    "LessonStream",
    "PassageStream",
    "StepBlock",
    "contact_choices",
    "destination_choices",
    "fact_choices",
    "origin_choices",
]
