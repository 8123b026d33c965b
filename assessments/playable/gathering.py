"""Which questions of the bank a content is made of, what H5P has room for, and what stays here. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override
from h5p_python import Shelf, builder
from wagtail.images import get_image_model

from assessments.formats import h5p_building
from assessments.formats.drafts import CannotCarry, Draft, Lack
from assessments.formats.merging import Entry, draft_of
from assessments.models import Question, QuestionVersion, Quiz
from assessments.questions import in_language, read
from assessments.statistics.usage import Usage, beside
from core.models import Topic

MOST = 60
PICTURE = "max-1000x1000"


class Shape(StrEnum):
    """Questions of several kinds, each with its own button; or choices that are answered at a touch."""

    SET = "set"
    QUICK = "quick"


@dataclass(frozen=True)
class Wish:
    """What somebody wants a content of. ``asked_too``: also what a quiz asks, whose answers can then be found."""

    language: str
    shape: Shape = Shape.SET
    pass_mark: int = 70
    asked_too: bool = False


@dataclass(frozen=True)
class Row:
    """A question as it would go along. Asked by ``quizzes`` it stays out unless wished; ``lacks`` stay here."""

    question: Question
    stem: str
    lacks: tuple[Lack, ...]
    quizzes: tuple[str, ...]
    goes_along: bool


@dataclass(frozen=True)
class Gathered:
    """All rows, and the question that H5P is asked to build; none where nothing goes along."""

    rows: tuple[Row, ...]
    question: builder.Question | None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.question.key for row in self.rows if row.goes_along)


def published(*, topic: Topic | None = None, quiz: Quiz | None = None, pks: Collection[int] = ()) -> QuerySet[Question]:
    """Questions that have a version and are not retired: of a topic, of all that a quiz may ask, or these."""
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number").values("pk")[:1]
    wanted = Q(pk__in=list(pks))
    if topic:
        wanted |= Q(topic=topic)
    if quiz:
        wanted |= Q(pk__in=quiz.fixed.values("question"))
        for part in quiz.parts.all():
            wanted |= Q(topic=part.topic_id, **({"level": part.level} if part.level else {}))
    rows: QuerySet[Question] = Question.objects.filter(wanted, retired_at=None)
    found: QuerySet[Question] = rows.annotate(version=Subquery(newest))
    return found.exclude(version=None).order_by("topic__position", "key")


def gather(questions: Sequence[Question], wish: Wish) -> Gathered:
    """Each question by its newest version. A handful of queries, however many questions."""
    versions = QuestionVersion.objects.in_bulk([question.version for question in questions])
    contents = {version.question_id: version.content for version in versions.values()}
    drafts = {one.pk: draft_of(Entry(read(contents[one.pk]), one.family, one.form)) for one in questions}
    used, lacks = beside(questions), defaultdict[str, list[Lack]](list)
    setting = h5p_building.Setting(
        wish.language, _fill_in(wish.language), lambda draft, lack: lacks[draft.key].append(lack),
        _pictures(drafts.values()),
    )  # fmt: skip
    rows, built = [], []
    for question in questions:
        draft, quizzes = drafts[question.pk], _asking(used[question.pk])
        made = _made(draft, wish, setting) if wish.asked_too or not quizzes else None
        found = tuple(dict.fromkeys(lacks[draft.key]))
        rows.append(Row(question, in_language(draft.stem, wish.language).text, found, quizzes, made is not None))
        built += [made] if made else []
    return Gathered(tuple(rows), _whole(built, wish))


def missing_libraries(shape: Shape, shelf: Shelf) -> tuple[str, ...]:
    """The content types that this shape asks for and that are not installed."""
    names = ["H5P.SingleChoiceSet"] if shape is Shape.QUICK else ["H5P.QuestionSet", *_INNER]
    return tuple(name for name in names if shelf.newest(name) is None)


_INNER = ("H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks")


def _made(draft: Draft, wish: Wish, setting: h5p_building.Setting) -> h5p_building.Single | builder.SingleChoice | None:
    build = h5p_building.quick_choice if wish.shape is Shape.QUICK else h5p_building.question
    try:
        return build(draft, setting)
    except CannotCarry as cannot:
        setting.note(draft, cannot.lack)
        return None


def _whole(built: Sequence[h5p_building.Single | builder.SingleChoice], wish: Wish) -> builder.Question | None:
    choices = tuple(one for one in built if isinstance(one, builder.SingleChoice))
    if choices:
        return builder.SingleChoiceSet(choices, pass_percentage=wish.pass_mark)
    singles = [one for one in built if not isinstance(one, builder.SingleChoice)]
    return h5p_building.gathered(singles, pass_mark=wish.pass_mark) if singles else None


def _asking(used: Usage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quiz.title for quiz in (*used.fixed, *used.drawn)))


def _fill_in(language: str) -> str:
    with override(language):
        return _("Write what is missing.")


def _pictures(drafts: Iterable[Draft]) -> Mapping[int, builder.Picture]:
    """The pictures of the questions, small enough for a phone. Their words stand beside them."""
    numbers = {draft.picture for draft in drafts if draft.picture}
    found = get_image_model().objects.prefetch_renditions(PICTURE).filter(pk__in=numbers) if numbers else ()
    return {picture.pk: _picture(picture.get_rendition(PICTURE)) for picture in found}


def _picture(rendition: object) -> builder.Picture:
    with rendition.file.open("rb") as file:  # type: ignore[attr-defined]
        data = file.read()
    return builder.Picture(rendition.file.name, data, "", rendition.width, rendition.height)  # type: ignore[attr-defined]
