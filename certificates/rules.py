"""Decides whether what a person achieved earns a certificate. Knows nothing of courses, tests or classes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Reason(StrEnum):
    """Why there is no certificate yet. The codes are stable: reports and receipts carry them."""

    MODULES_MISSING = "modules_missing"
    ONLY_EXEMPT = "only_exempt"
    OVERLAY_MISSING = "overlay_missing"
    FINAL_MISSING = "final_missing"
    FINAL_SCORE_TOO_LOW = "final_score_too_low"
    FINAL_NOT_PASSED = "final_not_passed"
    ATTENDANCE_TOO_LOW = "attendance_too_low"


@dataclass(frozen=True)
class Achievement:
    """What one person has done in one course for one destination.

    ``overlay_done`` is true as well where the course has nothing about destinations. ``final_score`` is her best, in
    per cent, and none before she sat the test; ``final_passed`` also asks the must-know questions, and no exemption
    stands in for it. ``modules_recognised`` she had elsewhere, and from ``modules_exempt`` she is exempt; neither is
    missing. Minutes are those of the class, and count where it meets in a room.
    """

    modules_total: int
    modules_missing: tuple[UUID, ...] = ()
    modules_recognised: tuple[UUID, ...] = ()
    modules_exempt: tuple[UUID, ...] = ()
    overlay_done: bool = True
    has_final: bool = True
    final_score: Decimal | None = None
    final_passed: bool = False
    meets_in_room: bool = False
    minutes_attended: int = 0
    minutes_scheduled: int = 0

    @property
    def modules_done(self) -> int:
        return self.modules_total - len(self.modules_missing)


@dataclass(frozen=True)
class Rule:
    """What a course asks for. Both marks are in per cent and inclusive."""

    final_pass_mark: int
    attendance: int


@dataclass(frozen=True)
class Decision:
    """Granted, or the first reason why not; ``missing`` names the modules left, where they are the reason."""

    granted: bool
    reason: Reason | None = None
    missing: tuple[UUID, ...] = ()


def decide(rule: Rule, achievement: Achievement) -> Decision:
    """Ask for one thing at a time, in the order in which she would do them."""
    if achievement.modules_missing:
        return Decision(False, Reason.MODULES_MISSING, achievement.modules_missing)
    if not achievement.overlay_done:
        return Decision(False, Reason.OVERLAY_MISSING)
    if _only_exempt(achievement):
        return Decision(False, Reason.ONLY_EXEMPT)
    reason = _final(rule, achievement) or _attendance(rule, achievement)
    return Decision(reason is None, reason)


def _only_exempt(achievement: Achievement) -> bool:
    """A certificate of nothing but exemptions would prove nothing. A final test proves something by itself."""
    exempt = len(achievement.modules_exempt)
    return bool(exempt) and exempt == achievement.modules_total and not achievement.has_final


def _final(rule: Rule, achievement: Achievement) -> Reason | None:
    if not achievement.has_final:
        return None
    if achievement.final_score is None:
        return Reason.FINAL_MISSING
    if achievement.final_score < rule.final_pass_mark:
        return Reason.FINAL_SCORE_TOO_LOW
    return None if achievement.final_passed else Reason.FINAL_NOT_PASSED


def _attendance(rule: Rule, achievement: Achievement) -> Reason | None:
    """A class that meets in a room but never called the roll has proved nothing."""
    if not achievement.meets_in_room or not rule.attendance:
        return None
    attended, scheduled = achievement.minutes_attended, achievement.minutes_scheduled
    enough = scheduled and attended * 100 >= rule.attendance * scheduled
    return None if enough else Reason.ATTENDANCE_TOO_LOW
