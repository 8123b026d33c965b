"""Small real things to test with, built the way the product builds them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site

from accounts.models import Membership, Organisation, Role, User
from assessments.models import Option, Question, Quiz, QuizPart
from core.models import Topic
from courses.models import (
    CourseModule,
    CoursePage,
    Destination,
    Fact,
    FactKey,
    HomePage,
    LessonPage,
    ModuleLibraryPage,
    ModulePage,
    Origin,
)
from learning.models import Cohort, Enrolment, Learner

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic
        django_get_or_create = ("code",)

    code = "contracts"
    name = factory.LazyAttribute(lambda topic: topic.code.title())


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation
        django_get_or_create = ("code",)

    code = "hope-centre"
    kind = Organisation.Kind.CENTRE
    name = "Hope Centre"
    country = "PH"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"PERSN{number:03}")
    name = factory.Sequence(lambda number: f"Person {number}")


class DestinationFactory(DjangoModelFactory[Destination]):
    class Meta:
        model = Destination
        django_get_or_create = ("code",)

    code = "JO"
    slug = factory.LazyAttribute(lambda place: place.code.lower())
    name = "Jordan"
    currency = "JOD"


class OriginFactory(DjangoModelFactory[Origin]):
    class Meta:
        model = Origin
        django_get_or_create = ("code",)

    code = "PH"
    slug = factory.LazyAttribute(lambda place: place.code.lower())
    name = "Philippines"
    currency = "PHP"


class FactKeyFactory(DjangoModelFactory[FactKey]):
    class Meta:
        model = FactKey
        django_get_or_create = ("code",)

    code = "rest_day"
    label = "Rest day"
    question = "Which day do I rest?"


class FactFactory(DjangoModelFactory[Fact]):
    class Meta:
        model = Fact

    key = factory.SubFactory(FactKeyFactory)
    destination = factory.SubFactory(DestinationFactory)
    value = "You rest one day every week."
    source_title = "Labour law"
    source_type = Fact.SourceType.LAW
    checked_on = date(2026, 11, 1)
    review_by = date(2027, 5, 1)
    confidence = Fact.Confidence.HIGH


class QuestionFactory(DjangoModelFactory[Question]):
    """A question with one right and two wrong answers."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"question-{number}")
    topic = factory.SubFactory(TopicFactory)
    kind = Question.Kind.SINGLE
    level = Question.Level.EASY
    stem = "When should you have your contract?"

    @factory.post_generation
    def answers(self, create: bool, extracted: list[tuple[str, bool]] | None, **_: Any) -> None:
        if not create:
            return
        given = extracted or [("Before I travel", True), ("After a month", False), ("Never", False)]
        for position, (text, correct) in enumerate(given):
            Option.objects.create(
                question=self, position=position, text=text, correct=correct, feedback=f"About: {text}"
            )


class QuizFactory(DjangoModelFactory[Quiz]):
    class Meta:
        model = Quiz
        django_get_or_create = ("key",)

    key = "a3"
    title = "My contract"
    pass_mark = 75


def quiz_of(key: str, *, topic: str, count: int, pass_mark: int = 75) -> Quiz:
    """A quiz that asks so many questions of one topic."""
    quiz = QuizFactory(key=key, title=key, pass_mark=pass_mark)
    if not quiz.parts.exists():
        QuizPart.objects.create(quiz=quiz, topic=TopicFactory(code=topic), count=count)
    return quiz


def home() -> HomePage:
    """The front door in English, made once in a test."""
    locale = Locale.get_default()
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    Page.objects.filter(depth=2).delete()
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Baon", slug="home", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": page})
    return page


def module(
    title: str = "My contract",
    *,
    lessons: int = 2,
    quiz: Quiz | None = None,
    body: list[Any] | None = None,
    **values: Any,
) -> ModulePage:
    """A live module in the library with live lessons, each of one screen."""
    front = home()
    library = ModuleLibraryPage.objects.child_of(front).first() or front.add_child(
        instance=ModuleLibraryPage(title="Library", slug="library", locale=front.locale)
    )
    slug = title.lower().replace(" ", "-")
    page = library.add_child(
        instance=ModulePage(title=title, slug=slug, summary=f"{title}.", quiz=quiz, locale=front.locale, **values)
    )
    for number in range(1, lessons + 1):
        lesson = LessonPage(title=f"Lesson {number} of {title}", slug=f"lesson-{number}", locale=front.locale)
        lesson.body = body or [("step", "One idea"), ("text", "<p>A few words.</p>")]
        page.add_child(instance=lesson)
    return page


def course(
    *modules: ModulePage, title: str = "Domestic work", final: Quiz | None = None, overlay: ModulePage | None = None
) -> CoursePage:
    """A live course of these modules, the overlay last."""
    front = home()
    page = front.add_child(
        instance=CoursePage(
            title=title,
            slug=title.lower().replace(" ", "-"),
            summary=f"{title}.",
            final_quiz=final,
            locale=front.locale,
        )
    )
    for position, each in enumerate(modules):
        CourseModule.objects.create(course=page, module=each, sort_order=position)
    if overlay:
        CourseModule.objects.create(course=page, module=overlay, kind="overlay", sort_order=len(modules))
    return page


def staff(role: Role = Role.INSTRUCTOR, *, organisation: Organisation | None = None, **values: Any) -> User:
    """A person with one role in one organisation."""
    person = UserFactory(**{"email": "staff@baon.example", **values})
    Membership.objects.create(user=person, role=role, organisation=organisation or OrganisationFactory())
    return person


def cohort(page: CoursePage, *instructors: User, destinations: tuple[str, ...] = ("JO",), **values: Any) -> Cohort:
    """An open class of a course."""
    defaults = {
        "code": uuid.uuid4().hex[:6].upper(),
        "title": "Morning class",
        "course": page,
        "centre": OrganisationFactory(),
        "starts_on": NOW.date() - timedelta(days=3),
        "ends_on": NOW.date() + timedelta(days=10),
        "languages": ["en"],
        "safeguarding_name": "Ms Achieng",
        "safeguarding_phone": "+254 700 000000",
        "opened_at": NOW,
        "mode": "online",
    }
    made = Cohort.objects.create(**{**defaults, **values})
    made.instructors.set(instructors)
    made.destinations.set([DestinationFactory(code=code) for code in destinations])
    return made


def learner(
    in_class: Cohort | None = None, *, destination: str = "JO", origin: str = "PH", sex: str = "woman", **user: Any
) -> Learner:
    """A trainee, enrolled where a class is given."""
    person = UserFactory(**user)
    made = Learner.objects.create(
        user=person,
        birth_year=1998,
        sex=sex,
        origin=OriginFactory(code=origin),
        destination=DestinationFactory(code=destination),
        occupation=Learner.Occupation.DOMESTIC,
        consented_at=NOW,
        notice_version="2026-11",
    )
    if in_class:
        Enrolment.objects.create(
            learner=made, cohort=in_class, course_key=in_class.course.translation_key, enrolled_at=NOW
        )
    return made
