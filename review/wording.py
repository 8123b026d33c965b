"""Says in words why review refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from review.actions import Held, NothingFound, NotYours, OwnWords, Refused, Unanswered

_QUOTED = 3  # findings that a message names

_REASONS = {
    OwnWords: gettext_lazy("You have changed these words since they were last published. Somebody else must sign."),
    NotYours: gettext_lazy("Your role does not sign for this. Ask a reviewer."),
    Unanswered: gettext_lazy("Answer every question, and tell your reason in words."),
    NothingFound: gettext_lazy("These words have changed since. Look at the findings again."),
}


def told(refusal: Refused) -> str:
    """The reason of a refusal, for the person who was refused."""
    if refusal.reason:
        return refusal.reason
    return _held(refusal) if isinstance(refusal, Held) else str(_REASONS[type(refusal)])


def _held(refusal: Held) -> str:
    judgement = refusal.judgement
    if judgement.blocks:
        block = judgement.blocks[0]
        return _("“%(title)s” was not published. %(kind)s, %(name)s: %(reason)s") % {
            "title": refusal.text.title, "kind": block.get_kind_display(), "name": block.reviewer,
            "reason": block.comment,
        }  # fmt: skip
    count = len(judgement.holding)
    return ngettext(
        "“%(title)s” was not published: a reviewer who did not write it must sign off %(words)s, or it must change.",
        "“%(title)s” was not published: a reviewer who did not write it must sign off %(count)s passages, or they "
        "must change: %(words)s.",
        count,
    ) % {
        "title": refusal.text.title,
        "count": count,
        "words": ", ".join(f"“{line.finding.words}”" for line in judgement.holding[:_QUOTED]),
    }
