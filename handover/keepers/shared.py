"""Passages that stand in many lessons, in each language. A change is always a revision, as with pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import Locale, ReferenceIndex

from courses.models import SharedPassage
from handover import keys as names
from handover import streams
from handover.crossing import Incoming, Outgoing
from handover.keepers.hand import Hand, InUse
from handover.keepers.vocabulary import remove
from handover.records import Fields, Kind, Record
from review.actions import Held

_MODEL: Any = SharedPassage
_BODY = _MODEL._meta.get_field("body").stream_block


class Shared:
    """Lessons name a passage by its code; so do records, with the language."""

    kind = Kind.SHARED

    def read(self, keys: Collection[str], *, drafts: bool, crossing: Outgoing | None = None) -> dict[str, Fields]:
        across = crossing or Outgoing()
        found: dict[str, Fields] = {}
        for row in _rows(keys):
            if drafts or row.live:
                key = names.page(row.code, row.locale.language_code)
                across.where = key
                said = _as_saved(row) if drafts else row
                body = streams.carry(_BODY, list(said.body.raw_data), across, "body")
                found[key] = {"title": said.title, "body": body}
        return found

    def write(self, record: Record, hand: Hand) -> None:
        passage = _as_saved(_row(record.key) or _made(record))
        incoming = Incoming(language=names.of_page(record.key)[1])
        passage.title = record.fields["title"]
        passage.body = _BODY.to_python(streams.carry(_BODY, record.fields["body"], incoming, "body"))
        passage.save_revision(user=hand.by)

    def show(self, key: str, hand: Hand) -> None:
        row = _row(key)
        if row.live and row.latest_revision_id == row.live_revision_id:
            return
        try:
            row.latest_revision.publish(user=hand.by)
        except (Held, PublishPermissionError):
            hand.waiting.append(str(_as_saved(row)))

    def is_live(self, key: str) -> bool:
        return bool(_rows([key]).filter(live=True).exists())

    def erase(self, key: str, hand: Hand) -> None:
        row = _row(key)
        # Somebody may have read it, or a lesson may show it: then it is hidden, and not thrown away.
        if row and (row.first_published_at or ReferenceIndex.get_references_to(row).exists()):
            raise InUse(row.title)
        remove(row)

    def hide(self, key: str, hand: Hand) -> None:
        row = _row(key)
        if row and row.live:
            row.unpublish()


def _rows(keys: Collection[str]) -> Any:
    by_language: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        code, language = names.of_page(key)
        by_language[language].append(code)
    asked = Q(pk__in=[])
    for language, codes in by_language.items():
        asked |= Q(locale__language_code=language, code__in=codes)
    return SharedPassage.objects.filter(asked).select_related("locale", "latest_revision")


def _row(key: str) -> Any:
    return _rows([key]).first()


def _as_saved(row: Any) -> Any:
    """The passage as its editors last left it."""
    return row.get_latest_revision_as_object() if row.latest_revision_id else row


def _made(record: Record) -> SharedPassage:
    """A row of which readers see nothing yet, known as the same passage as in other languages."""
    code, language = names.of_page(record.key)
    same = SharedPassage.objects.filter(code=code).values_list("translation_key", flat=True).first()
    known = {"translation_key": same} if same else {}
    return SharedPassage.objects.create(
        code=code, locale=Locale.objects.get(language_code=language), title=record.fields["title"], live=False, **known
    )
