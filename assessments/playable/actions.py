"""Makes an H5P content of questions of the bank, and writes down that their answers went along."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from h5p_python import builder

from accounts.actions import log_access
from accounts.models import User
from assessments.playable.gathering import Gathered
from h5p import libraries
from h5p.actions import add
from h5p.models import Interactive, InteractiveVersion


@transaction.atomic
def make(
    gathered: Gathered, *, title: str, language: str, licence: str, by: User, now: datetime, into: Interactive | None
) -> InteractiveVersion:
    """A new content, or the next version of ``into``, whose results stay.

    Raises ``builder.NoSuchLibrary`` where a content type is not installed, and ``builder.InvalidQuestion``.
    """
    if gathered.question is None:
        raise builder.InvalidQuestion("no-questions")
    shelf = libraries.shelf()
    content = builder.build(gathered.question, shelf, title=title, language=language, license=licence)
    version = add(content, by=by, now=now, into=into, origin=_("made of questions of the bank"), shelf=shelf)
    log_access(
        actor=by, verb="questions_exported", subject=f"h5p:{version.content_id} {len(gathered.keys)} questions",
        purpose="h5p", now=now,
    )  # fmt: skip
    return version
