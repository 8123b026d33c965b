"""A zip is opened for its recordings only, and no further than a class of recordings can be."""

import io
import zipfile

import pytest

from media import bundles
from media.bundles import NotABundle
from tests.zips import damaged, understated


def zipped(held, *, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in held:
            made.writestr(name, content)
    out.seek(0)
    return out


def test_files_are_found_in_folders_and_what_systems_add_is_left():
    held = [("a/12345678.mp3", b"1"), ("a\\b\\2.ogg", b"2"), (".DS_Store", b"3"), ("__MACOSX/x.mp3", b"4"), ("a/", b"")]
    assert bundles.files_in(zipped(held)) == [("12345678.mp3", b"1"), ("2.ogg", b"2")]


def test_a_name_that_leads_out_is_only_its_last_part():
    assert bundles.files_in(zipped([("../../etc/1.mp3", b"1")])) == [("1.mp3", b"1")]


def test_what_is_too_large_is_cut_off_behind_the_limit_and_refused_by_whoever_reads_it():
    [(_name, content)] = bundles.files_in(zipped([("1.mp3", bytes(5_000_000))]))
    assert len(content) == bundles.LARGEST + 1


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b"no zip"),
        zipped([(f"{number}.mp3", b"") for number in range(bundles.MOST_FILES + 1)]),
        zipped([(f"{number}.mp3", bytes(bundles.LARGEST)) for number in range(33)]),
        zipped([("1.mp3", b"1")], packing=zipfile.ZIP_BZIP2),
        zipped([("1.mp3", b"1")], packing=zipfile.ZIP_LZMA),
        io.BytesIO(damaged("1.mp3")),
        io.BytesIO(understated("1.mp3", b"more than it says")),
        io.BytesIO(zipped([("ä.mp3", b"1")]).getvalue().replace("ä".encode(), b"\xff\xff")),
    ],
)
def test_what_is_no_zip_or_too_much_is_refused(file):
    with pytest.raises(NotABundle):
        bundles.files_in(file)


@pytest.mark.parametrize(
    "beside",
    [
        [(f"{number}.mp3", b"") for number in range(bundles.MOST_FILES)],
        [("all.mp3", bytes(bundles.MOST_BYTES))],
    ],
    ids=["files", "bytes"],
)
def test_what_came_out_of_other_zips_counts(beside):
    file = zipped([("1.mp3", b"1")])
    assert bundles.files_in(file, beside=beside[1:]) == [("1.mp3", b"1")]
    with pytest.raises(NotABundle):
        bundles.files_in(file, beside=beside)
