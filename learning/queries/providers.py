"""Who may train and teach, and until when: of a class, and of all that somebody answers for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, Role, User
from certificates.models import Certificate
from courses.models import Audience, CoursePage
from learning.access import Scope
from learning.models import Accreditation, Cohort, TrainerCertificate
from learning.validity import Term, Validity, validity

# Whoever accredits needs no accreditation of her own; posts abroad teach their staff alone.
_ABOVE = {Organisation.Kind.MINISTRY, Organisation.Kind.POST}
_FOR_THE_PUBLIC = {Audience.TRAINEE, Audience.FAMILY}


@dataclass(frozen=True)
class Named:
    """Somebody or some place, with what her permission comes to. ``at`` are the centres where she teaches."""

    name: str
    validity: Validity
    at: str = ""


@dataclass(frozen=True)
class ClassStanding:
    """Who gives a class. The centre is ``None`` where it needs no accreditation."""

    centre: Validity | None
    trainers: tuple[Named, ...]

    @property
    def needs_care(self) -> bool:
        centre = self.centre is not None and self.centre.needs_care
        return centre or any(one.validity.needs_care for one in self.trainers)


@dataclass(frozen=True)
class Providers:
    """Centres and trainers that somebody answers for; who needs care comes first."""

    centres: tuple[Named, ...]
    trainers: tuple[Named, ...]


def needs_permission(course: CoursePage) -> bool:
    """Whether a class of this course is for the public. Courses for staff, that for instructors too, ask for none."""
    return course.audience in _FOR_THE_PUBLIC


def needs_accreditation(organisation: Organisation) -> bool:
    return organisation.kind not in _ABOVE


def standing_of_centres(organisations: Collection[int], *, on: date) -> dict[int, Validity]:
    """What the accreditation of each comes to on a day. One query."""
    terms = defaultdict(list)
    for one in Accreditation.objects.filter(organisation__in=organisations):
        terms[one.organisation_id].append(one.term)
    return {pk: validity(terms[pk], on=on) for pk in organisations}


def standing_of_trainers(people: Collection[int], *, on: date) -> dict[int, Validity]:
    """What the certificates of each come to on a day: ours of the course for instructors, and those entered. Two
    queries."""
    terms = defaultdict(list)
    for one in TrainerCertificate.objects.filter(trainer__in=people):
        terms[one.trainer_id].append(one.term)
    for ours in _of_the_instructors_course(people):
        terms[ours.person_id].append(_term(ours))
    return {pk: validity(terms[pk], on=on) for pk in people}


def _of_the_instructors_course(people: Collection[int]) -> QuerySet[Certificate]:
    courses = CoursePage.objects.filter(audience=Audience.INSTRUCTOR).values("translation_key")
    return Certificate.objects.filter(person__in=people, course__in=courses).only(
        "person", "issued_at", "expires_at", "revoked_at"
    )


def _term(certificate: Certificate) -> Term:
    revoked = timezone.localdate(certificate.revoked_at) if certificate.revoked_at else None
    return Term(timezone.localdate(certificate.issued_at), timezone.localdate(certificate.expires_at), revoked)


def standing_of_class(cohort: Cohort, *, today: date) -> ClassStanding | None:
    """Who gives a class, today or, where it is to come or over, on its first or last day; none where nobody asks.

    Four queries.
    """
    if not needs_permission(cohort.course):
        return None
    on = min(max(today, cohort.starts_on), cohort.ends_on)
    centre = None
    if needs_accreditation(cohort.centre):
        centre = standing_of_centres([cohort.centre_id], on=on)[cohort.centre_id]
    return ClassStanding(centre, _named(cohort.instructors.order_by("name", "pk"), on))


def providers_within(scope: Scope, *, today: date) -> Providers:
    """The centres somebody answers for with their accreditation, and who teaches there. Five queries."""
    centres = list(organisations_within(scope))
    found = standing_of_centres([one.pk for one in centres], on=today)
    teaching = Q(memberships__role=Role.INSTRUCTOR, memberships__organisation__in=centres, is_active=True)
    people = User.objects.filter(teaching).distinct().order_by("name", "pk")
    return Providers(
        centres=_careful(Named(one.name, found[one.pk]) for one in centres),
        trainers=_careful(_named(people.prefetch_related("memberships__organisation"), today, at=True)),
    )


def organisations_within(scope: Scope) -> QuerySet[Organisation]:
    """The organisations that need accreditation, of those that somebody answers for. One query."""
    held = organisations_to_accredit()
    return held if scope.everyone else held.filter(pk__in=scope.organisations)


def organisations_to_accredit() -> QuerySet[Organisation]:
    return Organisation.objects.exclude(kind__in=_ABOVE)


def instructors_near(cohort: Cohort) -> QuerySet[User]:
    """Who may teach a class: the instructors of its centre, and those who teach it now. One query."""
    of_centre = Q(memberships__role=Role.INSTRUCTOR, memberships__organisation=cohort.centre_id, is_active=True)
    return User.objects.filter(of_centre | Q(taught_cohorts=cohort)).distinct().order_by("name", "pk")


def _named(people: QuerySet[User], on: date, *, at: bool = False) -> tuple[Named, ...]:
    found = list(people)
    standing = standing_of_trainers([one.pk for one in found], on=on)
    return tuple(Named(one.get_full_name(), standing[one.pk], _places(one) if at else "") for one in found)


def _places(trainer: User) -> str:
    held = trainer.memberships.all()
    return ", ".join(sorted({one.organisation.name for one in held if one.role == Role.INSTRUCTOR}))


def _careful(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(named, key=lambda one: (not one.validity.needs_care, one.name)))
