"""From "please read this" to a native speaker's signature; what touches rights is written back in English first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import Translation

from accounts.models import User
from courses.models import LessonPage, ModulePage, TranslationState
from courses.passages import text_of
from review import actions as review
from review.checklist import FITTING, Kind
from translating import passages
from translating.actions.work import unpublished
from translating.backcheck import Finding, Hindrance, Passage, hindrances, may_check, may_write_back
from translating.models import BackCheck, Request
from translating.states import needs_back_check


class NotYet(Exception):
    """It cannot be signed for; ``hindrances`` say why."""

    def __init__(self, found: Sequence[Hindrance]) -> None:
        super().__init__(", ".join(found))
        self.hindrances = tuple(found)


class OwnWords(Exception):
    """Who translated a passage, or wrote it back, does not check it."""


@transaction.atomic
def ask(key: UUID, *, language: str, by: User, now: datetime) -> Request:
    """Ask for a native review of a page; asking twice is asking once."""
    request, _made = Request.objects.get_or_create(
        key=key, language=language, closed_at=None, defaults={"asked_by": by, "asked_at": now}
    )
    return request


def is_back_checked(key: UUID) -> bool:
    """Whether this page's translations are written back before they are signed for."""
    lesson = LessonPage.objects.filter(translation_key=key, locale=Locale.get_default()).first()
    if lesson is None:
        return False
    module = ModulePage.objects.ancestor_of(lesson).first()
    return needs_back_check(lesson.topics, sensitive=lesson.sensitive or bool(module and module.sensitive))


def read(key: UUID, *, language: str) -> list[Passage]:
    """The passages of a page with what was written back of them as they stand now."""
    kept = {(row.place, row.source, row.target): row for row in BackCheck.objects.filter(key=key, language=language)}
    found = []
    for message in passages.messages([key], language):
        row = kept.get((message.key, message.source, message.target))
        written = (row.back, Finding(row.finding), row.written_by_id, row.checked_by_id) if row else ()
        found.append(Passage(message.key, message.context, message.source, message.target, *written))
    return found


@transaction.atomic
def write_back(key: UUID, *, language: str, texts: Mapping[str, str], by: User, now: datetime) -> int:
    """Say in English what passages mean; gives how many were written. Passages as they were are left.

    Raises ``OwnWords``.
    """
    if not may_write_back(by.pk, translators=_translators(key, language)):
        raise OwnWords
    written = 0
    for one in read(key, language=language):
        back = texts.get(one.key, "").strip()
        if one.target and back and back != one.back:
            BackCheck.objects.update_or_create(
                key=key, language=language, place=one.key,
                defaults={"source": one.source, "target": one.target, "back": back, "written_by": by,
                          "written_at": now, "finding": Finding.OPEN.value, "checked_by": None, "checked_at": None},
            )  # fmt: skip
            written += 1
    return written


@transaction.atomic
def check(key: UUID, *, language: str, findings: Mapping[str, str], by: User, now: datetime) -> int:
    """Say of passages written back whether they mean the same; gives how many. Raises ``OwnWords``."""
    translators = _translators(key, language)
    checked = 0
    for one in read(key, language=language):
        finding = findings.get(one.key, "")
        if not finding or finding == one.finding:
            continue
        if not may_check(one, by.pk, translators=translators):
            raise OwnWords
        BackCheck.objects.filter(key=key, language=language, place=one.key).update(
            finding=Finding(finding).value, checked_by=by, checked_at=now
        )
        checked += 1
    return checked


def hindering(
    key: UUID, *, language: str, signer: User, found: Sequence[Passage] | None = None
) -> tuple[Hindrance, ...]:
    """What keeps this person from signing for a page in a language."""
    return hindrances(
        read(key, language=language) if found is None else found,
        published=_is_published(key, language),
        back_check=is_back_checked(key), translators=_translators(key, language), signer=signer.pk,
    )  # fmt: skip


@transaction.atomic
def sign(
    page: LessonPage | ModulePage, *, answers: Mapping[str, str], comment: str = "", by: User, now: datetime
) -> None:
    """Sign for the words that readers see of a translated page. A lesson then says that it has been reviewed.

    Raises ``NotYet`` and ``review.actions.Refused``.
    """
    key, language = page.translation_key, page.locale.language_code
    found = hindering(key, language=language, signer=by)
    if found:
        raise NotYet(found)
    for kind in kinds(key):
        fitting = {name: said for name, said in answers.items() if name in FITTING[kind]}
        review.sign_off(text_of(page), kind=kind, answers=fitting, comment=comment, by=by, now=now)
    Request.objects.filter(key=key, language=language, closed_at=None).update(closed_at=now)
    if isinstance(page, LessonPage):
        page.translation_state = TranslationState.REVIEWED
        page.save_revision().publish()


def kinds(key: UUID) -> tuple[Kind, ...]:
    """What is signed for."""
    return (Kind.BACK_CHECK, Kind.NATIVE) if is_back_checked(key) else (Kind.NATIVE,)


def _translators(key: UUID, language: str) -> frozenset[int]:
    return passages.translators([key], language).get(key, frozenset())


def _is_published(key: UUID, language: str) -> bool:
    translation = Translation.objects.filter(source__object_id=key, target_locale__language_code=language).first()
    return translation is not None and not unpublished(translation)
