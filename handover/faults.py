"""What may be wrong with an archive, as plain values. The words for it stand in ``wording``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST = 200  # so many are told; who mends these sends the archive again


class Fault(StrEnum):
    """A reason to refuse, by what is wrong."""

    # The file as a whole
    TOO_LARGE = "too_large"
    NOT_AN_ARCHIVE = "not_an_archive"
    MORE_AROUND_IT = "more_around_it"
    TOO_MANY_FILES = "too_many_files"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    # One file in it
    OUTSIDE = "outside"
    BAD_NAME = "bad_name"
    DEVICE_NAME = "device_name"
    TWICE = "twice"
    NOT_A_FILE = "not_a_file"
    ENCRYPTED = "encrypted"
    UNKNOWN_PACKING = "unknown_packing"
    OVERLAPPING = "overlapping"
    PACKED_TOO_TIGHT = "packed_too_tight"
    FILE_TOO_LARGE = "file_too_large"
    BROKEN = "broken"
    # The manifest
    NO_MANIFEST = "no_manifest"
    UNKNOWN_FORMAT = "unknown_format"
    MISSING_FILE = "missing_file"
    UNLISTED_FILE = "unlisted_file"
    WRONG_SIZE = "wrong_size"
    WRONG_HASH = "wrong_hash"
    WRONG_COUNT = "wrong_count"
    # What stands in a file
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    NAMED_TWICE = "named_twice"
    BAD_NUMBER = "bad_number"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    TOO_LONG = "too_long"
    BAD_SIGNS = "bad_signs"
    NOT_A_CHOICE = "not_a_choice"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_BLOCK = "unknown_block"
    UNSAFE_TEXT = "unsafe_text"
    UNKNOWN_LANGUAGE = "unknown_language"
    # Records among each other, and with what is here
    SAME_KEY = "same_key"
    DANGLING = "dangling"
    NO_PASSAGE = "no_passage"
    OTHER_THING = "other_thing"
    BAD_QUESTION = "bad_question"
    BAD_PICTURE = "bad_picture"
    BAD_RECORDING = "bad_recording"
    BAD_DOCUMENT = "bad_document"
    BAD_FILM = "bad_film"
    BAD_TRACK = "bad_track"
    BAD_H5P = "bad_h5p"
    COLLIDES = "collides"


@dataclass(frozen=True, order=True)
class Problem:
    """A fault, the file or record it is in, and the part of it that is meant."""

    fault: Fault
    where: str = ""
    what: str = ""


class RefusedArchive(ValueError):
    """The archive is not taken. ``problems`` are all that were found on the way, in no order that means anything."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(dict.fromkeys(problems))
        super().__init__("; ".join(f"{one.fault} {one.where} {one.what}".strip() for one in found[:5]))
        self.problems = found[:MOST]
        self.left_out = max(0, len(found) - MOST)


def plain(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """As they are kept in a row."""
    return [{"fault": one.fault.value, "where": one.where, "what": one.what} for one in problems]
