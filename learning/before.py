"""Where the test before a course stands, and which try at it is hers. Knows no database and no question.

It is no module's place and no course's, so that nothing that is done, passed or certified ever follows from it.
"""

from __future__ import annotations

import uuid


def place_before(course: uuid.UUID) -> uuid.UUID:
    """Where the test before this course stands."""
    return uuid.uuid5(course, "before")


def only_try(place: uuid.UUID, person: int) -> uuid.UUID:
    """The id of the one attempt that a person has there."""
    return uuid.uuid5(place, str(person))
