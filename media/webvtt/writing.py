"""Writes captions as a file that every player reads: UTF-8, no mark before it, one empty line between blocks."""

from __future__ import annotations

import re

from media.webvtt import timing
from media.webvtt.timing import ARROW
from media.webvtt.values import Aside, Captions, Cue

_EMPTY_LINES = re.compile(r"\n\s*\n+")


def write(captions: Captions) -> bytes:
    """Read again, this gives the same captions."""
    first = f"WEBVTT {captions.header}".strip()
    blocks = [first, *(one.text if isinstance(one, Aside) else _cue(one) for one in captions.blocks)]
    return ("\n\n".join(blocks) + "\n").encode()


def _cue(cue: Cue) -> str:
    times = f"{timing.write(cue.start)} {ARROW} {timing.write(cue.end)} {cue.settings}".rstrip()
    return "\n".join(part for part in (cue.id, times, cue.text) if part)


def one_block(text: str) -> str:
    """Words as they may stand in a caption: an empty line would end it, so there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    return _EMPTY_LINES.sub("\n", lines)
