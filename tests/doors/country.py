"""The people and things the doors are tried with: two classes of two centres, a foreign service, a desk of authors.

Everything that has an address lies here once for the near class and once for the far one. Who may open what is not
known here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import h5p_making as making
from django.core.files.base import ContentFile
from django.utils import timezone
from h5p_python import Shelf, open_package
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import Organisation, Role, User
from assessments.models import Question, QuestionImport
from assessments.surveys.addresses import survey_address
from certificates.actions import issue
from certificates.models import CertificateRule
from certificates.rules import Achievement
from courses.models import Edition, Fact, LessonPage, ModulePage, PhraseKey, QuestionTemplate, SharedPassage
from duties.actions import Had, ask_recognition
from duties.evidence import Evidence
from duties.models import StaffList, StaffMember
from h5p.actions import add
from h5p.models import Library, Upload
from handover.models import Export, Import
from learning import actions, arriving
from learning.actions import Mark
from learning.actions.merging import merge
from learning.actions.paper import PaperPlan, make_paper
from learning.models import (
    Accreditation,
    AttendanceChange,
    ClassSession,
    Cohort,
    CoreCourse,
    Exemption,
    Learner,
    OutsideTraining,
    RosterImport,
    TrainerCertificate,
    WaitingPlace,
)
from media.captions.actions import write
from media.models import Film, FilmUpload, Recording
from media.models.tracks import MARK_LETTERS
from tests import factories
from tests.assessments.surveys.conftest import make_survey
from tests.duties.conftest import assignment_of, foreign_service, posted, requirement
from tests.factories import NOW
from tests.h5p.packages import card
from tests.handover.conftest import picture
from tests.learning.conftest import SmallClass, small_class
from tests.learning.practising import checklist
from translating.actions import languages, work
from translating.models import Delivery, Term

GUEST = "guest"
NEAR, FAR, STAFF = "Nearbai", "Farawati", "Consulita"  # what nobody else is called
CHECKLIST = "negotiation"
VOICE = "0" * 32 + ".mp3"


@dataclass(frozen=True)
class Country:
    """Whoever comes, by what she is; and what stands in addresses: of the near class, of the far one, of everybody."""

    people: dict[str, User]
    near: dict[str, Any]
    far: dict[str, Any]
    shared: dict[str, Any]


def country() -> Country:
    ensure_groups()
    small, service = small_class(), foreign_service()
    grant(user=small.instructor, organisation=small.cohort.centre, role=Role.INSTRUCTOR)
    checklist(small.quizzes[small.contract.translation_key], key=CHECKLIST)
    far = factories.OrganisationFactory(code="far-centre", name="Far Centre")
    people = _staff(small.cohort.centre, far, service)
    near_class = _peopled(small.cohort, small.instructor, NEAR)
    far_class = _peopled(factories.cohort(small.course, people["far_teacher"], centre=far), people["far_teacher"], FAR)
    consul, colleague = _posted(service)
    desk = _desk(small, people)
    people |= {
        "trainee": near_class.pop("person"), "classmate": near_class.pop("other"), "far_trainee": far_class["person"],
        "teacher": small.instructor, "consul": consul.user, "far_consul": colleague.user,
    }  # fmt: skip
    return Country(people, near_class | _of_staff(consul, service), far_class | _of_staff(colleague, service), desk)


# ── People ───────────────────────────────────────────────────────────────────────────────────────


def _staff(near: Organisation, far: Organisation, service: SimpleNamespace) -> dict[str, User]:
    """One person for each role and each place where holding it makes a difference."""
    ministry = service.ministry
    places = {
        "colleague": (Role.INSTRUCTOR, near),
        "far_teacher": (Role.INSTRUCTOR, far),
        "officer": (Role.PROGRAMME_OFFICER, near),
        "far_officer": (Role.PROGRAMME_OFFICER, far),
        "ministry_officer": (Role.PROGRAMME_OFFICER, ministry),
        "author": (Role.AUTHOR, near),
        "reviewer": (Role.REVIEWER, near),
        "gender_reviewer": (Role.GENDER_REVIEWER, near),
        "law_checker": (Role.LAW_CHECKER, near),
        "returnee_reader": (Role.RETURNEE_READER, near),
        "translator": (Role.TRANSLATOR, near),
        "supervisor": (Role.CONSULAR_SUPERVISOR, service.amman),
        "far_supervisor": (Role.CONSULAR_SUPERVISOR, service.doha),
        "administrator": (Role.ADMINISTRATOR, near),
        "far_administrator": (Role.ADMINISTRATOR, far),
        "ministry_administrator": (Role.ADMINISTRATOR, ministry),
    }
    return {name: _with_role(name, role, place) for name, (role, place) in places.items()}


def _with_role(name: str, role: Role, place: Organisation) -> User:
    address = f"{name}@doors.example"
    person = factories.UserFactory(username=address, email=address, name=name.replace("_", " ").title())
    grant(user=person, organisation=place, role=role)
    return person


def _posted(service: SimpleNamespace) -> tuple[StaffMember, StaffMember]:
    requirement(service)
    members = posted(service, "100"), posted(service, "200", at="doha")
    for member, name in zip(members, (STAFF, "Dohan"), strict=True):
        member.user.name = f"{name} Officer"
        member.user.save()
    return members


# ── What a class has ─────────────────────────────────────────────────────────────────────────────


def _peopled(cohort: Cohort, teacher: User, name: str) -> dict[str, Any]:
    """What stands in the addresses of a class, by the names of their parts."""
    learner, mate = (factories.learner(cohort, name=f"{name} {which}") for which in ("One", "Two"))
    place = learner.enrolments.get()
    session, change = _sessions(cohort, place.pk, teacher)
    plan = PaperPlan(_contract(cohort).translation_key, "a3", "en", "JO")
    paper = make_paper(paper_id=uuid.uuid4(), cohort=cohort, plan=plan, by=teacher, now=NOW)
    live = actions.begin_live(
        form_id=uuid.uuid4(), cohort=cohort, source=factories.TopicFactory(code="contracts"), count=2, now=NOW
    )
    waits = factories.learner(name=f"{name} Three")
    filed = actions.file_list(form_id=uuid.uuid4(), cohort=cohort, by=teacher, now=NOW)
    return {
        "waiting": WaitingPlace.objects.create(cohort=cohort, learner=waits, asked_at=NOW).pk,
        **_counted(learner, teacher, name),
        **dict.fromkeys(("learning:filed_list.pk", "returns:filed_list.pk"), filed.pk),
        "person": learner.user, "other": mate.user, "code": cohort.code, "enrolment": place.pk, "session": session.pk,
        "token": arriving.sign(session.secret, step=arriving.step_at(timezone.now())).token, "change": change.pk,
        "paper": paper.pk, "sheet": paper.sheets.get(enrolment=place).code, "live": live.pk,
        **dict.fromkeys(("learning:roster.pk", "learning:roster_errors.pk"), _list(cohort, teacher, "class.csv")),
        "learning:sign_up_undo.pk": _list(cohort, teacher, ""),
        "serial": _certificate(learner, cohort),
    }  # fmt: skip


def _counted(learner: Learner, teacher: User, name: str) -> dict[str, Any]:
    """What stands in for her modules, and a second entry of hers."""
    of_her = {"learner": learner, "node": uuid.uuid4()}
    asked = {"provider": "Hope", "held_on": NOW.date(), "proof": "A paper", "asked_by": teacher, "asked_at": NOW}
    merged = merge(kept=learner, gone=factories.learner(name=f"{name} Four"), reason="One", by=teacher, now=NOW)
    return {
        "signed": Exemption.objects.create(id=uuid.uuid4(), signed_by=teacher, signed_at=NOW, **of_her).pk,
        "training": OutsideTraining.objects.create(id=uuid.uuid4(), **asked, **of_her).pk, "merge": merged.pk,
    }  # fmt: skip


def _contract(cohort: Cohort) -> ModulePage:
    return cohort.course.course_modules.order_by("sort_order").first().module.specific


def _sessions(cohort: Cohort, place: int, teacher: User) -> tuple[ClassSession, AttendanceChange]:
    """One that is open and shows its square, and one that was signed, with a change that is asked for."""
    signed, shown = (
        actions.add_session(cohort=cohort, starts_at=timezone.now() - timedelta(minutes=ago), minutes=90, topic="")
        for ago in (2, 1)
    )
    marks = {place: Mark("absent")}
    actions.mark_attendance(marking=uuid.uuid4(), session=signed, marks=marks, by=teacher, now=timezone.now())
    actions.close_session(session=signed, by=teacher, now=timezone.now())
    signed.refresh_from_db()
    change = actions.ask_change(
        form_id=uuid.uuid4(), session=signed, marks={place: Mark("present", 90)}, reason="On the paper list",
        by=teacher, now=timezone.now(),
    )  # fmt: skip
    actions.open_square(session=shown)
    shown.refresh_from_db()
    return shown, change


def _list(cohort: Cohort, teacher: User, name: str) -> uuid.UUID:
    return RosterImport.objects.create(
        id=uuid.uuid4(), cohort=cohort, by=teacher, file_name=name, state=RosterImport.State.READ, made_at=NOW
    ).pk


def _certificate(learner: Learner, cohort: Cohort) -> str:
    rule, _made = CertificateRule.objects.get_or_create(
        course=cohort.course.translation_key, title="Orientation", hours=40, final_pass_mark=70, attendance=90
    )
    earned = Achievement(modules_total=4, final_score=Decimal(80), final_passed=True)
    issued = issue(person=learner.user, rule=rule, destination="JO", language="en", achievement=earned, now=NOW)
    return issued.certificate.serial


# ── What staff abroad have ───────────────────────────────────────────────────────────────────────


def _of_staff(member: StaffMember, service: SimpleNamespace) -> dict[str, Any]:
    assignment = assignment_of(member)
    asked = ask_recognition(
        form_id=uuid.uuid4(), assignment=assignment, evidence=Evidence(b"%PDF-", "pdf"), by=member.user, now=NOW,
        had=Had("Protection", "Academy", NOW.date() - timedelta(days=5)),
    )  # fmt: skip
    brought = StaffList.objects.create(
        id=uuid.uuid4(), service=service.ministry, name="list.csv", brought_by=service.trainer, brought_at=NOW
    )
    of = dict.fromkeys(("list", "write_list", "put_away_list", "undo_list"), brought.pk)
    of |= {"recognition": asked.pk, "evidence": asked.pk, "exempt": assignment.pk, "end_exemption": assignment.pk}
    return {"assignment": assignment.pk, **{f"duties:{name}.pk": pk for name, pk in of.items()}}


# ── What authors have ────────────────────────────────────────────────────────────────────────────


def _desk(small: SmallClass, people: dict[str, User]) -> dict[str, Any]:
    lesson = LessonPage.objects.child_of(small.contract).first()
    Edition.objects.create(course_key=small.course.translation_key, code="a-2026-1", made_at=NOW)
    survey = make_survey()
    held = {"body": "Ministry", "valid_from": NOW.date(), "valid_until": NOW.date()}
    Accreditation.objects.create(organisation=small.cohort.centre, **held)
    TrainerCertificate.objects.create(trainer=small.instructor, **held)
    CoreCourse.objects.create(course_key=small.course.translation_key, core=factories.course(title="Core preparation"))
    return {
        **_bank(),
        **_of_survey(survey_address(survey.key, small.cohort.code)), **_of_translator(lesson, people["translator"]),
        "placement": small.contract.translation_key, "number": 1, "form": "csv", "kind": "gender", "side": "to",
        "model": "courses.lessonpage", "corridor": "ph-jo", "key": CHECKLIST, "name": VOICE,
        "slug": small.contract.slug, "module": small.contract.slug, "lesson": lesson.slug,
        "media:picture.name": "nothing.webp", "scanned.code": "A",
        **dict.fromkeys(("person", "wagtailusers_users.pk"), people["colleague"].pk),
        "authoring:figures.pk": lesson.pk, "authoring:duplicate.pk": small.contract.pk,
        "authoring:discard.pk": small.contract.pk, "authoring:amend.pk": lesson.pk, "facts:profile.code": "JO",
        **_files(people["author"], small), **_interactive(people["author"]), **_film(people["author"]),
    }  # fmt: skip


def _bank() -> dict[str, Any]:
    """One of everything that has a desk of its own and does not stand here yet, with a revision where it keeps them."""
    fact = factories.FactFactory()
    QuestionTemplate.objects.create(code="rest", key=fact.key, answer="value", topic=factories.TopicFactory(), stem="?")
    PhraseKey.objects.create(code="hello", meaning="Hello")
    Term.objects.create(term="contract")
    words = SharedPassage(
        locale=Locale.get_default(), code="call", title="Call", live=True, body=[("text", "<p>A</p>")]
    )
    words.save()
    picture()
    kept = {name: thing.save_revision().pk for name, thing in (("sharedpassage", words), ("fact", fact))}
    return {
        **{f"wagtailsnippets_courses_{name}.revision_id": pk for name, pk in kept.items()},
        "revision_id_a": "earliest", "revision_id_b": "latest",
    }  # fmt: skip


def _of_survey(address: str) -> dict[str, str]:
    _empty, _door, survey, wave, group, seal, _end = address.split("/")
    return {"survey": survey, "wave": wave, "group": group, "seal": seal, "survey_door": address}


def _of_translator(lesson: LessonPage, translator: User) -> dict[str, Any]:
    filipino = languages.open_language("fil", by=None)
    languages.appoint_translator(translator, language="fil", by=None, now=NOW)
    scope = f"page-{lesson.translation_key}"
    begun = work.begin(lesson, locale=filipino, by=translator)
    delivery = Delivery.objects.create(scope=scope, language="fil", name="words.po", by=translator, at=NOW)
    of = {f"translating:{name}.pk": begun.pk for name in ("hints", "fill", "take")}
    return {
        **of, "scope": scope, "segment": 1, "translating:delivery.pk": delivery.pk,
        "translating.language": "fil", "translating.key": lesson.translation_key,
        "language": "en", "review.key": lesson.translation_key,
    }  # fmt: skip


def _interactive(author: User) -> dict[str, Any]:
    """An H5P content whose page was not made yet, a file that somebody brought, and a library that nothing needs."""
    with open_package(BytesIO(card())) as package:
        version = add(package, by=author, now=NOW, shelf=Shelf(package))
    brought = Upload.objects.create(name="card.h5p", sha256="0" * 64, by=author, at=NOW, state=Upload.State.REFUSED)
    library = Library.objects.create(
        machine_name="H5P.Other", major=1, minor=0, patch=0, title="Other", sha256="0" * 64, installed_at=NOW,
        approved_at=NOW, described=making.library_json("H5P.Other 1.0"),
    )  # fmt: skip
    return {
        **dict.fromkeys((f"{room}.key" for room in ("h5p", "h5p_desk", "h5p_words")), version.content_id),
        "learning:play.content": version.content_id, "h5p_desk:upload.pk": brought.pk,
        "h5p_desk:remove_library.pk": library.pk, "sha256": "0" * 64, "h5p:medium.name": f"{'0' * 64}.png",
    }  # fmt: skip


def _film(author: User) -> dict[str, Any]:
    """A film of which nothing was made yet, its captions, and a file that could not be used."""
    film = Film.objects.create(title="Film", made_at=NOW, made_by=author)
    refused = FilmUpload.State.REFUSED
    coming = FilmUpload.objects.create(name="film.mp4", bytes=1, mark="0", by=author, at=NOW, state=refused)
    track = write(film, kind="captions", language="en", text="WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", seen="", now=NOW)
    return {
        "captions.kind": "captions", "media:track.pk": track.pk, "media:track.mark": track.mark[:MARK_LETTERS],
        "film": film.pk, "films.key": film.pk, "films:upload.pk": coming.pk, "films:piece.pk": coming.pk,
        "media:film.name": f"{'0' * 64}.mp4",
    }  # fmt: skip


def _files(author: User, small: SmallClass) -> dict[str, Any]:
    sent = Export.objects.create(course=small.course.translation_key, title="Course", licence="", by=author, at=NOW)
    got = Import.objects.create(name="course.zip", by=author, at=NOW, state=Import.State.REFUSED)
    asked = QuestionImport.objects.create(
        name="q.xlsx", format="xlsx", language="en", by=author, at=NOW, state="looked"
    )
    question = Question.objects.first()
    spoken = Recording.objects.create(
        language="en", words="A", words_hash="0", file=ContentFile(b"ID3", VOICE), kind="mp3", seconds=1, made_at=NOW
    )
    return {
        "handover:download.pk": sent.pk, "handover:import.pk": got.pk, "exchange:import.pk": asked.pk,
        "items:item.pk": question.pk, "questions_made.pk": QuestionTemplate.objects.get().pk,
        "recordings:remove.pk": spoken.pk, "recordings:put_back.pk": spoken.pk,
        **dict.fromkeys(("facts:confirm.pk", "facts:dependents.pk"), Fact.objects.get().pk),
    }  # fmt: skip
