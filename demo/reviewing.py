"""Publishes the demo's words as everyone must: what review holds is signed off by the demo's own reviewer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from assessments.actions import publish_question
from assessments.models import Question
from courses import actions
from demo import files
from review.actions import Held, dismiss

REASON = "Demo: read in its place. The words name a wrong and say what to do about it; they do not ask for it."


def publish(page: Page) -> None:
    """Publish a page; where a person has blocked it, it stays a draft."""
    signed_off(lambda: actions.publish(page), now=timezone.now())


def publish_in_bank(question: Question, *, now: datetime) -> None:
    """The same for a question."""
    signed_off(lambda: publish_question(question, now=now), now=now)


def signed_off(go_live: Callable[[], object], *, now: datetime) -> None:
    """Let words go live, signing for what holds them in one language after the other. What a person has blocked, and
    what is held again when it was signed for, stays as it is."""
    signed = set()
    while True:
        try:
            go_live()
        except Held as held:
            if held.text.subject in signed:
                return
            signed.add(held.text.subject)
            _sign(held, now=now)
        else:
            return


def _sign(held: Held, *, now: datetime) -> None:
    """Dismiss what holds these words, each with the reason and the reviewer's name, as the report will show."""
    reviewer = User.objects.get(username=files.read("people.yaml")["reviewer"])
    for line in held.judgement.holding:
        dismiss(held.text, rule=line.finding.rule, mark=line.mark, reason=REASON, by=reviewer, now=now)
