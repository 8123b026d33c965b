"""The one tail that every record takes: record → progress → achievement → certificate.

Called by this room's actions alone, inside their transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from assessments.scoring import Score
from certificates.actions import Issued, issue
from certificates.models import Certificate, CertificateRule
from courses.outline import CourseOutline
from courses.queries import outlines
from learning import queries
from learning.completion import CourseProgress, Deeds, LessonProgress, ModuleProgress, State, course_scope, progress
from learning.models import Enrolment, Learner, Merge, Progress, Record

Node = tuple[uuid.UUID, str]


@dataclass(frozen=True)
class Outcome:
    """What became of one record. ``stored`` is false when it had been kept before: nothing changed then.

    ``certificate`` is the one that this record earned, if it did.
    """

    stored: bool
    progress: CourseProgress | None = None
    certificate: Certificate | None = None
    score: Score | None = None


class RecordIdTaken(ValueError):
    """The id belongs to a record of another person."""


def lock(learner: Learner) -> None:
    """Lock first: two records that complete a course together must see each other.

    Who is put together with another entry while she does something is that other from here on: nothing of hers lands
    with the one that went.
    """
    Learner.objects.select_for_update().get(pk=learner.pk)
    merges = Merge.objects.select_related("kept__user", "kept__origin", "kept__destination")
    while made := merges.filter(gone=learner.pk).first():
        Learner.objects.select_for_update().get(pk=made.kept_id)
        vars(learner).update(vars(made.kept))


def lock_all(learners: Iterable[int]) -> None:
    """Lock first, and in one order: two that wait for each other would wait for ever."""
    list(Learner.objects.select_for_update().filter(pk__in=learners).order_by("pk").values_list("pk"))


def keep(record: Record) -> bool:
    """Add the record; false when it is here already, which the primary key tells. Raises ``RecordIdTaken``."""
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        owner = Record.objects.filter(pk=record.pk).values_list("learner_id", flat=True).first()
        if owner is None:
            raise
        if owner != record.learner_id:
            raise RecordIdTaken(str(record.pk)) from None
        return False
    return True


def next_sequence(learner: Learner) -> int:
    """For records made here, not on a device: one after the last. The learner must be locked."""
    last = Record.objects.filter(learner=learner).aggregate(last=Max("sequence"))["last"]
    return 0 if last is None else last + 1


def concerned(*nodes: uuid.UUID, editions: Iterable[str] = ()) -> tuple[CourseOutline, ...]:
    """The courses in which any of these lessons, modules or courses has a place: as these editions hold them, else as
    they are today."""
    held = [course for edition in editions for course in outlines(settings.LANGUAGE_CODE, edition)]
    pinned = {course.key for course in held}
    today = [course for course in outlines(settings.LANGUAGE_CODE) if course.key not in pinned]
    return tuple(
        course
        for course in [*held, *today]
        if any(course.key == node or course.module(node) or course.module_of(node) for node in nodes)
    )


def scope_at(node: uuid.UUID, *, destination: str) -> str:
    """Under which destination a record about this node is kept; none where the node is no more."""
    for course in concerned(node):
        module = course.module(node) or course.module_of(node)
        return module.scope(destination) if module else course_scope(course, destination)
    return ""


def follow(*, learner: Learner, node: uuid.UUID, now: datetime, besides: Iterable[uuid.UUID] = ()) -> Outcome:
    """Bring progress up to date with the records about these nodes, and certify what is complete."""
    known = queries.deeds(learner)
    enrolments = list(learner.enrolments.active().select_related("cohort__edition"))
    enrolled = {key for enrolment in enrolments for key in enrolment.course_keys}
    editions = {one.cohort.edition.code for one in enrolments if one.cohort.edition}
    courses = concerned(node, *besides, editions=sorted(editions))
    known = replace(known, passed=known.passed | _decide(learner, courses, known, now))
    trees = [progress(course, known, destination=learner.destination.code) for course in courses]
    _write(learner, trees, enrolled, now)
    mine = [tree for tree in trees if tree.key in enrolled]
    certificates = [certify(learner=learner, enrolments=enrolments, tree=tree, known=known, now=now) for tree in mine]
    return Outcome(
        stored=True,
        progress=next(iter([*mine, *trees]), None),
        certificate=next((one for one in certificates if one), None),
    )


def _decide(learner: Learner, courses: Iterable[CourseOutline], known: Deeds, now: datetime) -> frozenset[uuid.UUID]:
    """Keep what is passed now of the quizzes that are put together from parts."""
    decided = queries.newly_decided(learner, courses, known)
    for one in decided:
        keep(
            Record(
                id=uuid.uuid5(one.node, f"{learner.pk}:{one.scope}:decided"), learner=learner,
                verb=Record.Verb.QUIZ_DECIDED, node=one.node, scope=one.scope, sequence=next_sequence(learner),
                received_at=now, payload={"passed": True, **_points(one.decision.ratio)},
            )
        )  # fmt: skip
    return frozenset(one.node for one in decided)


def _points(ratio: Fraction) -> dict[str, str]:
    """In per cent, cut to thousandths as a score is."""
    return {"earned": str(Decimal(int(ratio * 100_000)).scaleb(-3)), "possible": "100"}


def _write(learner: Learner, trees: Iterable[CourseProgress], enrolled: set[uuid.UUID], now: datetime) -> None:
    """Keep what is begun and done. Rows are added and completed, never taken back."""
    states = dict(_states(trees, enrolled))
    there = {(row.node, row.scope): row for row in learner.progress.filter(node__in={node for node, _scope in states})}
    Progress.objects.bulk_create(
        [
            Progress(
                learner=learner, kind=kind, node=node, scope=scope, begun_at=now,
                done_at=now if state is State.DONE else None,
            )
            for (node, scope), (kind, state) in states.items()
            if (node, scope) not in there
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    finished = [
        row.pk for place, row in there.items() if place in states and states[place][1] is State.DONE and not row.is_done
    ]
    Progress.objects.filter(pk__in=finished, done_at=None).update(done_at=now)


def _states(
    trees: Iterable[CourseProgress], enrolled: set[uuid.UUID]
) -> Iterable[tuple[Node, tuple[Progress.Kind, State]]]:
    """What is begun or done, by node. A course she is not enrolled in is not hers, though its lessons may be."""
    for tree in trees:
        parts: list[tuple[Progress.Kind, CourseProgress | ModuleProgress | LessonProgress]] = []
        if tree.key in enrolled:
            parts.append((Progress.Kind.COURSE, tree))
        parts += [(Progress.Kind.MODULE, module) for module in tree.modules]
        parts += [(Progress.Kind.LESSON, line) for module in tree.modules for line in module.lessons]
        for kind, part in parts:
            state = part.lasting if isinstance(part, ModuleProgress) else part.state
            if state is not State.NOT_BEGUN:
                yield (part.key, part.scope), (kind, state)


def certify(
    *, learner: Learner, enrolments: Iterable[Enrolment], tree: CourseProgress, known: Deeds, now: datetime
) -> Certificate | None:
    """The certificate of a course that is done, once she has what its rule asks; asking again gives the same one."""
    rule = CertificateRule.objects.filter(course=tree.key).first()
    if tree.state is not State.DONE or rule is None or _got_by_fraud(learner, tree):
        return None
    issued = issue(
        person=learner.user,
        rule=rule,
        destination=tree.scope,
        language=learner.user.language,
        achievement=queries.achievement(learner, tree, enrolments=enrolments, known=known, now=now),
        now=now,
    )
    return issued.certificate if isinstance(issued, Issued) and issued.new else None


def _got_by_fraud(learner: Learner, tree: CourseProgress) -> bool:
    """Whose certificate was taken back for fraud gets none by reading on."""
    revoked = Certificate.objects.filter(person=learner.user_id, course=tree.key)
    return revoked.filter(revoked_because=Certificate.Reason.FRAUD).exists()
