"""A translator's work on pages: begin, remember, take over, publish. The editor itself is wagtail-localize's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from courses.models import LessonPage, TranslationState
from courses.passages import passages_of
from translating import passages
from translating.markup import Fault, faults
from translating.memory import Memory, Remembered
from translating.messages import Mark
from translating.passages import Held

FROM_MEMORY = "Translation memory"


class Faulty(ValueError):
    """A translation does not keep the tags or placeholders of its source."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@transaction.atomic
def begin(page: Page, *, locale: Locale, by: User | None) -> Translation:
    """Open a page for translation: a draft in the other tree, its parents too. Beginning twice is harmless.

    ``page`` is in the source language.
    """
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    if not translation.enabled:
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    target = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    if target is None or target.alias_of_id:
        translation.save_target(user=by, publish=False)
    return translation


def prepare(pages: Sequence[Page]) -> None:
    """Cut pages into passages, so that they can be handed out before anybody has begun."""
    for page in pages:
        TranslationSource.update_or_create_from_instance(page)


@transaction.atomic
def fill_from_memory(translation: Translation, *, by: User | None) -> int:
    """Give every empty passage what the same words became elsewhere in this language; gives how many were filled."""
    open_ones = [held for held in _passages(translation) if held.message.mark is Mark.EMPTY]
    memory = remembered(translation.target_locale, strings=[held.string for held in open_ones])
    filled = 0
    for held in open_ones:
        if said := memory.same(held.message.source):
            write(held, said, locale=translation.target_locale, by=by, tool=FROM_MEMORY)
            filled += 1
    return filled


def remembered(locale: Locale, *, strings: Sequence[int] | None = None) -> Memory:
    """What was translated into a language, the newest first; only of these strings where they are named."""
    rows = StringTranslation.objects.filter(locale=locale, has_error=False).order_by("-updated_at", "-pk")
    if strings is not None:
        rows = rows.filter(translation_of__in=strings)
    return Memory(Remembered(source, target) for source, target in rows.values_list("translation_of__data", "data"))


@transaction.atomic
def take(translation: Translation, *, segment: int, text: str, by: User) -> None:
    """Give one passage these words. Raises ``Faulty`` and ``KeyError``."""
    held = {held.segment: held for held in _passages(translation)}[segment]
    wrong = faults(held.message.source, text, tagged=True)
    if wrong:
        raise Faulty(wrong[0])
    write(held, text, locale=translation.target_locale, by=by)


def write(held: Held, text: str, *, locale: Locale, by: User | None, tool: str = "") -> None:
    """Keep a translation of a passage; empty words take it away. The caller has checked them."""
    place = {"translation_of_id": held.string, "context_id": held.context, "locale": locale}
    if not text:
        StringTranslation.objects.filter(**place).delete()
        return
    values: Mapping[str, Any] = {
        "data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL, "tool_name": tool,
        "last_translated_by": by, "has_error": False, "field_error": "",
    }  # fmt: skip
    StringTranslation.objects.update_or_create(**place, defaults=values)


@transaction.atomic
def publish(translation: Translation, *, by: User) -> None:
    """Let readers see what is translated; what is not stands in the source's words, and says so.

    What was signed for stays signed only while its words stay. Review may refuse: ``review.actions.Refused``.
    """
    _withdraw_signature(translation)
    translation.save_target(user=by, publish=True)


def _withdraw_signature(translation: Translation) -> None:
    """A lesson whose words have changed since a native speaker signed awaits the next one."""
    lesson = LessonPage.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale
    ).exclude(translation_state=TranslationState.AWAITING_NATIVE_REVIEW)
    if lesson.exists() and unpublished(translation):
        lesson.update(translation_state=TranslationState.AWAITING_NATIVE_REVIEW)


def unpublished(translation: Translation) -> bool:
    """Whether readers see other words than those translated now, or none at all."""
    target = translation.get_target_instance()
    fresh = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return not target.live or passages_of(fresh) != passages_of(target)


def _passages(translation: Translation) -> list[Held]:
    return passages.passages([translation.source.object_id], translation.target_locale.language_code)
