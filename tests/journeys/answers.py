"""What is right, by the words on the page: read from the content files, as a trainee who has studied would know it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Locator, Page

from demo import files


@dataclass(frozen=True)
class Known:
    kind: str
    right: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def _flat(text: object) -> str:
    return " ".join(str(text).split())


@cache
def by_stem(language: str) -> dict[str, Known]:
    """Every question by its stem in one language."""
    words = files.words(language, "questions") if language != "en" else {}
    found = {}
    for raw in (item for bank in files.read_all("questions") for item in bank):

        def said(path: str, text: object) -> str:
            return words.get((path, _flat(text)), _flat(text))

        options = [(said(f"{raw['key']}/{n}:text", o["text"]), o, n) for n, o in enumerate(raw["options"])]
        right = tuple(text for text, option, _n in options if option.get("correct") or raw["kind"] == "ordering")
        pairs = tuple(
            (text, said(f"{raw['key']}/{n}:match", option["match"]))
            for text, option, n in options
            if option.get("match")
        )
        found[said(f"{raw['key']}:stem", raw["stem"])] = Known(raw["kind"], right, pairs)
    return found


def answer(page: Page, language: str, *, rightly: bool = True) -> None:
    """Answer the question on the page: rightly, or with "I'm not sure"."""
    question = page.locator("fieldset.question")
    known = by_stem(language)[_flat(question.locator("legend").inner_text())]
    if not rightly:
        question.locator("input[value=not-sure]").check()
    elif known.kind == "ordering":
        for row in question.locator("select").all():
            row.select_option(index=known.right.index(_label(page, row)) + 1)
    elif known.kind == "matching":
        for row in question.locator("select").all():
            row.select_option(label=dict(known.pairs)[_label(page, row)])
    else:
        for option in question.locator("label.option:not(.option-unsure)").all():
            if _flat(option.inner_text()) in known.right:
                option.locator("input").check()


def _label(page: Page, row: Locator) -> str:
    return _flat(page.locator(f"label[for='{row.get_attribute('id')}']").inner_text())
