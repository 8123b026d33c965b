"""Messages as a PO catalogue and back. Knows no rows; every sign comes back as it went out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from translating.messages import Mark, Message, Row, Unreadable, UnreadableFile

TYPE = "text/x-gettext-translation"
MOST_BYTES = 5 * 1024 * 1024
_OUT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BACK = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "\\": "\\", '"': '"', "'": "'"}
_ESCAPE = re.compile(r"\\([ntrabvf\\\"']|[0-7]{1,3}|x[0-9a-fA-F]{2})")
_WORDS = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(.*)"$')


def write(messages: Iterable[Message], *, language: str, plural_forms: str, project: str) -> bytes:
    """A UTF-8 catalogue. The context is the message's key; what it is and what was said about it are comments."""
    head = {
        "Project-Id-Version": project, "Language": language, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }  # fmt: skip
    parts = ['msgid ""\nmsgstr ""\n' + "\n".join(_quoted(f"{name}: {said}\n") for name, said in head.items())]
    parts += ["\n".join(_entry(message)) for message in messages]
    return ("\n\n".join(parts) + "\n").encode()


def _entry(message: Message) -> Iterator[str]:
    for line in message.comment.splitlines():
        yield f"# {line}"
    for line in message.context.splitlines():
        yield f"#. {line}"
    if message.mark is Mark.REVISE:
        yield "#, fuzzy"
        if message.before:
            yield f"#| msgid {_quoted(message.before)}"
    yield f"msgctxt {_quoted(message.key)}"
    yield f"msgid {_quoted(message.source)}"
    yield f"msgstr {_quoted(message.target)}"


def _quoted(text: str) -> str:
    return '"' + "".join(_OUT.get(sign, sign) for sign in text) + '"'


def read(data: bytes) -> tuple[Row, ...]:
    """The rows of a catalogue. Raises ``UnreadableFile``."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile(Unreadable.TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(Unreadable.NOT_A_CATALOGUE) from error
    rows = tuple(row for row in map(_row, _entries(text)) if row)
    if 'msgid "' not in text:
        raise UnreadableFile(Unreadable.NOT_A_CATALOGUE)
    return rows


class _Entry:
    """The lines of one message while they are read."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: dict[str, str] = {}
        self.comment: list[str] = []
        self.flags: set[str] = set()
        self.at = ""


def _entries(text: str) -> Iterator[_Entry]:
    entry = _Entry(1)
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip(" \t\r")
        if _begins_anew(entry, line):
            yield entry
            entry = _Entry(number)
        _take(entry, line)
    yield entry


def _begins_anew(entry: _Entry, line: str) -> bool:
    """Whether this line belongs to the next message: a comment, a context or an id after words of this one."""
    if "msgstr" not in entry.words:
        return False
    return line.startswith("#") or line.startswith("msgctxt") or line.startswith("msgid ")


def _take(entry: _Entry, line: str) -> None:
    if line.startswith("#,"):
        entry.flags |= {flag.strip() for flag in line[2:].split(",")}
    elif line == "#" or line.startswith("# "):
        entry.comment.append(line[2:])
    elif line.startswith("#") or not line:
        return
    elif found := _WORDS.match(line):
        entry.at = found[1] or entry.at
        entry.words[entry.at] = entry.words.get(entry.at, "") + _unescaped(found[2])
    else:
        raise UnreadableFile(Unreadable.NOT_A_CATALOGUE)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = found[1]
    if code in _BACK:
        return _BACK[code]
    return chr(int(code[1:], 16)) if code.startswith("x") else chr(int(code, 8))


def _row(entry: _Entry) -> Row | None:
    """None for the head, and for what stands without a context: that is no message of ours."""
    if not entry.words.get("msgctxt"):
        return None
    target = entry.words.get("msgstr", "")
    mark = Mark.REVISE if "fuzzy" in entry.flags else Mark.DONE if target else Mark.EMPTY
    return Row(
        entry.number, entry.words["msgctxt"], entry.words.get("msgid", ""), target, mark, "\n".join(entry.comment)
    )
