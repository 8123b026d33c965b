"""What is right, by the words on the page: asked of the site's own bank, as a trainee who has studied would know it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from demo.bench.server import ROOT, Server

_TELL = """
import json
from assessments.models import QuestionVersion
print(json.dumps(list(QuestionVersion.objects.order_by("pk").values_list("content", flat=True))))
"""
_bank: list[dict] = []
_site: list[Server] = []


@dataclass(frozen=True)
class Known:
    kind: str
    right: tuple[str, ...]
    pairs: Mapping[str, str]


def learn(site: Server) -> None:
    """Read every question that the site has published."""
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", _TELL],
        cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    _bank[:], _site[:] = json.loads(told.stdout), [site]


def _flat(text: object) -> str:
    return " ".join(str(text).split())


def known(stem: str, page: str, language: str) -> Known:
    """What is right where this is asked: of the last version whose stem and options are all on the page."""

    def said(texts: Mapping[str, str]) -> str:
        return _flat(texts.get(language) or texts.get("en", ""))

    def asked(content: Mapping[str, Any]) -> bool:
        return said(content["stem"]) == stem and all(said(option["text"]) in page for option in content["options"])

    content = next(filter(asked, reversed(_bank)), None)
    if content is None:  # a journey before this one changed what a fact says, and with it the question
        learn(*_site)
        content = next(filter(asked, reversed(_bank)))
    ordering = content["kind"] == "ordering"
    options = content["options"]
    return Known(
        content["kind"],
        tuple(said(option["text"]) for option in options if option.get("correct") or ordering),
        {said(option["text"]): said(option["match"]) for option in options if option.get("match")},
    )


def answer(page: Page, language: str, *, rightly: bool = True) -> None:
    """Answer the question on the page: rightly, or with "I'm not sure"."""
    question = page.locator("fieldset.question:visible")
    key = known(_flat(question.locator("legend").inner_text()), _flat(question.text_content()), language)
    if not rightly:
        question.locator("input[value=not-sure]").check()
    elif key.kind == "ordering":
        for row in question.locator("select").all():
            row.select_option(index=key.right.index(_label(page, row)) + 1)
    elif key.kind == "matching":
        for row in question.locator("select").all():
            row.select_option(label=key.pairs[_label(page, row)])
    else:
        for option in question.locator("label.option:not(.option-unsure)").all():
            if _flat(option.inner_text()) in key.right:
                option.locator("input").check()


def _label(page: Page, row: Locator) -> str:
    return _flat(page.locator(f"label[for='{row.get_attribute('id')}']").inner_text())
