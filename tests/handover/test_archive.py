"""Whatever is sent as an archive: nothing leaves it, nothing grows out of bounds, and everything wrong is said."""

import io
import json
import os
import random
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover.archive import LIMITS, Limits, faults_of_name, open_archive
from handover.faults import Fault, RefusedArchive
from handover.manifest import Listed, Made, Manifest
from handover.packing import Packer
from tests.handover.conftest import HOSTILE_NAMES

MADE = Made("2026-11-21T09:30:00Z", "Rekha", "Baon", "CC BY 4.0")
COURSE = "4c1e1b92-a36c-5b6d-b86f-333229848897"


def manifest(files):
    return Manifest(COURSE, "Care work", "", MADE, ("en",), {}, files)


def archive(files=None):
    out = io.BytesIO()
    packer = Packer(out)
    for name, content in (files or {"words/topics.json": b"[]\n"}).items():
        packer.add(name, content)
    packer.finish(manifest(packer.files))
    return out


def hand_made(build):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", manifest({}).written())
        build(packed)
    return out


def faults(file, **limits):
    with pytest.raises(RefusedArchive) as refused:
        open_archive(file, limits=Limits(**limits))
    return {problem.fault for problem in refused.value.problems}


def test_what_was_packed_is_read_again():
    content = {"words/topics.json": b"[]\n", "pages/en/course.json": b"[1]\n"}
    opened = open_archive(archive(content))
    assert {name: opened.read(name) for name in opened.names} == content


def test_the_same_content_makes_the_same_bytes():
    assert archive().getvalue() == archive().getvalue()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert faults(hand_made(lambda packed: packed.writestr(name, b"x"))) & {
        Fault.OUTSIDE, Fault.BAD_NAME, Fault.DEVICE_NAME,
    }  # fmt: skip


def test_a_nul_in_a_name_is_refused():
    data = hand_made(lambda packed: packed.writestr("a_b.json", b"x")).getvalue()
    assert faults(io.BytesIO(data.replace(b"a_b.json", b"a\0b.json"))) == {Fault.BAD_NAME}


def test_names_that_differ_by_case_only_are_refused():
    both = hand_made(lambda packed: [packed.writestr(name, b"") for name in ("a.json", "A.json")])
    assert faults(both) == {Fault.TWICE}


def test_a_link_and_a_folder_are_refused():
    def build(packed):
        link = zipfile.ZipInfo("a.json")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.mkdir("folder")

    assert Fault.NOT_A_FILE in faults(hand_made(build))


def test_a_locked_file_is_refused():
    data = bytearray(archive().getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert faults(io.BytesIO(data)) == {Fault.ENCRYPTED}


def test_an_unknown_packing_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("manifest.json", b"{}")
    assert faults(out) == {Fault.UNKNOWN_PACKING}


def test_files_that_share_bytes_are_refused():
    data = bytearray(archive({"a.json": b"[]", "b.json": b"[]"}).getvalue())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 1)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert {Fault.OVERLAPPING, Fault.BAD_NAME} <= faults(io.BytesIO(data))


@pytest.mark.parametrize("offset", [2**63, 2**64 - 1])
def test_a_file_that_stands_nowhere_is_refused(offset):
    data = archive().getvalue()
    first, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    far = struct.pack("<HHQ", 1, 8, offset)
    name = first + 46 + struct.unpack("<H", data[first + 28 : first + 30])[0]
    entry = bytearray(data[first:name] + far + data[name:end])
    entry[30:32], entry[42:46] = struct.pack("<H", len(far)), b"\xff" * 4
    tail = bytearray(data[end:])
    tail[12:16] = struct.pack("<L", len(entry))
    assert Fault.BROKEN in faults(io.BytesIO(data[:first] + entry + tail))


@pytest.mark.parametrize("around", [lambda data: b"GIF89a" + data, lambda data: data + b"<script>"])
def test_an_archive_with_something_around_it_is_refused(around):
    assert faults(io.BytesIO(around(archive().getvalue()))) <= {Fault.MORE_AROUND_IT, Fault.NOT_AN_ARCHIVE}


