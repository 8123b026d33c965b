"""Which seconds of a film somebody has seen. Sets of whole seconds as spans, merged in any order. Knows no films."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
MOST_SPANS = 200  # that one message may bring
LONGEST = 10 * 60 * 60


class NotSpans(ValueError):
    """No player of ours tells this."""


@dataclass(frozen=True)
class Seconds:
    """Spans from a second up to another, which is not in it: sorted, apart from each other, none empty."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Seconds:
        """However they overlap, and in whatever order they come."""
        merged: list[Span] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return cls(tuple(merged))

    @classmethod
    def read(cls, raw: object, *, length: int) -> Seconds:
        """From ``[[0, 12], [40, 55]]``, cut off behind the last of ``length`` seconds. Raises ``NotSpans``."""
        if not isinstance(raw, list) or len(raw) > MOST_SPANS:
            raise NotSpans(str(raw)[:100])
        return cls.of((start, min(end, length)) for start, end in map(_span, raw))

    def __or__(self, other: Seconds) -> Seconds:
        return Seconds.of((*self.spans, *other.spans))

    @property
    def count(self) -> int:
        return sum(end - start for start, end in self.spans)

    def share(self, length: int) -> int:
        """In whole per cent of a film of so many seconds, cut off and never rounded up."""
        return min(self.count, length) * 100 // length if length > 0 else 0

    def onward(self, length: int) -> int:
        """Where to go on: the end of what was seen last, or the beginning where that is all."""
        last = self.spans[-1][1] if self.spans else 0
        return 0 if last >= length else last

    def written(self) -> list[list[int]]:
        return [list(span) for span in self.spans]


def _span(raw: object) -> Span:
    match raw:
        case [int(start), int(end)] if not isinstance(start, bool) and not isinstance(end, bool):
            if 0 <= start < end <= LONGEST:
                return start, end
    raise NotSpans(str(raw)[:100])
