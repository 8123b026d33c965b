"""The words of everything that is no page and no question: places, facts, phrases, titles, surveys. English stands in
the data, other languages beside it or in the translators' ``words.po``, by a context such as
``facts/JO/rest_day:value``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from modeltranslation.utils import build_localized_fieldname

from demo import files

NAME = "words"
Raw = dict[str, Any]


def columns(field: str, words: Raw | None) -> Raw:
    """``{"en": "Jordan"}`` as the columns that hold it: ``{"name_en": "Jordan"}``."""
    return {build_localized_fieldname(field, code): text for code, text in (words or {}).items() if text}


def spoken(field: str, words: Raw | None, context: str) -> Raw:
    """The columns of a field in every language it has been written in. A translation of other English is left out."""
    if not words:
        return {}
    english = flat(words["en"])
    found = {code: known[context, english] for code, known in _known().items() if (context, english) in known}
    return columns(field, {**words, "en": english, **found})


def messages() -> Iterator[tuple[str, str]]:
    """(context, English words) of everything, for translators."""
    for context, words in _everything():
        if words and words.get("en"):
            yield context, flat(words["en"])


def written(language: str) -> dict[tuple[str, str], str]:
    """What stands beside the English in the data."""
    rows = ((context, words) for context, words in _everything() if words and words.get(language))
    return {(context, flat(words["en"])): flat(words[language]) for context, words in rows}


def flat(text: str) -> str:
    return " ".join(str(text).split())


def forget() -> None:
    _known.cache_clear()


@cache
def _known() -> dict[str, dict[tuple[str, str], str]]:
    return {code: files.words(code, NAME) for code in files.TRANSLATED}


def _everything() -> Iterator[tuple[str, Raw | None]]:
    for code, words in files.read("topics.yaml").items():
        yield f"topics/{code}:name", words
    for raw in files.read("quizzes.yaml"):
        yield f"quizzes/{raw['key']}:title", raw["title"]
    for raw in files.read("courses.yaml"):
        yield f"certificates/{raw['key']}:title", raw["certificate"]["title"]
    for code, raw in files.read("fact_keys.yaml").items():
        yield f"fact_keys/{code}:label", raw["label"]
        yield f"fact_keys/{code}:question", raw["question"]
    for code, raw in files.read("phrases.yaml").items():
        yield f"phrases/{code}:meaning", raw["meaning"]
    for code, raw in files.read("question_templates.yaml").items():
        here = f"question_templates/{code}"
        yield f"{here}:stem", raw["stem"]
        yield f"{here}:feedback", raw["feedback"]
        for number, words in enumerate(raw["wrong"]):
            yield f"{here}:wrong/{number}", None if isinstance(words, str) else words
    for folder in ("destinations", "origins"):
        for place in files.read_all(folder):
            yield f"places/{place['code']}:name", place["name"]
            for fact in place["facts"]:
                here = fact_context(place["code"], fact)
                yield f"{here}:value", fact["value"]
                yield f"{here}:note", fact.get("note")
    for raw in files.read("surveys.yaml"):
        yield from _survey(raw)


def _survey(raw: Raw) -> Iterator[tuple[str, Raw]]:
    for name in ("title", "intro"):
        yield f"surveys/{raw['key']}:{name}", raw[name]
    for position, item in enumerate(raw["items"]):
        here = f"surveys/{raw['key']}/{position}"
        yield f"{here}:text", item["text"]
        for place, choice in enumerate(item.get("choices", {}).get("en", [])):
            yield f"{here}/{place}:choice", {"en": choice}


def fact_context(place: str, fact: Raw) -> str:
    """``facts/JO/rest_day``, or ``facts/HK/PH/mission`` where it is meant for one origin."""
    origin = fact.get("origin")
    return "/".join(["facts", place, *([origin] if origin else []), fact["key"]])
