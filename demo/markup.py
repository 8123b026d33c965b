"""Turns the plain text of the content files into the few HTML tags a lesson may use."""

from __future__ import annotations

import re
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def html(text: str) -> str:
    """Paragraphs parted by blank lines, lines that begin with ``- `` as a list, ``**bold**``; all else is escaped."""
    return "".join(_part(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def _part(part: str) -> str:
    lines = [line.strip() for line in part.splitlines()]
    bullets = [number for number, line in enumerate(lines) if line.startswith("- ")]
    if not bullets:
        return f"<p>{_inline(' '.join(lines))}</p>"
    lead = " ".join(lines[: bullets[0]])
    items: list[str] = []
    for line in lines[bullets[0] :]:
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] += f" {line}"
    listed = "".join(f"<li>{_inline(item)}</li>" for item in items)
    return (f"<p>{_inline(lead)}</p>" if lead else "") + f"<ul>{listed}</ul>"


def _inline(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
