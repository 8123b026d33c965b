"""The passages of pages as wagtail-localize keeps them, with their translations of today and of before. Only reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from translating.messages import Mark, Message
from translating.scopes import Kind, Scope
from translating.states import Changed, pair


@dataclass(frozen=True)
class Held:
    """A message with the ids under which wagtail-localize knows it."""

    message: Message
    page: UUID
    path: str
    string: int
    context: int
    segment: int


def pages_of(scope: Scope) -> list[Page]:
    """The source pages of a piece, the module before its lessons."""
    source = Locale.get_default()
    page = Page.objects.filter(translation_key=scope.key, locale=source).first()
    if page is None:
        return []
    if scope.kind is Kind.PAGE:
        return [page]
    return [page, *Page.objects.child_of(page).filter(locale=source).order_by("path")]


def messages(keys: Sequence[UUID], language: str) -> list[Message]:
    return [held.message for held in passages(keys, language)]


def passages(keys: Sequence[UUID], language: str) -> list[Held]:
    """The passages of these pages in their order. Four queries, however many pages."""
    segments = StringSegment.objects.filter(
        source__object_id__in=keys, source__locale=Locale.get_default()
    ).select_related("string", "context", "source")
    known = _translations(keys, language)
    order = {key: number for number, key in enumerate(keys)}
    found = sorted(segments, key=lambda segment: (order[segment.source.object_id], segment.order))
    return list(_held(found, known))


Known = dict[int, dict[int, StringTranslation]]


def _translations(keys: Iterable[UUID], language: str) -> Known:
    """By context and then by string."""
    known: Known = defaultdict(dict)
    rows = StringTranslation.objects.filter(context__object_id__in=list(keys), locale__language_code=language)
    for row in rows.select_related("translation_of").order_by("updated_at"):
        known[row.context_id][row.translation_of_id] = row
    return known


def _held(segments: Sequence[StringSegment], known: Known) -> Iterator[Held]:
    now: dict[int, set[int]] = defaultdict(set)
    for segment in segments:
        now[segment.context_id].add(segment.string_id)
    seen: set[tuple[int, int]] = set()
    numbers: Counter[int] = Counter()
    before = {context: _older(said, now[context]) for context, said in known.items()}
    for segment in segments:
        if (segment.context_id, segment.string_id) in seen:
            continue  # the same words twice in one text have one translation
        seen.add((segment.context_id, segment.string_id))
        numbers[segment.context_id] += 1
        row = known.get(segment.context_id, {}).get(segment.string_id)
        older = before.get(segment.context_id, [])
        message = _message(segment, numbers[segment.context_id], row, older.pop(0) if older and row is None else None)
        yield Held(message, segment.source.object_id, segment.context.path, segment.string_id, segment.context_id,
                   segment.pk)  # fmt: skip


def _older(said: dict[int, StringTranslation], now: set[int]) -> list[StringTranslation]:
    """Translations of words that no longer stand there."""
    return [row for string, row in said.items() if string not in now]


def _message(
    segment: StringSegment, number: int, row: StringTranslation | None, older: StringTranslation | None
) -> Message:
    key = f"{segment.source.object_id}/{segment.context.path}#{number}"
    context = f"{segment.source.object_repr} › {_place(segment.context.field_path)}"
    source = segment.string.data
    if row:
        mark = Mark.REVISE if row.has_error else Mark.DONE
        return Message(key, context, source, row.data, mark, tagged=True)
    if older:
        return Message(key, context, source, older.data, Mark.REVISE, before=older.translation_of.data, tagged=True)
    return Message(key, context, source, tagged=True)


def _place(field_path: str) -> str:
    return " › ".join(part.replace("_", " ") for part in field_path.split("."))


def changes(key: UUID, language: str) -> tuple[Changed, ...]:
    """What the source said when it was translated, beside what it says now, for each passage that changed."""
    segments = list(
        StringSegment.objects.filter(source__object_id=key, source__locale=Locale.get_default())
        .select_related("string", "context")
        .order_by("order")
    )
    known = _translations([key], language)
    now: dict[int, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        now[segment.context_id].append(segment)
    names = {context: held[0].context.field_path for context, held in now.items()}
    found: list[Changed] = []
    for context, held in now.items():
        said = known.get(context, {})
        older = _older(said, {segment.string_id for segment in held})
        fresh = dict.fromkeys(segment.string.data for segment in held if segment.string_id not in said)
        then = [(row.translation_of.data, row.data) for row in older]
        found += pair(_place(names[context]), then, fresh) if fresh else ()
    return tuple(found)


def untranslated(key: UUID, language: str) -> list[str]:
    """The source words of a page that have no translation of today, as they stand in the translated page."""
    return [one.message.source for one in passages([key], language) if one.message.mark is not Mark.DONE]


def translators(keys: Sequence[UUID], language: str) -> dict[UUID, frozenset[int]]:
    """Who translated the words of each page: the ids of people."""
    found: dict[UUID, set[int]] = defaultdict(set)
    rows = StringTranslation.objects.filter(
        context__object_id__in=list(keys), locale__language_code=language, last_translated_by__isnull=False
    )
    for key, person in rows.values_list("context__object_id", "last_translated_by"):
        found[key].add(person)
    return {key: frozenset(people) for key, people in found.items()}
