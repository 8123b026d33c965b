"""Reads the rules of a language from its file, once. What the rules do is told in ``terms``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from review.phrases import BadPhrase, Grammar, Phrase, expression, phrase
from review.terms import Clue, Level, Ratio, Rule, RuleBook

FOLDER = Path(__file__).parent / "rules"
_CLUE_KEYS = {"phrase", "expression", "unless", "with", "not_after"}
_RULE_KEYS = {
    "rule", "level", "name", "suggest", "why", "find", "unless", "not_after", "kinds", "ratio", "sentence_words",
    "grade", "positive", "negative",
}  # fmt: skip


class BadRules(ValueError):
    """A file of rules that says something nobody can act on."""


def languages() -> tuple[str, ...]:
    """The languages that have rules."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def book(language: str) -> RuleBook | None:
    """The rules of a language, or none: then there is no automatic check. ``es-mx`` reads the rules of ``es``."""
    known = language.lower().partition("-")[0]
    return _read(known) if known in languages() else None


@cache
def _read(language: str) -> RuleBook:
    data = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return parse(data, language=language, english=None if language == "en" else _read("en"))


def parse(data: dict[str, Any], *, language: str, english: RuleBook | None = None) -> RuleBook:
    """Rules from what a file says. Its suggestions and reasons in English are those of ``english``.

    Raises ``BadRules``, naming the rule.
    """
    grammar = Grammar(
        endings=tuple(data.get("endings", ())),
        prefixes=tuple(data.get("prefixes", ())),
        negations=tuple(data.get("negations", ())),
        apostrophe_joins=data.get("apostrophe_joins", False),
        lists={name: "".join(listed.split()) for name, listed in data.get("lists", {}).items()},
    )
    rules = tuple(_rule(entry, grammar, language, english) for entry in data["rules"])
    numbers = [rule.number for rule in rules]
    if len(numbers) != len(set(numbers)):
        raise BadRules(f"{language}: a rule stands there twice")
    return RuleBook(language, bool(data["native_reviewed"]), rules, grammar)


def _rule(entry: dict[str, Any], grammar: Grammar, language: str, english: RuleBook | None) -> Rule:
    try:
        if unknown := set(entry) - _RULE_KEYS:
            raise BadRules(f"unknown: {', '.join(sorted(unknown))}")
        model = english.rule(str(entry["rule"])) if english else None
        return Rule(
            number=str(entry["rule"]),
            level=Level(entry["level"]),
            name=entry["name"],
            suggest=entry["suggest"][language],
            why=entry["why"][language],
            suggest_en=model.suggest if model else entry["suggest"]["en"],
            why_en=model.why if model else entry["why"]["en"],
            clues=_clues(entry.get("find"), entry, grammar),
            kinds=frozenset(entry["kinds"]) if "kinds" in entry else Rule.kinds,
            ratio=_ratio(entry["ratio"], grammar) if "ratio" in entry else None,
            longest=entry.get("sentence_words"),
            graded=entry.get("grade", False),
            positive=tuple(entry["positive"]),
            negative=tuple(entry["negative"]),
        )
    except (BadPhrase, BadRules, KeyError, ValueError) as error:
        raise BadRules(f"{language}, rule {entry.get('rule')}: {error}") from error


def _ratio(entry: dict[str, Any], grammar: Grammar) -> Ratio:
    of, to = _clues(entry["of"], {}, grammar), _clues(entry["to"], {}, grammar)
    return Ratio(of, to, above=float(entry["above"]), at_least=int(entry["at_least"]))


def _clues(listed: Any, rule: dict[str, Any], grammar: Grammar) -> tuple[Clue, ...]:
    """Each entry is a phrase, or a phrase with conditions of its own; those of the rule are added to each."""
    return tuple(_clue(each, rule, grammar) for each in _flat(listed))


def _clue(entry: str | dict[str, Any], rule: dict[str, Any], grammar: Grammar) -> Clue:
    own = entry if isinstance(entry, dict) else {"phrase": entry}
    if unknown := set(own) - _CLUE_KEYS:
        raise BadRules(f"unknown: {', '.join(sorted(unknown))}")
    return Clue(
        expression(own["expression"]) if "expression" in own else phrase(own["phrase"], grammar=grammar),
        unless=_phrases([own.get("unless"), rule.get("unless")], grammar),
        beside=_phrases(own.get("with"), grammar),
        not_after=_phrases([own.get("not_after"), rule.get("not_after")], grammar),
    )


def _phrases(listed: Any, grammar: Grammar) -> tuple[Phrase, ...]:
    return tuple(phrase(each, grammar=grammar) for each in _flat(listed))


def _flat(listed: Any) -> Iterator[Any]:
    """Lists may hold lists, so that a YAML alias can stand beside further phrases."""
    if listed is None:
        return
    if not isinstance(listed, list):
        yield listed
        return
    for each in listed:
        yield from _flat(each)
