"""Lays the rules over what is known of one person: which training falls on her, for which posting, and its standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from duties.due import Completion, Facts, Standing, counts, refreshed, standing
from duties.models import Posting, Requirement
from duties.queries.dossiers import Dossier


@dataclass(frozen=True)
class Case:
    """One training that falls on one person. ``posting`` is the one it is for, or none where it asks for none."""

    requirement: Requirement
    dossier: Dossier
    posting: Posting | None
    standing: Standing


def cases(dossier: Dossier, requirements: Iterable[Requirement]) -> list[Case]:
    """What falls on her of these rules. Asks the database nothing."""
    return [case for requirement in requirements if (case := _case(requirement, dossier))]


def _case(requirement: Requirement, dossier: Dossier) -> Case | None:
    """For the first posting whose training is open, else for the last: who has done one begins with the next."""
    found = [_for_posting(requirement, dossier, posting) for posting in _fitting(requirement, dossier)]
    if found:
        return next((case for case in found if case.standing.is_open), found[-1])
    return _for_posting(requirement, dossier, None) if requirement.meets_everyone else None


def _fitting(requirement: Requirement, dossier: Dossier) -> Iterator[Posting]:
    for posting in dossier.postings:
        ends, details = dossier.ends(posting), dossier.details(posting)
        over = ends is not None and ends < dossier.today
        if not over and requirement.meets(posting.role, details.kind if details else ""):
            yield posting


def _for_posting(requirement: Requirement, dossier: Dossier, posting: Posting | None) -> Case:
    rule, facts = requirement.rule, _facts(requirement, dossier, posting)
    done = sorted([*dossier.done.get(requirement.course, ()), *dossier.recognised.get(requirement.pk, ())])
    passed = dossier.passed.get(requirement.course, {})
    counted = [one for one in done if counts(rule, facts, one)] or done
    again: tuple[Completion, ...] = refreshed(passed, first=counted[-1], rule=rule, facts=facts) if counted else ()
    stands = standing(rule, facts, [*done, *again], today=dossier.today, exempt=requirement.pk in dossier.exempt)
    return Case(requirement, dossier, posting, stands)


def _facts(requirement: Requirement, dossier: Dossier, posting: Posting | None) -> Facts:
    before = [one.starts_on for one in dossier.postings if posting and one.starts_on < posting.starts_on]
    return Facts(
        hired_on=dossier.staff.hired_on,
        posting_starts=posting.starts_on if posting else None,
        post_before=max(before, default=None),
        country=posting.post.country if posting else "",
        editions_on=dossier.editions.get(requirement.course, ()),
    )
