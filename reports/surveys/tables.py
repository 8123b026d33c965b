"""Makes the one table of a survey's results that screen, CSV and XLSX are written from. Queries nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Survey
from assessments.surveys.asking import answer_words
from assessments.surveys.faults import Written
from assessments.surveys.kinds import AGREEING, ItemKind, Kind, Wave
from assessments.surveys.tallying import STEP
from assessments.surveys.wording import WAVES
from assessments.surveys.writing import written
from core.sheets import Value, words
from core.templatetags.baon import amount, moment
from reports.surveys.hiding import Shown, shown
from reports.surveys.queries import Part
from reports.tables import Column, Line, Report, Stamp
from reports.tables import Kind as Cells

_NOTHING = "–"


def results(survey: Survey, parts: Sequence[Part], *, place: int, stamp: Stamp, now: datetime) -> Report:
    """A row for each statement and for each answer to a question. ``place`` is the part to show; all is the last."""
    compares = survey.kind == Kind.CONFIDENCE
    columns = [Column(_("Question"), Cells.WORDS), Column(_("Answer"), Cells.WORDS)]
    for wave in survey.waves:
        columns += _columns(wave)
    if compares:
        columns.append(Column(_("Change in confidence"), Cells.WORDS, _change_means()))
    lines = [
        Line(cells)
        for item in written(survey.items.all())
        for cells in _cells(item, [_figures(item, wave, parts, place) for wave in survey.waves], compares=compares)
    ]
    return Report(
        name="survey",
        title=survey.title,
        stamp=stamp,
        data_date=moment(now),
        columns=tuple(columns),
        lines=tuple(lines) if parts else (),
        notes=_notes(),
    )


def _columns(wave: Wave) -> list[Column]:
    when = {"wave": WAVES[wave]}
    return [
        Column(
            _("%(wave)s: people") % when,
            Cells.COUNT,
            _("People who answered this question, counted in steps of %(step)s people.") % {"step": STEP},
        ),
        Column(
            _("%(wave)s: share (%%)") % when,
            Cells.PERCENT,
            _("Of them, those who gave this answer, cut to whole per cent."),
        ),
        Column(
            _("%(wave)s: mean") % when,
            Cells.WORDS,
            _("From 1, “I do not agree at all”, to 5, “I fully agree”."),
        ),
    ]  # fmt: skip


def _figures(item: Written, wave: Wave, parts: Sequence[Part], place: int) -> Shown:
    return shown(item.item, [part.waves.get(wave, {}).get(item.key, {}) for part in parts])[place]


def _cells(item: Written, waves: Sequence[Shown], *, compares: bool) -> Iterator[tuple[Value, ...]]:
    language = get_language() or settings.LANGUAGE_CODE
    text = words(item.text.get(language) or item.text["en"])
    scaled = item.kind is ItemKind.AGREEMENT
    said = answer_words(item, language=language)
    agreeing = _(" or ").join(one.text for value, one in said.items() if value in AGREEING)
    answers = [agreeing] if scaled else [one.text for one in said.values()]
    for place, answer in enumerate(answers):
        figures = [figure for wave in waves for figure in _of_wave(wave, place, scaled=scaled)]
        change = [_change(waves) if scaled else _NOTHING] if compares else []
        yield (text, words(answer), *figures, *change)


def _of_wave(wave: Shown, place: int, *, scaled: bool) -> tuple[Value, Value, Value]:
    if wave.answered == 0:
        return (0, _NOTHING, _NOTHING)
    mean = _written(wave.mean) if scaled else _NOTHING
    return (_or_hidden(wave.answered), _or_hidden(wave.shares[place]), mean)


def _change(waves: Sequence[Shown]) -> str:
    """The later mean less the earlier one. The people are not matched: nobody knows who is who."""
    before, after = waves[0], waves[-1]
    if not (before.answered != 0 and after.answered != 0):
        return _NOTHING
    if before.mean is None or after.mean is None:
        return _hidden()
    difference = after.mean - before.mean
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return f"{sign}{_written(abs(difference))}"


def _written(in_tenths: int | None) -> str:
    return _hidden() if in_tenths is None else amount(Decimal(in_tenths) / 10)


def _or_hidden(count: int | None) -> Value:
    return _hidden() if count is None else count


def _hidden() -> str:
    return _("hidden")


def _change_means() -> str:
    return _(
        "Mean after less mean before, of all who answered then. Nobody is matched, and it says nothing of what the "
        "training has caused."
    )


def _notes() -> tuple[str, ...]:
    smallest = {"hidden": _hidden(), "smallest": amount(settings.SMALLEST_CELL)}
    return (
        _("Answers have no names and cannot be joined to anybody. Whoever skipped a question is not counted in it."),
        _(
            "“%(hidden)s” stands where fewer than %(smallest)s people gave an answer, and where a number would let one "
            "work that out: also a mean from which it follows that a few answered otherwise than the rest."
        ) % smallest,
        _("Results move on when %(step)s more people of a class or a destination have answered.") % {"step": STEP},
    )  # fmt: skip
