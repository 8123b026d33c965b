"""Questions and quizzes of the bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from assessments.actions import publish_question
from assessments.content import content_of
from assessments.models import (
    OPTION_WORDS,
    QUESTION_WORDS,
    Option,
    Question,
    QuestionVersion,
    Quiz,
    QuizComponent,
    QuizItem,
    QuizPart,
)
from core.models import Topic
from handover.columns import columns
from handover.crossing import Outgoing
from handover.keepers import media, templates
from handover.keepers.hand import Hand
from handover.keepers.vocabulary import Rows, remove
from handover.records import Fields, Kind, Record
from review.actions import Held

_PLAIN = ("kind", "level", "must_know", "destinations", "fact", "origin_fact", "lesson")


class Questions:
    """A question as its newest version has it, or as it was last saved."""

    kind = Kind.QUESTION

    def read(self, keys: Collection[str], *, drafts: bool, crossing: Outgoing | None = None) -> dict[str, Fields]:
        across = crossing or Outgoing()
        asked = Question.objects.filter(key__in=list(keys)).select_related("topic")
        if drafts:
            found = {
                question.key: content_of(question, sorted(question.options.all(), key=_place))
                for question in asked.prefetch_related("options")
            }
        else:
            versions = QuestionVersion.objects.filter(question__in=asked).order_by("number").select_related("question")
            found = {version.question.key: version.content for version in versions}
        return {key: _named(fields, across) for key, fields in self._with_makers(found).items()}

    def _with_makers(self, found: Mapping[str, Fields]) -> dict[str, Fields]:
        """With the template that makes a question, where one does."""
        rows = Question.objects.filter(key__in=found).exclude(template="").values_list("key", "template")
        makers = dict(rows)
        there = templates.named(set(makers.values()))
        return {
            key: {**fields, "template": makers[key]} if makers.get(key) in there else fields
            for key, fields in found.items()
        }

    def write(self, record: Record, hand: Hand) -> None:
        fields = record.fields
        values: dict[str, Any] = {name: fields[name] for name in _PLAIN}
        values["number"], values["tolerance"] = map(Decimal, fields["number"]) if "number" in fields else (None, 0)
        values["picture_id"] = _picture(fields)
        values["origins"] = fields.get("origins", [])
        values["template"] = fields.get("template", "")
        values["family"], values["form"] = fields.get("family", ""), fields.get("form", "")
        for name in QUESTION_WORDS:
            values |= columns(Question, name, fields.get(name, {}))
        question, _made = Question.objects.update_or_create(
            key=record.key, defaults={**values, "topic": Topic.objects.get(code=fields["topic"]), "retired_at": None}
        )
        _write_options(question, fields["options"])

    def show(self, key: str, hand: Hand) -> None:
        question = Question.objects.get(key=key)
        try:
            publish_question(question, now=hand.now)
        except Held:
            hand.waiting.append(str(question))

    def is_live(self, key: str) -> bool:
        return QuestionVersion.objects.filter(question__key=key).exists()

    def erase(self, key: str, hand: Hand) -> None:
        remove(Question.objects.filter(key=key).first())

    def hide(self, key: str, hand: Hand) -> None:
        """Somebody may have answered a version of it: it is kept, and no longer asked."""
        Question.objects.filter(key=key).update(retired_at=hand.now)


def _named(content: Fields, across: Outgoing) -> Fields:
    """Pictures by their name instead of their number here."""
    fields = {name: value for name, value in content.items() if name != "key"}
    fields["options"] = [_pictured(option, across) for option in fields["options"]]
    return _pictured(fields, across)


def _pictured(fields: Fields, across: Outgoing) -> dict[str, Any]:
    if "picture" not in fields:
        return dict(fields)
    return {**fields, "picture": across.medium(Kind.PICTURE, fields["picture"], "picture")}


def _picture(fields: Fields) -> int | None:
    return media.row_of(Kind.PICTURE, fields["picture"]) if "picture" in fields else None


def _place(option: Option) -> tuple[int, int]:
    return option.position, option.pk


def _write_options(question: Question, listed: list[Fields]) -> None:
    there = {str(option.key): option for option in question.options.all()}
    new = []
    for position, fields in enumerate(listed):
        option = there.pop(fields["key"], None) or Option(question=question, key=fields["key"])
        option.position, option.match_key, option.correct = position, fields["match_key"], fields["correct"]
        option.gap, option.area, option.picture_id = fields.get("gap", 0), fields.get("area"), _picture(fields)
        for name in OPTION_WORDS:
            for column, text in columns(Option, name, fields[name]).items():
                setattr(option, column, text)
        if option.pk:
            option.save()
        else:
            new.append(option)
    Option.objects.bulk_create(new)
    question.options.filter(pk__in=[option.pk for option in there.values()]).delete()


class Quizzes(Rows):
    kind = Kind.QUIZ
    model = Quiz
    code = "key"
    plain = ("pass_mark",)
    said = ("title",)

    def fields(self, row: Any) -> dict[str, Any]:
        parts = row.parts.select_related("topic").order_by("id")
        beside = {
            "form": row.form,
            "before": row.before and row.before.key,
            "fixed": list(row.fixed.order_by("sort_order").values_list("question__key", flat=True)),
            "components": list(row.components.order_by("id").values("kind", "weight", "pass_mark")),
        }
        return {
            **super().fields(row),
            "parts": [{"topic": part.topic.code, "count": part.count, "level": part.level} for part in parts],
            **{name: value for name, value in beside.items() if value},
        }

    def values(self, fields: Fields) -> dict[str, Any]:
        values = {**super().values(fields), "form": fields.get("form", ""), "before": None}
        if "before" in fields:
            # A quiz may be read before the one it names: what is still to be said of that comes with its own record.
            values["before"], _made = Quiz.objects.get_or_create(key=fields["before"])
        return values

    def beside(self, row: Any, fields: Fields) -> None:
        row.fixed.all().delete()
        for place, key in enumerate(fields.get("fixed", [])):
            QuizItem.objects.create(quiz=row, question=Question.objects.get(key=key), sort_order=place)
        row.components.all().delete()
        for component in fields.get("components", []):
            QuizComponent.objects.create(quiz=row, **component)
        row.parts.all().delete()
        for part in fields["parts"]:
            topic = Topic.objects.get(code=part["topic"])
            QuizPart.objects.create(quiz=row, topic=topic, count=part["count"], level=part["level"])
