"""What the pages of a live round show: to the class never who, and while a question is open never what is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assessments import drawing, explaining, questions, showing
from assessments.drawing import Item
from assessments.models import QuestionVersion
from assessments.queries import question
from assessments.questions import CHOICES, ONE_CHOICE, Kind, Question, Words, in_language
from core.models import Topic
from courses.overlays import Corridor
from learning import tallying
from learning.models import Cohort, LiveQuiz, LiveTally
from learning.queries.words import course_words
from learning.tallying import Bar, Counted, Given

# A place on a picture is touched, not called out; the other kinds have no single letter for an answer.
LIVE_KINDS = CHOICES - {Kind.HOTSPOT}
# Letters and shapes on screens and on the cards: nobody has to tell colours apart, or to read.
SIGNS = (("A", "circle"), ("B", "triangle"), ("C", "square"), ("D", "diamond"))


@dataclass(frozen=True)
class Line:
    """One choice on the screen. ``key`` is what a phone sends, ``hands`` the cards counted for it."""

    letter: str
    shape: str
    key: str
    text: Words
    picture: int | None = None
    hands: int = 0


@dataclass(frozen=True)
class Screen:
    """An open question as everyone may see it. Holds nothing that tells which answer is right."""

    asked: showing.Asked
    lines: tuple[Line, ...]
    phones: int


@dataclass(frozen=True)
class Outcome:
    """One choice once the question is closed: how many chose it, whether it is right, and why."""

    line: Line
    bar: Bar
    feedback: Words


@dataclass(frozen=True)
class Slip:
    """What so many of the class got wrong: a choice they made, or a right one they left out."""

    text: Words
    count: int
    left_out: bool


@dataclass(frozen=True)
class Review:
    """A closed question. ``lesson`` is where to read it again, ``title`` that lesson's name where the course has it."""

    number: int
    asked: showing.Asked
    outcomes: tuple[Outcome, ...]
    counted: Counted
    slips: tuple[Slip, ...]
    why: Words
    lesson: str
    title: str = ""


@dataclass(frozen=True)
class Source:
    """What a round can be about: ``quiz:<key>`` or ``topic:<code>``, with its name."""

    value: str
    title: str


def class_corridor(cohort: Cohort) -> Corridor:
    """Where the whole class comes from and goes; neither where there are several. At most four queries."""
    codes = list(cohort.destinations.values_list("code", flat=True)[:2])
    edition = cohort.edition.code if cohort.edition else ""
    return Corridor(class_origin(cohort), codes[0] if len(codes) == 1 else "", edition=edition)


def class_origin(cohort: Cohort, *, destination: str = "") -> str:
    """What was said of the class, else where everyone comes from, or everyone who goes there; none where they come from
    several places. One query."""
    if cohort.origin:
        return cohort.origin.code
    people = cohort.enrolments.active()
    if destination:
        people = people.filter(learner__destination__code=destination)
    codes = list(people.order_by().values_list("learner__origin__code", flat=True).distinct()[:2])
    return codes[0] if len(codes) == 1 else ""


