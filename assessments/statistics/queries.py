"""Reads the kept figures for the pages of the bank, in a flat number of queries, and keeps back what is too small."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q
from modeltranslation.utils import build_localized_fieldname

from assessments import analysis
from assessments.analysis import Figures, Flag, Reason
from assessments.models import ItemStatistic, Question
from assessments.statistics import hiding


@dataclass(frozen=True)
class Narrowed:
    """Which questions are asked for. Numbers are primary keys; nothing means all."""

    words: str = ""
    topic: int | None = None
    quiz: int | None = None
    flag: str = ""


@dataclass(frozen=True)
class Item:
    """A question, or one version of it, with what may be told of it. Counts that are too small are none.

    ``version`` is the primary key of the version, or of the newest that was asked; ``number`` is 0 for all of them.
    ``withheld`` says that so few people answered that nothing is told.
    """

    question: Question
    version: int
    number: int
    versions: int
    key_changed: bool
    withheld: bool
    figures: Figures
    flags: tuple[Flag, ...]

    @property
    def facility(self) -> int | None:
        """In per cent, cut to whole ones."""
        return None if self.mastered is None else _percent(self.figures.facility)

    @property
    def mastered(self) -> int | None:
        return self._told(self.figures.mastered)

    @property
    def unsure(self) -> int | None:
        return self._told(self.figures.unsure) if not self._with_unsure or self._with_unsure[-1] else None

    @property
    def options(self) -> tuple[OptionTold, ...]:
        """Nothing where the question is not one of choosing."""
        if self.withheld:
            return ()
        return tuple(
            OptionTold(
                option.key,
                option.correct,
                chosen=_part(option.count, self.figures.answers) if counted else None,
                top=_percent(option.top) if option.top is not None and top else None,
                bottom=_percent(option.bottom) if option.bottom is not None and bottom else None,
            )
            for option, counted, top, bottom in zip(
                self.figures.options, self._with_unsure, self._third("top"), self._third("bottom"), strict=False
            )
        )

    @property
    def _with_unsure(self) -> tuple[bool, ...]:
        """Which options may be told, and after them, whether those who were not sure may."""
        options = self.figures.options
        if not options:
            return ()
        counts = [*(option.count for option in options), self.figures.unsure]
        # Facility tells how many took the right one.
        right = [place for place, option in enumerate(options) if option.correct]
        return hiding.shown(counts, smallest=settings.SMALLEST_CELL, known=right)

    def _third(self, name: str) -> tuple[bool, ...]:
        shares = [getattr(option, name) or 0 for option in self.figures.options]
        return hiding.shown([share * self.figures.third for share in shares], smallest=settings.SMALLEST_CELL)

    def _told(self, count: int) -> int | None:
        """As per cent of the answers."""
        few = self.withheld or 0 < count < settings.SMALLEST_CELL
        return None if few else _part(count, self.figures.answers)


@dataclass(frozen=True)
class OptionTold:
    """The per cent who took an option, of all, of the strongest and of the weakest third; none where kept back."""

    key: str
    correct: bool
    chosen: int | None
    top: int | None
    bottom: int | None


def items(asked: Narrowed) -> list[Item]:
    """The questions that were asked and fit, by key. One query."""
    rows = ItemStatistic.objects.together().select_related("question__topic").order_by("question__key")
    if asked.topic:
        rows = rows.filter(question__topic=asked.topic)
    if asked.words:
        columns = ["key", *(build_localized_fieldname("stem", code) for code, _name in settings.LANGUAGES)]
        said = [Q(**{f"question__{column}__icontains": asked.words}) for column in columns]
        rows = rows.filter(Q(*said, _connector=Q.OR))
    found = [told_of(row) for row in rows if not asked.quiz or asked.quiz in row.quizzes]
    return [one for one in found if not asked.flag or asked.flag in {flag.reason for flag in one.flags}]


def item(question: Question) -> Item | None:
    """One question, all versions together. One query."""
    row = ItemStatistic.objects.together().filter(question=question).select_related("question__topic").first()
    return told_of(row) if row else None


def versions(question: Question) -> list[Item]:
    """The versions of a question that were asked, the newest first. One query.

    Where one alone is withheld, the one with the fewest answers among the others is withheld too.
    """
    rows = ItemStatistic.objects.by_version().filter(question=question).select_related("question__topic")
    found = [told_of(row) for row in rows]
    shown = [one for one in found if not one.withheld]
    if shown and len(found) - len(shown) == 1:
        # All together less the others would tell of the one that is withheld.
        least = min(shown, key=lambda one: one.figures.answers)
        found[found.index(least)] = replace(least, withheld=True, flags=(Flag(Reason.TOO_FEW),))
    return found


def data_date() -> datetime | None:
    """When the figures were counted; none before the first count."""
    newest: datetime | None = ItemStatistic.objects.aggregate(newest=Max("counted_at"))["newest"]
    return newest


def told_of(row: ItemStatistic) -> Item:
    """What may be told of a question. The row comes with its question. No query."""
    figures = analysis.read(row.figures)
    withheld = figures.people < settings.SMALLEST_CELL
    flags = (Flag(Reason.TOO_FEW),) if withheld else analysis.flags(figures)
    return Item(row.question, row.version_id, row.number, row.versions, row.key_changed, withheld, figures, flags)


def _percent(share: float) -> int:
    # Cut to whole ones, so that 100 means all; a share such as 0.29 is a hair less than that in the machine.
    return int(share * 100 + 1e-9)


def _part(count: int, of: int) -> int:
    return count * 100 // of
