"""What is done, where reading a lesson is not all that it asks for."""

from __future__ import annotations

import uuid

from django.conf import settings

from courses.queries import outlines
from learning.completion import Deeds


def finished(known: Deeds) -> frozenset[uuid.UUID]:
    """What she has read or done, without the lessons in which something is left to try. Outlines are remembered."""
    open_yet = {
        line.key
        for course in outlines(settings.LANGUAGE_CODE)
        for module in course.modules
        for line in module.lessons
        if line.tries and known.tries_left(line)
    }
    return (known.read - open_yet) | known.done
