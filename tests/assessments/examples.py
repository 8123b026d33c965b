"""Questions to test with, as values: keys are readable, the right answers plain to see."""

from __future__ import annotations

from typing import Any

from assessments.questions import Kind, Option, Question


def en(text: str) -> dict[str, str]:
    return {"en": text}


def single(key: str = "when", **values: Any) -> Question:
    """Right: ``before``."""
    before = {"en": "Before I travel", "fil": "Bago ako umalis"}
    options = (
        Option("before", before, correct=True, feedback=en("You can ask.")),
        Option("after", en("After a month"), feedback=en("Too late to compare.")),
        Option("never", en("Never")),
    )
    defaults = {
        "stem": {"en": "When should you have your contract?", "fil": "Kailan dapat mayroon kang kontrata?"},
        "options": options,
        "feedback_right": en("Well read."),
        "feedback_wrong": en("Ask before you sign."),
        "lesson": "my-contract/before-i-sign",
    }
    return Question(key=key, kind=Kind.SINGLE, **{**defaults, **values})


def true_false(key: str = "blank-page", **values: Any) -> Question:
    """Right: ``false``."""
    options = (Option("true", en("True")), Option("false", en("False"), correct=True))
    stem = en("It is fine to sign a blank page.")
    return Question(key=key, kind=Kind.TRUE_FALSE, stem=stem, options=options, **values)


def multiple(key: str = "belongs", right: int = 3, wrong: int = 2, **values: Any) -> Question:
    """Right: ``r1``, ``r2`` …; wrong: ``w1`` …"""
    options = tuple(
        Option(name, en(name), correct=name.startswith("r"), feedback=en(f"why {name}"))
        for name in [f"r{at}" for at in range(1, right + 1)] + [f"w{at}" for at in range(1, wrong + 1)]
    )
    stem = en("Which belong in a contract?")
    return Question(key=key, kind=Kind.MULTIPLE, stem=stem, options=options, **values)


def ordering(key: str = "signing", steps: str = "abcde", **values: Any) -> Question:
    """Right: in the order of the alphabet."""
    options = tuple(Option(step, en(f"step {step}")) for step in steps)
    return Question(key=key, kind=Kind.ORDERING, stem=en("In which order?"), options=options, **values)


def matching(key: str = "words", pairs: str = "abcd", **values: Any) -> Question:
    """Right: ``a`` with ``A`` and so on."""
    options = tuple(Option(at, en(f"word {at}"), match_key=at.upper(), match=en(f"meaning {at}")) for at in pairs)
    return Question(key=key, kind=Kind.MATCHING, stem=en("What belongs together?"), options=options, **values)


EVERY_KIND = (single(), true_false(), multiple(), ordering(), matching())