def live_sources(cohort: Cohort, *, language: str) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The quizzes of the course by their modules, and the topics that have questions. One query beside the course."""
    course = course_words(cohort, language=language)
    modules = course.modules if course else ()
    final = [Source(f"quiz:{course.final_quiz}", course.title)] if course and course.final_quiz else []
    topics = Topic.objects.filter(questions__kind__in=LIVE_KINDS, questions__retired_at=None).distinct()
    return (
        (*(Source(f"quiz:{module.quiz}", module.title) for module in modules if module.quiz), *final),
        tuple(Source(f"topic:{topic.code}", topic.name) for topic in topics),
    )


def askable_live(items: Collection[Item]) -> tuple[Item, ...]:
    """Those of the bank that a class can answer with four cards. One query."""
    found = _read([item.version for item in items])
    return tuple(item for item in items if item.version in found and _fits(found[item.version]))


def _fits(asked: Question) -> bool:
    return asked.kind in LIVE_KINDS and len(asked.options) <= len(SIGNS)


def live_questions(live: LiveQuiz) -> dict[int, Question]:
    """The questions of a round, in order, by version. One query."""
    return _read(live.versions)


def _read(versions: Collection[int]) -> dict[int, Question]:
    rows = QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "content")
    found = {pk: questions.read(content) for pk, content in rows}
    return {pk: found[pk] for pk in versions if pk in found}


def open_live(cohort: Cohort) -> LiveQuiz | None:
    """The round that is before the class now. One query."""
    return LiveQuiz.objects.open().filter(cohort=cohort).first()


def past_lives(cohort: Cohort) -> list[LiveQuiz]:
    """The rounds a class has had, the latest first. One query."""
    return list(LiveQuiz.objects.over().filter(cohort=cohort).select_related("quiz", "topic"))


def live_pulse(code: str) -> tuple[str, int]:
    """The mark of what is before a class, empty where nothing is, and how many phones answered. Two queries."""
    live = LiveQuiz.objects.open().filter(cohort__code=code).first()
    return (live.mark, _phones(_tallies(live, [live.version]).get(live.version, {}))) if live else ("", 0)


def live_screen(live: LiveQuiz, *, language: str) -> Screen:
    """The question that is open. Two queries."""
    asked = _asked(live, question(live.version), language)
    given = _tallies(live, [live.version]).get(live.version, {})
    return Screen(asked, _lines(asked, given), _phones(given))


def live_review(live: LiveQuiz, *, language: str) -> Review:
    """The question on the screen, closed. Two queries."""
    return _review(live, live.version, question(live.version), _tallies(live, [live.version]), language)


def live_reviews(live: LiveQuiz, cohort: Cohort, *, language: str) -> list[Review]:
    """Every question that somebody answered, what the class missed most first. Two queries beside the course."""
    tallies = _tallies(live, live.versions)
    titles = _lesson_titles(cohort, language)
    found = [
        _review(live, version, asked, tallies, language, titles) for version, asked in live_questions(live).items()
    ]
    answered = (review for review in found if review.counted.answers)
    return sorted(answered, key=lambda review: (-review.counted.missed_share, review.number))


def _review(
    live: LiveQuiz,
    version: int,
    about: Question,
    tallies: Mapping[int, Mapping[str, Given]],
    language: str,
    titles: Mapping[str, str] | None = None,
) -> Review:
    asked = _asked(live, about, language)
    given = tallies.get(version, {})
    lines = {line.key: line for line in _lines(asked, given)}
    counted = tallying.count(
        given,
        choices=tuple(lines),
        right=about.right_keys,
        phones=_phones(given),
        not_sure=given.get(LiveTally.NOT_SURE, Given()).all,
        one_choice=asked.one_choice,
    )
    feedback = {option.key: in_language(option.feedback, language) for option in about.options}
    return Review(
        number=live.versions.index(version) + 1,
        asked=asked,
        outcomes=tuple(Outcome(lines[bar.choice], bar, feedback[bar.choice]) for bar in counted.bars),
        counted=counted,
        slips=tuple(Slip(lines[one.choice].text, one.count, one.left_out) for one in counted.mistakes),
        why=_why(about, language),
        lesson=about.lesson,
        title=(titles or {}).get(about.lesson, ""),
    )


def _why(about: Question, language: str) -> Words:
    keys = tuple(key for key in about.option_keys if key in about.right_keys)
    right = explaining.explain(about, keys[0] if about.kind in ONE_CHOICE else keys, language=language)
    return right.feedback or explaining.explain(about, None, language=language).feedback


def _asked(live: LiveQuiz, about: Question, language: str) -> showing.Asked:
    options, _partners = drawing.arrange(about, seed=live.pk)
    return showing.ask(about, language=language, options=options)


def _lines(asked: showing.Asked, given: Mapping[str, Given]) -> tuple[Line, ...]:
    return tuple(
        Line(letter, shape, choice.key, choice.text, choice.picture, given.get(choice.key, Given()).hands)
        for (letter, shape), choice in zip(SIGNS, asked.choices, strict=False)
    )


def _tallies(live: LiveQuiz, versions: Iterable[int]) -> dict[int, dict[str, Given]]:
    rows = LiveTally.objects.filter(live=live, version__in=versions)
    found: dict[int, dict[str, Given]] = {}
    for version, choice, phones, hands in rows.values_list("version", "choice", "phones", "hands"):
        found.setdefault(version, {})[choice] = Given(phones, hands)
    return found


def _phones(given: Mapping[str, Given]) -> int:
    return given.get(LiveTally.PHONES, Given()).phones


def _lesson_titles(cohort: Cohort, language: str) -> dict[str, str]:
    course = course_words(cohort, language=language)
    return {
        f"{module.slug}/{lesson.slug}": lesson.title
        for module in (course.modules if course else ())
        for lesson in module.lessons
    }
