"""Draws that Python and a phone must both make. ``python -m tests.assessments.vectors`` writes them anew."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any
from uuid import UUID

from assessments import drawing
from assessments.drawing import Draw, Item, Part
from assessments.questions import Kind, Option, Question

FILE = Path(__file__).with_name("vectors.json")
TOPICS = ("contracts", "money", "मदद")
KINDS = (Kind.SINGLE, Kind.TRUE_FALSE, Kind.HOTSPOT, Kind.ORDERING, Kind.MATCHING, Kind.GROUPS, Kind.GAP, Kind.PRACTICE)


def item(raw: dict[str, Any]) -> Item:
    places = {name: frozenset(raw[name]) for name in ("destinations", "origins")}
    return Item(**{**raw, **places})


def question(raw: dict[str, Any]) -> Question:
    options = tuple(Option(key=one["key"], text={}, match_key=one["match_key"]) for one in raw["options"])
    return Question(key=raw["key"], kind=Kind(raw["kind"]), stem={}, options=options)


def drawn(case: dict[str, Any]) -> dict[str, Any]:
    """What Python makes of a case."""
    asked = {
        "seed": UUID(case["seed"]), "destination": case["destination"], "origin": case["origin"],
        "known_facts": frozenset(case["facts"]),
        "known_origin_facts": frozenset(case["originFacts"]),
    }  # fmt: skip
    bank = [item(raw) for raw in case["bank"]]
    if "missed" in case:
        return told(drawing.parallel(bank, case["missed"], **asked), [])
    parts = [Part(**raw) for raw in case["parts"]]
    return told(drawing.draw(bank, parts, fixed=case["fixed"], form=case["form"], **asked), parts)


def told(draw: Draw, parts: list[Part]) -> dict[str, Any]:
    short = {id(one.part): one.found for one in draw.shortfalls}
    return {
        "versions": list(draw.versions),
        "shortfalls": [[at, short[id(part)]] for at, part in enumerate(parts) if id(part) in short],
        "missing": list(draw.missing),
    }


def arranged(case: dict[str, Any]) -> list[list[str]]:
    return [list(side) for side in drawing.arrange(question(case["question"]), seed=UUID(case["seed"]))]


def _made() -> dict[str, Any]:
    luck = random.Random("Baon")
    draws = [_draw(luck) for _case in range(40)] + [_again(luck) for _case in range(20)]
    arrangements = [_arrangement(luck, kind) for kind in KINDS for _case in range(4)]
    return {
        "draws": [{**case, "expected": drawn(case)} for case in draws],
        "arrangements": [{**case, "expected": arranged(case)} for case in arrangements],
    }


def _draw(luck: random.Random) -> dict[str, Any]:
    bank = _bank(luck)
    parts = [
        {"topic": luck.choice(TOPICS), "count": luck.randint(1, 6), "level": luck.choice([None, None, 1, 2, 3])}
        for _part in range(luck.randint(0, 3))
    ]
    fixed = [luck.choice([*(one["key"] for one in bank), "unknown"]) for _one in range(luck.randint(0, 4))]
    return {**_case(luck, bank), "parts": parts, "fixed": fixed, "form": luck.choice(["", "A", "B"])}


def _again(luck: random.Random) -> dict[str, Any]:
    bank = _bank(luck)
    return {**_case(luck, bank), "missed": [luck.choice(bank)["key"] for _one in range(luck.randint(1, 4))]}


def _case(luck: random.Random, bank: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "seed": str(UUID(int=luck.getrandbits(128))), "destination": luck.choice(["", "JO", "QA"]),
        "origin": luck.choice(["", "NP"]),
        "facts": luck.sample(["rest_day", "hotline"], luck.randint(0, 2)),
        "originFacts": luck.sample(["fee_rule"], luck.randint(0, 1)), "bank": bank,
    }  # fmt: skip


def _bank(luck: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "version": number, "key": f"{luck.choice(['q', 'अ', '𝄞', 'é'])}-{number}", "topic": luck.choice(TOPICS),
            "level": luck.randint(1, 3), "destinations": luck.choice([[], [], ["JO"], ["JO", "QA"]]),
            "fact": luck.choice(["", "", "rest_day", "hotline"]), "origin_fact": luck.choice(["", "", "", "fee_rule"]),
            "retired": luck.random() < 0.1, "family": luck.choice(["", "", "wage", "rest"]),
            "form": luck.choice(["", "A", "B"]), "origins": luck.choice([[], [], ["NP"], ["PH", "LK"]]),
        }
        for number in range(1, luck.randint(4, 18))
    ]  # fmt: skip


def _arrangement(luck: random.Random, kind: Kind) -> dict[str, Any]:
    keys = [f"k{luck.getrandbits(32):x}" for _key in range(luck.randint(2, 6))]
    partners = [f"p{at % 2 if kind is Kind.GROUPS else at}" for at in range(len(keys))]
    options = [{"key": key, "match_key": partner} for key, partner in zip(keys, partners, strict=True)]
    asked = {"key": f"question-{luck.randint(1, 99)}", "kind": kind.value, "options": options}
    return {"seed": str(UUID(int=luck.getrandbits(128))), "question": asked}


if __name__ == "__main__":
    lines = [
        f'"{name}": [\n' + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]"
        for name, cases in _made().items()
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
