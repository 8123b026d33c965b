"""The demo's question bank: all of it is asked, and review holds none of its words in any language."""

from __future__ import annotations

import pytest

from accounts.models import Role
from assessments.models import Question
from demo import bank, curriculum, files
from review.models import Dismissal
from tests import factories
from tests.factories import NOW


@pytest.mark.slow
def test_every_question_goes_live_and_nobody_had_to_sign_for_a_word(db):
    reviewer = files.read("people.yaml")["reviewer"]
    factories.staff(Role.GENDER_REVIEWER, username=reviewer, email=reviewer)
    bank.load_questions(curriculum.load_topics(), now=NOW, refresh=False)
    assert list(Question.objects.filter(versions=None).values_list("key", flat=True)) == []
    assert list(Dismissal.objects.values_list("rule", "language", "words")) == []
