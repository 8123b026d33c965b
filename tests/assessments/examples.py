"""Questions to test with, as values: keys are readable, the right answers plain to see."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assessments.questions import Area, Kind, Number, Option, Question


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


def scenario(key: str = "doorway", **values: Any) -> Question:
    """Right: ``leave``."""
    options = (Option("wait", en("Wait")), Option("leave", en("Go to people"), correct=True))
    scene = en("A man stands in the doorway.")
    return Question(key=key, kind=Kind.SCENARIO, stem=en("What do you do?"), scene=scene, options=options, **values)


def listen(key: str = "heard", **values: Any) -> Question:
    """Right: ``kitchen``."""
    options = (Option("kitchen", en("Clean the kitchen"), correct=True), Option("car", en("Wash the car")))
    scene = en("Please clean the kitchen.")
    return Question(key=key, kind=Kind.LISTEN, stem=en("What does she ask?"), scene=scene, options=options, **values)


def hotspot(key: str = "exit", **values: Any) -> Question:
    """Right: ``door``."""
    options = (
        Option("window", en("The window"), area=Area(5, 10, 20, 30)),
        Option("door", en("The door"), correct=True, area=Area(60, 10, 20, 60)),
    )
    stem = en("Where is the safe way out?")
    return Question(key=key, kind=Kind.HOTSPOT, stem=stem, picture=7, options=options, **values)


def groups(key: str = "who-pays", **values: Any) -> Question:
    """Right: ``visa`` and ``flight`` with ``E``, ``snacks`` with ``M``."""
    options = (
        Option("visa", en("The visa"), match_key="E", match=en("The employer")),
        Option("snacks", en("My snacks"), match_key="M", match=en("Me")),
        Option("flight", en("The flight"), match_key="E", match=en("The employer")),
    )
    return Question(key=key, kind=Kind.GROUPS, stem=en("Who pays?"), options=options, **values)


def gap(key: str = "sentence", **values: Any) -> Question:
    """Right: ``passport`` in the first gap, ``me`` in the second."""
    options = (
        Option("me", {"en": "me", "fil": "akin"}, gap=2),
        Option("passport", {"en": "passport", "fil": "pasaporte"}, gap=1, feedback=en("It is yours.")),
        Option("agent", {"en": "the agent", "fil": "ahente"}),
    )
    stem = {"en": "I keep my [[1]] with [[2]].", "fil": "Nasa [[2]] ang [[1]] ko."}
    return Question(key=key, kind=Kind.GAP, stem=stem, options=options, **values)


def numeric(key: str = "wage", **values: Any) -> Question:
    """Right: 1500, and 10 more or less."""
    number = Number(Decimal("1500"), Decimal("10"))
    stem, unit = en("How much is left?"), en("riyals")
    return Question(key=key, kind=Kind.NUMERIC, stem=stem, options=(), number=number, unit=unit, **values)


def practice(key: str = "voice", **values: Any) -> Question:
    """Seen: ``loud``, which must be, and ``away``."""
    options = (Option("loud", en("Says a loud no"), correct=True), Option("away", en("Steps away")))
    return Question(key=key, kind=Kind.PRACTICE, stem=en("Voice and distance"), options=options, **values)


def oral(key: str = "numbers", **values: Any) -> Question:
    """Seen: ``police``."""
    options = (Option("police", en("Says the emergency number"), correct=True),)
    return Question(key=key, kind=Kind.ORAL, stem=en("Ask for the numbers"), options=options, **values)


def reflection(key: str = "hopes", **values: Any) -> Question:
    return Question(key=key, kind=Kind.REFLECTION, stem=en("What do you hope for?"), options=(), **values)


ASKED = (
    single(), true_false(), multiple(), scenario(), listen(), hotspot(), ordering(), matching(), groups(), gap(),
    numeric(), reflection(),
)  # fmt: skip
EVERY_KIND = (*ASKED, practice(), oral())
