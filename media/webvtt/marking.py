"""What may stand inside a caption beside words: ``<b>``, ``<v Rosa>``, and the settings behind its times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from media.webvtt import timing

_TAG = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"(/?)([a-z]*)(?:\.[^\s.&<]+)*(?:[\t ]+(.*))?", re.S)
TAGS = frozenset({"b", "i", "u", "c", "ruby", "rt", "v", "lang"})
_SAY_MORE = frozenset({"v", "lang"})  # who, and in which language; no other has anything to say
_CLOSE_THEMSELVES = frozenset({"v", "rt"})

_PERCENT = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%"
_SETTINGS = {
    "vertical": r"rl|lr",
    "line": rf"(?:-?\d{{1,4}}|{_PERCENT})(?:,(?:start|center|end))?",
    "position": rf"{_PERCENT}(?:,(?:line-left|center|line-right))?",
    "size": _PERCENT,
    "align": r"start|center|end|left|right",
    "region": r"\S+",
}


def bad_settings(settings: str) -> Iterator[str]:
    """Those that no player understands, and those that stand there twice."""
    seen = set()
    for setting in settings.split():
        name, _colon, value = setting.partition(":")
        if name in seen or name not in _SETTINGS or not re.fullmatch(_SETTINGS[name], value, re.ASCII):
            yield setting
        seen.add(name)


@dataclass(frozen=True)
class Tags:
    """Those that no player understands or that close what is not open, and those that are never closed."""

    bad: tuple[str, ...]
    left_open: tuple[str, ...]


def tags(text: str, *, start: int | None = None, end: int | None = None) -> Tags:
    """What is wrong with the tags of a caption. A voice that speaks all of it need not be closed.

    ``start`` and ``end`` are its times, in milliseconds: those inside it lie between them, each behind the last.
    """
    bad = ["<"] if "<" in _TAG.sub("", text) else []
    opened: list[str] = []
    before = start
    for inner in _TAG.findall(text):
        found, time = _NAME.fullmatch(inner), _time(inner)
        if time is not None:
            if (before is not None and time <= before) or (end is not None and time >= end):
                bad.append(f"<{inner}>")
            before = time
        elif not found or not _fits(found, opened):
            bad.append(f"<{inner}>")
        elif not found[1]:
            opened.append(found[2])
        else:
            del opened[len(opened) - 1 - opened[::-1].index(found[2]) :]
    return Tags(tuple(bad), tuple(f"<{name}>" for name in opened if name not in _CLOSE_THEMSELVES))


def _fits(found: re.Match[str], opened: Sequence[str]) -> bool:
    closes, name, more = found.groups()
    if closes:
        return name in opened
    return name in TAGS and (name in _SAY_MORE) == bool(more) and (name != "rt" or "ruby" in opened)


def plain(text: str) -> str:
    """The words alone, as they are read in a transcript; who speaks stands before them."""
    spoken = re.sub(r"<v(?:\.[^\s>]*)?[\t ]+([^<>]*)>", r"\1: ", text)
    bare = _TAG.sub("", spoken)
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")):
        bare = bare.replace(written, meant)
    return " ".join(bare.split())


def _time(inner: str) -> int | None:
    try:
        return timing.read(inner)
    except timing.NotATime:
        return None
