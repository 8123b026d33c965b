"""Keeps an attempt that was made on paper. Who read the sheet, and that two agree, is known to the caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import models, transaction

from accounts.models import User
from assessments import scoring
from assessments.models import Answer, Attempt, Quiz
from assessments.paper.queries import asked
from assessments.responses import as_json, parse_response
from assessments.scoring import Given


@transaction.atomic
def write_down(
    *,
    attempt_id: UUID,
    person: User,
    quiz: Quiz,
    placement: UUID,
    language: str,
    origin: str,
    destination: str,
    pass_mark: int,
    responses: Mapping[int, object],
    now: datetime,
) -> Attempt:
    """Keep an attempt as a whole: begun, answered and scored in one; the same id again gives the one there is.

    ``responses`` holds by version, in order, what ``parse_response`` takes; ``None`` is "I'm not sure". The attempt is
    never open here, so an open one of hers at the same place stays as it is. Raises ``BadResponse``.
    """
    if there := Attempt.objects.filter(pk=attempt_id).first():
        return there
    questions = asked(list(responses))
    given = [
        Given(uuid5(attempt_id, str(version)), question.key, number, parse_response(question, responses[version]))
        for number, (version, question) in enumerate(questions.items())
    ]
    score = scoring.score(questions.values(), given)
    attempt = Attempt.objects.create(
        id=attempt_id, person=person, quiz=quiz, placement=placement, language=language, origin=origin,
        destination=destination, versions=list(questions), pass_mark=pass_mark, begun_at=now, submitted_at=now,
        **scoring.result(score, pass_mark=pass_mark),
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            id=one.id, attempt=attempt, version_id=version, sequence=one.sequence, received_at=now,
            # Without Value, "I'm not sure" would be SQL's NULL, which stands for no answer at all.
            response=models.Value(as_json(one.response), models.JSONField()),
        )
        for version, one in zip(questions, given, strict=True)
    )  # fmt: skip
    return attempt
