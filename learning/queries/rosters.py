"""What class lists are read with: words for codes, who in reach may be the same person, who has begun since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from modeltranslation.utils import build_localized_fieldname

from core.templatetags.baon import language_name
from courses.models import Destination, Origin
from learning.access import Scope
from learning.models import (
    Attendance,
    Cohort,
    Enrolment,
    FiledPerson,
    Learner,
    PaperSheet,
    Record,
    RosterImport,
    RosterRow,
)
from learning.rosters_folding import Alikes, Somebody
from learning.rosters_headings import Column
from learning.rosters_rows import Terms, word

_CODES = tuple(code for code, _name in settings.LANGUAGES)
_SEXES = {
    Learner.Sex.WOMAN: "f|w|fem|female|girl|women|babae|perempuan|wanita|mujer|femenino|femme|féminin|أنثى|انثى|महिला",
    Learner.Sex.MAN: "m|male|boy|men|lalaki|laki-laki|pria|hombre|masculino|homme|masculin|ذكر|पुरुष",
}
_CHUNK = 2_000


def roster_terms(cohort: Cohort, *, silent: Mapping[str, str], year: int) -> Terms:
    """How the lists of this class are read. Three queries."""
    return Terms(
        words={
            Column.SEX: _choices(Learner.Sex) | _sexes(),
            Column.ORIGIN: _places(Origin.objects.all()),
            Column.DESTINATION: _places(Destination.objects.all()),
            Column.OCCUPATION: _choices(Learner.Occupation),
            Column.LANGUAGE: _languages(),
        },
        silent={Column(name): code for name, code in silent.items() if code},
        offered=frozenset(cohort.destinations.values_list("code", flat=True)),
        year=year,
    )


def _sexes() -> dict[str, str]:
    return {word(said): code.value for code, words in _SEXES.items() for said in words.split("|")}


def _choices(kind: type[Learner.Sex] | type[Learner.Occupation]) -> dict[str, str]:
    """Each code by itself and by its label in every language."""
    found = {word(one.value): one.value for one in kind}
    for language in _CODES:
        with translation.override(language):
            found |= {word(str(one.label)): one.value for one in kind}
    return found


def _places(places: Iterable[Origin | Destination]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place in places:
        names = (getattr(place, build_localized_fieldname("name", code), "") for code in _CODES)
        found |= {word(name): place.code for name in (place.code, place.name, *names) if name}
    return found


def _languages() -> dict[str, str]:
    found = {word(language_name(code)): code for code in _CODES}
    return found | {word(str(name)): code for code, name in settings.LANGUAGES} | {code: code for code in _CODES}


def within_reach(scope: Scope, destinations: Collection[str]) -> Iterator[tuple[int, Somebody]]:
    """The learners whom this person may see and who go there, the first one first. One query, streamed."""
    rows = (
        Learner.objects.within(scope)
        .filter(destination__code__in=destinations, merged_into=None)
        .order_by("pk")
        .values_list("pk", "user__name", "user__name_own", "birth_year", "destination__code")
    )
    for pk, name, own, year, code in rows.iterator(chunk_size=_CHUNK):
        yield pk, Somebody((name, own), year, code)


def alike_within(scope: Scope, values: Mapping[str, object], terms: Terms) -> int | None:
    """The first learner in reach who may be the person of a sound row. One query."""
    alikes = Alikes()
    alikes.add(1, somebody(values))
    found = within_reach(scope, terms.offered & {str(values["destination"])})
    return next((pk for pk, who in found if alikes.like(who)), None)


def somebody(values: Mapping[str, object]) -> Somebody:
    """A sound row as it is compared."""
    year = values["birth_year"]
    return Somebody(
        (str(values["name"]), str(values["name_own"])),
        year if isinstance(year, int) else None,
        str(values["destination"]),
    )


def rosters_of(cohort: Cohort) -> QuerySet[RosterImport]:
    """The lists that came as files."""
    return cohort.imports.exclude(file_name="").select_related("by")


def untouched(rows: Iterable[RosterRow]) -> frozenset[int]:
    """Of the places that these rows made, those whose owners have done nothing since. Two queries."""
    made = {row.enrolment_id: row.made_person for row in rows if row.enrolment_id}
    places = Enrolment.objects.filter(pk__in=made)
    idle = places.filter(
        ~Exists(Attendance.objects.filter(enrolment=OuterRef("pk"))),
        ~Exists(PaperSheet.objects.filter(enrolment=OuterRef("pk"))),
        ~Exists(FiledPerson.objects.filter(learner=OuterRef("learner"), filed__cohort=OuterRef("cohort"))),
        ~Exists(Record.objects.filter(learner=OuterRef("learner"), received_at__gte=OuterRef("enrolled_at"))),
    )
    fresh = frozenset(idle.filter(_nothing_at_all()).values_list("pk", flat=True))
    return frozenset(pk for pk in idle.values_list("pk", flat=True) if not made[pk] or pk in fresh)


def _nothing_at_all() -> Q:
    """She never came in, and nobody has written anything down about her."""
    other = Enrolment.objects.filter(learner=OuterRef("learner")).exclude(pk=OuterRef("pk"))
    return Q(
        ~Exists(other),
        learner__consented_at=None,
        learner__user__last_login=None,
        learner__records=None,
        learner__exemptions=None,
        learner__outside_training=None,
        learner__merges=None,
        learner__merged_into=None,
        learner__user__attempts=None,
    )
