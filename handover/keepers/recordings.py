"""Recordings, known by the words they are of. Whatever comes in is taken apart first, and bears no reader's name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import file_digest

from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand, InUse
from handover.records import MEDIA, Fields, Kind, Record
from media import actions, sounds
from media.models import Recording
from media.sounds import NotASound, Sound

# What an archive has room for, beside words and pictures.
MOST_BYTES = 160 * 1024 * 1024
MOST = 5_000


def taken_apart(content: bytes, file: str) -> Sound:
    """Raises ``RefusedArchive`` unless these bytes are a recording and nothing else, of the kind that the name says."""
    try:
        sound = sounds.clean(content)
    except NotASound as error:
        raise RefusedArchive([Problem(Fault.BAD_RECORDING, file)]) from error
    if sound.content != content or sound.kind != file.rpartition(".")[2]:
        raise RefusedArchive([Problem(Fault.BAD_RECORDING, file)])
    return sound


class Recordings:
    """The key is ``spoken.mark`` of the language and the words. Who reads stays here: she agreed to no more."""

    kind = Kind.RECORDING

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        return {one.words_hash: _fields(one) for one in Recording.objects.present().of(keys)}

    def write(self, record: Record, hand: Hand) -> None:
        """Raises ``InUse`` where an earlier recording is wanted back and its file is gone."""
        synthetic = record.fields.get("synthetic", False)
        if synthetic:
            self.erase(record.key, hand)  # a draft lets no voice step back by itself, and here one was taken in before
        earlier = _earlier(record)
        if earlier:
            actions.put_back(earlier, now=hand.now)
            return
        name = record.fields["file"]
        try:
            content = b"".join(hand.pieces(name))
        except LookupError as error:
            raise InUse(record.fields["words"]) from error
        made = actions.add(
            taken_apart(content, name), language=record.fields["language"], mark=record.key,
            words=record.fields["words"], read_by="", now=hand.now, synthetic=synthetic,
        )  # fmt: skip
        hand.files.append(made.file)

    def erase(self, key: str, hand: Hand) -> None:
        for one in Recording.objects.present().of([key]):
            actions.remove(one, now=hand.now)


def _earlier(record: Record) -> Recording | None:
    """One that was taken away, if it is the very one."""
    removed = Recording.objects.removed().of([record.key])
    return next((one for one in removed if _fields(one) == record.fields), None)


def _fields(one: Recording) -> Fields:
    about = {"language": one.language, "words": one.words, "seconds": one.seconds, "file": _file(one)}
    return {**about, "synthetic": True} if one.synthetic else about


def _file(one: Recording) -> str:
    with one.file.open("rb") as opened:
        return f"{MEDIA}{file_digest(opened, 'sha256').hexdigest()}.{one.kind}"


def pieces_of(key: str) -> Iterator[bytes]:
    """The bytes of a recording for the way out, in pieces."""
    one = Recording.objects.present().get(words_hash=key)
    with one.file.open("rb") as opened:
        yield from opened.chunks()


def to_take_along(marks: Collection[str], *, most_bytes: int = MOST_BYTES, most: int = MOST) -> dict[str, list[str]]:
    """The keys of recordings by language: whole languages, as long as they fit."""
    found: dict[str, list[str]] = {}
    left_bytes, left = most_bytes, most
    rows = Recording.objects.present().order_by("language", "words_hash")
    for language in rows.order_by("language").values_list("language", flat=True).distinct():
        wanted = [one for one in rows.filter(language=language) if one.words_hash in marks]
        size = sum(one.file.size for one in wanted)
        if wanted and size <= left_bytes and len(wanted) <= left:
            found[language] = [one.words_hash for one in wanted]
            left_bytes, left = left_bytes - size, left - len(wanted)
    return found