def test_a_bomb_is_refused_in_little_memory_and_time():
    bomb = hand_made(lambda packed: [packed.writestr(f"{n}.json", b"\0" * 4_000_000) for n in range(40)])
    tracemalloc.start()
    began = time.monotonic()
    assert {Fault.PACKED_TOO_TIGHT, Fault.UNPACKS_TOO_LARGE} <= faults(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    assert time.monotonic() - began < 1


def test_a_bomb_that_lies_about_its_size_stops_where_it_said_it_would():
    """Its directory says 10 bytes; 4 MB would come out."""
    out = io.BytesIO()
    content = os.urandom(1000) * 4000
    packer = Packer(out)
    packer.add("a.json", content)
    packer.finish(manifest({"a.json": Listed(sha256(content).hexdigest(), 10)}))
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    opened = open_archive(io.BytesIO(data))
    with pytest.raises(RefusedArchive):
        opened.read("a.json")


def test_too_many_files_are_refused_before_the_directory_is_read():
    many = hand_made(lambda packed: [packed.writestr(f"{n}.json", b"") for n in range(50)])
    assert faults(many, files=20) == {Fault.TOO_MANY_FILES}


def test_too_large_an_archive_is_refused():
    assert faults(archive(), packed=10) == {Fault.TOO_LARGE}


def test_a_changed_file_is_refused():
    out = io.BytesIO()
    packer = Packer(out)
    packer.add("a.json", b"[1]")
    packer.finish(manifest({"a.json": Listed("0" * 64, 3)}))
    with pytest.raises(RefusedArchive) as refused:
        open_archive(out).read("a.json")
    assert [problem.fault for problem in refused.value.problems] == [Fault.WRONG_HASH]


def test_what_the_manifest_does_not_list_is_refused_and_what_it_misses_too():
    def build(packed):
        packed.writestr("extra.json", b"[]")

    assert faults(hand_made(build)) == {Fault.UNLISTED_FILE}
    out = io.BytesIO()
    packer = Packer(out)
    packer.finish(manifest({"gone.json": Listed("0" * 64, 1)}))
    assert faults(out) == {Fault.MISSING_FILE}


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip" * 40, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(data):
    assert faults(io.BytesIO(data)) <= {Fault.NOT_AN_ARCHIVE, Fault.MORE_AROUND_IT}


@given(st.binary(max_size=400), st.integers(0, 10_000))
def test_damage_anywhere_never_breaks_anything_but_the_archive(garbage, at):
    data = bytearray(archive().getvalue())
    place = at % len(data)
    data[place : place + len(garbage)] = garbage
    with suppress(RefusedArchive):
        opened = open_archive(io.BytesIO(data))
        for name in opened.names:
            opened.read(name)


def test_ten_thousand_fuzzed_names_never_leave_the_target(tmp_path):
    """Every name that is let through stays below a folder, whatever system joins it."""
    rng = random.Random(20261121)
    pieces = [
        "..", ".", "/", "\\", "a", "con", "aux.json", "C:", "\0", "~", "%2e%2e", "é", "\u202e", " ", "x.json", "-", ":",
    ]  # fmt: skip
    target = tmp_path / "target"
    target.mkdir()
    through = 0
    for _ in range(10_000):
        name = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 7)))
        if not list(faults_of_name(name)):
            through += 1
            joined = (target / name).resolve()
            assert joined.is_relative_to(target)
            assert "\\" not in name
            assert ":" not in name
    assert through > 0
    assert list(tmp_path.rglob("*")) == [target]


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30), max_size=6))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_opening_writes_nothing(names):
    def build(packed):
        for name in names:
            packed.writestr(name, b"x")

    before = sorted(os.listdir("."))
    with suppress(RefusedArchive):
        open_archive(hand_made(build))
    assert sorted(os.listdir(".")) == before


def test_the_manifest_says_what_it_is():
    raw = json.loads(manifest({}).written())
    assert raw["format"] == "baon-course-1"
    assert raw["made"] == {"at": MADE.at, "by": "Rekha", "institution": "Baon", "licence": "CC BY 4.0"}
    assert LIMITS.of("a.json") < LIMITS.of("a.jpg")
