"""Keeps new words of a content: as its next edition, or as a content of its own in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from h5p_python import Content, Manifest

from accounts.models import User
from h5p.actions import add
from h5p.contents import KeptContent
from h5p.models import Interactive, InteractiveVersion, Translation


class Overtaken(ValueError):
    """Somebody else kept a newer edition while these words were written."""


@dataclass(frozen=True)
class Reworded:
    """A content with other words. Its files are those that it had."""

    of: Content
    manifest: Manifest
    values: Mapping[str, Any]

    @property
    def files(self) -> Mapping[str, str]:
        return self.of.files

    def params(self) -> dict[str, Any]:
        return dict(self.values)

    def read_file(self, path: str) -> bytes:
        return self.of.read_file(path)


@transaction.atomic
def reword(
    *, version: InteractiveVersion, params: Mapping[str, Any], title: str, by: User, now: datetime
) -> InteractiveVersion:
    """The next edition of a content, after ``version``. Raises ``Overtaken``."""
    content = _locked(version)
    kept = KeptContent(version)
    words = Reworded(kept, replace(kept.manifest, title=title), params)
    return add(words, by=by, now=now, into=content, origin=_("words changed here"))


@transaction.atomic
def translate(
    *, version: InteractiveVersion, params: Mapping[str, Any], title: str, language: str, by: User, now: datetime
) -> InteractiveVersion:
    """These words in another language: a content of its own, or its next edition. Raises ``Overtaken``."""
    content = _locked(version)
    known = Translation.objects.filter(of=content, language=language).select_related("content").first()
    kept = KeptContent(version)
    raw = {name: value for name, value in kept.manifest.raw.items() if name != "defaultLanguage"}
    words = Reworded(kept, replace(kept.manifest, title=title, language=language, raw=raw), params)
    made = add(words, by=by, now=now, into=known.content if known else None, origin=_("translated here"))
    Translation.objects.update_or_create(
        of=content, language=language, defaults={"content": made.content, "number": version.number}
    )
    return made


def _locked(version: InteractiveVersion) -> Interactive:
    """The content, held: of two who write at once, the second hears of it."""
    content = Interactive.objects.select_for_update().get(pk=version.content_id)
    if content.versions.filter(number__gt=version.number).exists():
        raise Overtaken(str(content))
    return content
