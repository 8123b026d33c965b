"""Our reading of captions beside the W3C's own reader, block by block. Where the two differ, it is said why.

The other reader notes what is wrong with the words of a caption at the line below them, so blocks are compared.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from media.webvtt import Aside, Captions, Cue, read, write

OUTSIDE = Path(os.environ.get("NODE_PATH", "node_modules")).resolve() / "webvtt-parser" / "parser.js"
pytestmark = pytest.mark.skipif(
    not OUTSIDE.exists() or not shutil.which("node"), reason="needs node, and python -m scripts.outside"
)
SCRIPT = """
const {WebVTTParser} = require(process.argv[1]);
const read = text => new WebVTTParser().parse(text, 'captions');
const told = text => { const found = read(text); return [found.errors.map(one => one.line), found.cues.length]; };
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(told)));
"""
TIMES = "00:01.000 --> 00:02.000"
LATER = "00:03.000 --> 00:04.000"


def cue(words: str, times: str = TIMES) -> str:
    return f"WEBVTT\n\n{times}\n{words}\n"


ALIKE = {
    "nothing wrong": cue("Stand like a tree."),
    "a mark before the text": "\ufeff" + cue("Yes"),
    "lines of windows": cue("Yes").replace("\n", "\r\n"),
    "lines of an old mac": cue("Yes").replace("\n", "\r"),
    "no line end at the end": cue("Yes").rstrip(),
    "many empty lines": cue("Yes").replace("\n\n", "\n\n\n\n") + "\n\n\n",
    "a title": cue("Yes").replace("WEBVTT", "WEBVTT - Say no"),
    "no header": cue("Yes").replace("WEBVTT\n\n", ""),
    "a header of another kind": cue("Yes").replace("WEBVTT", "WEBVTTX"),
    "small letters in the header": cue("Yes").replace("WEBVTT", "webvtt"),
    "no line below the header": cue("Yes").replace("\n\n", "\n", 1),
    "a header of several lines": cue("Yes").replace("WEBVTT", "WEBVTT\nKind: captions"),
    "names of captions": f"WEBVTT\n\nfirst\n{TIMES}\nYes\n\n2\n{LATER}\nNo\n",
    "a name alone": f"WEBVTT\n\nfirst\n\n{TIMES}\nYes\n",
    "words without times": f"WEBVTT\n\nonly words\nand more\n\n{TIMES}\nYes\n",
    "a note": f"WEBVTT\n\nNOTE by Rosa\nand me\n\n{TIMES}\nYes\n\nNOTE\nend\n",
    "times in a note": f"WEBVTT\n\nNOTE\n{TIMES}\n\n{LATER}\nYes\n",
    "a word that begins like a note": f"WEBVTT\n\nNOTED\n\n{TIMES}\nYes\n",
    "a style": f"WEBVTT\n\nSTYLE\n::cue {{ color: white }}\n\n{TIMES}\nYes\n",
    "a style too late": cue("Yes") + "\nSTYLE\n::cue {}\n",
    "settings": cue("Yes", f"{TIMES} line:0 position:50%,center size:80% align:start"),
    "a line in per cent": cue("Yes", f"{TIMES} line:84.5%,end"),
    "a line from below": cue("Yes", f"{TIMES} line:-1"),
    "upright": cue("Yes", f"{TIMES} vertical:rl"),
    "a setting that is none": cue("Yes", f"{TIMES} top"),
    "a setting without a value": cue("Yes", f"{TIMES} align:"),
    "a setting twice": cue("Yes", f"{TIMES} size:5% size:6%"),
    "a place that is no place": cue("Yes", f"{TIMES} align:middle"),
    "more than all of it": cue("Yes", f"{TIMES} size:101%"),
    "a position in points": cue("Yes", f"{TIMES} position:50"),
    "tabs around the times": cue("Yes", "00:01.000\t-->\t00:02.000\tline:0"),
    "hours": cue("Yes", "01:00:01.000 --> 100:00:02.000"),
    "a comma": cue("Yes", "00:00:01,000 --> 00:00:02,000"),
    "one digit": cue("Yes", "0:01.000 --> 0:02.000"),
    "no thousandths": cue("Yes", "00:01 --> 00:02"),
    "sixty seconds": cue("Yes", "00:60.000 --> 01:02.000"),
    "no second time": cue("Yes", "00:01.000 -->"),
    "two dashes of one": cue("Yes", "00:01.000 -> 00:02.000"),
    "the end first": cue("Yes", "00:02.000 --> 00:01.000"),
    "no time at all": cue("Yes", "00:02.000 --> 00:02.000"),
    "one after the other": cue("Yes", LATER) + f"\n{TIMES}\nNo\n",
    "two at once": cue("Yes", "00:01.000 --> 00:09.000") + "\n00:02.000 --> 00:03.000\nNo\n",
    "words of two lines": cue("Yes\nand no"),
    "from right to left": cue("قولي «لا» بصوت عالٍ\u200f 112"),
    "signs with names": cue("Tea &amp; rice &lt;5&gt; &lrm;now&rlm;&nbsp;"),
    "bold and more": cue("<b>No</b> <i>means</i> <u>no</u> <c.yellow.loud>now</c>"),
    "who speaks": cue("<v Rosa>Yes</v> <v.loud Maria Clara>No"),
    "who speaks for the whole line": cue("<v Rosa>Yes"),
    "another tongue": cue("<lang ar>لا</lang>"),
    "small signs above": cue("<ruby>漢<rt>kan</rt></ruby>"),
    "karaoke": cue("One <00:01.500>two"),
    "a tag that is never closed": cue("<b>Yes"),
    "a tag that was not opened": cue("Yes</b>"),
    "a tag that is none": cue("<font color=red>Yes</font>"),
    "no blank line between": f"WEBVTT\n\n{TIMES}\nYes\n{LATER}\nNo\n",
    "eastern digits": cue("Yes", "٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠"),
    "nothing": "",
    "no space around the arrow": cue("Yes", "00:01.000-->00:02.000"),
    "spaces before and behind": cue("Yes", "  00:01.000 --> 00:02.000  "),
    "a gap that is not empty": f"WEBVTT\n\n{TIMES}\nYes\n  \n{LATER}\nNo\n",
    "an arrow in the words": cue("a --> b"),
    "an arrow in a note": f"WEBVTT\n\nNOTE a --> b\n\n{TIMES}\nYes\n",
    "less than": cue("1 < 2"),
    "a sign by its number": cue("caf&#233;"),
    "tags that cross": cue("<b><i>Yes</b></i>"),
    "large letters in a tag": cue("<B>Yes</B>"),
    "a tag without a name": cue("<>Yes"),
    "a class without a name": cue("<.loud>Yes</.loud>"),
    "nobody speaks": cue("<v>Yes</v>"),
    "a tag that says more than it can": cue("<b loud>Yes</b>"),
    "small signs above nothing": cue("<rt>kan</rt>"),
    "karaoke behind the end": cue("One <00:05.000>two"),
    "karaoke backwards": cue("One <00:01.500>two <00:01.400>three"),
    "other signs between lines": cue("a\x0bb\x85c\u2028d 👍🏽"),
    "ten thousandths": cue("Yes", "00:01.0000 --> 00:02.000"),
    "what we write": write(
        Captions(
            (
                Aside("NOTE by us"),
                Cue(0, 1500, "قولي <b>لا</b>", "line:0"),
                Cue(1500, 3_600_500, "<v Rosa>Yes\nand no</v>"),
            )
        )
    ).decode(),
    "middle, as it was called once": cue("Yes", f"{TIMES} position:50%,middle"),
}  # fmt: skip
# Each with the blocks that we find fault with, those that they do, and why we differ.
APART = {
    "nothing in it": ("WEBVTT\n", {1}, set(), "a right file, and certainly the wrong one"),
    "no words": (cue(" "), {3}, set(), "nobody reads an empty caption; somebody forgot the words"),
    "a region": (
        f"WEBVTT\n\nREGION\nid:a\nwidth:40%\n\n{TIMES} region:a\nYes\n", set(), {3, 7},
        "regions are in the standard since 2017; the other reader does not know them",
    ),
    "and as people write it": (cue("Tea & rice"), set(), {3}, "every player shows it as it stands"),
    "a letter by its name": (cue("caf&eacute;"), set(), {3}, "in the standard; the other reader has no list of names"),
    "two speak": (cue("<v Rosa>Yes\n<v Maria>No"), set(), {3}, "the second voice ends the first in every player"),
    "a language without its name": (cue("<lang>لا</lang>"), {3}, set(), "the standard asks for one"),
    "an arrow behind the header": (f"WEBVTT --> x\n\n{TIMES}\nYes\n", {1}, set(), "the standard forbids it"),
    "a setting close to the time": (cue("Yes", f"{TIMES}align:start"), {3}, set(), "the standard asks for a space"),
    "a line and a half": (cue("Yes", f"{TIMES} line:1.5"), {3}, set(), "lines are counted whole"),
    "a point with nothing behind": (cue("Yes", f"{TIMES} size:33.%"), {3}, set(), "digits must follow it"),
    "a style that says more": (
        f"WEBVTT\n\nSTYLE now\n::cue{{}}\n\n{TIMES}\nYes\n", {3}, set(), "STYLE stands alone on its line"
    ),
    "a class that is cut off": (cue("<c.>Yes</c>"), {3}, set(), "a point asks for a name"),
    "an hour of one digit": (cue("Yes", "1:00:01.000 --> 1:00:02.000"), {3}, set(), "hours have two digits or more"),
    "behind one that was out of order": (
        "".join(["WEBVTT\n", *(f"\n00:0{second}.000 --> 00:09.000\nYes\n" for second in (5, 1, 3))]), {6, 9}, {6},
        "each begins no earlier than all above it; the other reader looks at the last alone",
    ),
}  # fmt: skip


@cache
def theirs() -> dict[str, tuple[list[int], int]]:
    """The lines with faults and the number of captions, by what the other reader says. One start of node for all."""
    files = {**ALIKE, **{name: text for name, (text, *_) in APART.items()}}
    done = subprocess.run(
        ["node", "-e", SCRIPT, str(OUTSIDE)], input=json.dumps(list(files.values())), capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    return dict(zip(files, json.loads(done.stdout), strict=True))


def blocks(text: str, lines: list[int]) -> set[int]:
    """The first lines of the blocks in which, or right below which, these lines stand."""
    numbered = list(enumerate(re.split(r"\r\n|\r|\n", text), 1))
    parts = [list(part) for said, part in groupby(numbered, lambda one: bool(one[1])) if said]
    return {max((part[0][0] for part in parts if part[0][0] <= line), default=1) for line in lines}


def verdict(text: str) -> set[int]:
    return blocks(text, [fault.line for fault in read(text.encode()).faults])


@pytest.mark.parametrize("name", ALIKE)
def test_both_find_the_same_blocks_wrong_and_the_same_captions(name):
    text = ALIKE[name]
    lines, captions = theirs()[name]
    assert verdict(text) == blocks(text, lines)
    assert lines or len(read(text.encode()).captions.cues) == captions


@pytest.mark.parametrize("name", APART)
def test_where_they_differ_it_is_wanted(name):
    text, ours, other, why = APART[name]
    assert (verdict(text), blocks(text, theirs()[name][0])) == (ours, other), why


def test_the_other_finds_no_fault_in_what_we_write():
    lines, captions = theirs()["what we write"]
    assert (lines, captions) == ([], 2)
