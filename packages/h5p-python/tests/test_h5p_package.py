import io
import json
import random
import tracemalloc
import zipfile

import pytest

from h5p_making import (
    CARD_SEMANTICS,
    PNG,
    archive,
    card,
    changed,
    dependency,
    entry,
    library_files,
    library_json,
    manifest,
)
from h5p_python import Fault, InvalidPackage, LibraryKey, Limits, Manifest, open_package, vet
from h5p_python.limits import MIB
from h5p_python.parsing import weight

CARD = LibraryKey("H5P.Card", 1, 0)
LIBRARY = "H5P.Card-1.0/library.json"


def codes(files, **arguments):
    return [(fault.code, fault.path) for fault in vet(archive(files), **arguments).faults]


def as_bytes(value):
    return json.dumps(value).encode()


def with_manifest(**changes):
    return changed("h5p.json", as_bytes(manifest(**changes)))


def with_library(**changes):
    described = {**json.loads(card()[LIBRARY]), **changes}
    return changed(LIBRARY, as_bytes({name: value for name, value in described.items() if value is not None}))


def test_a_valid_package_is_told_in_one_verdict():
    verdict = vet(archive(card()))
    assert verdict.is_valid
    assert verdict.faults == verdict.missing == ()
    assert verdict.manifest == Manifest("A card", "en", CARD, (CARD,), "CC BY", manifest())
    assert list(verdict.files) == ["images/sun.png"]
    [(folder, library)] = verdict.libraries.items()
    assert (folder, library.key, library.patch, library.license, library.author) == (
        "H5P.Card-1.0",
        CARD,
        3,
        "MIT",
        "Ann",
    )
    assert sorted(library.files) == ["css/main.css", "js/main.js", "library.json", "semantics.json"]


def test_an_open_package_is_read_from():
    with open_package(archive(card())) as package:
        assert package.params() == {"greeting": "Hi", "image": {"path": "images/sun.png"}}
        assert package.read_file("images/sun.png") == PNG
        assert package.keys() == (CARD,)
        assert json.loads(package.read(CARD, "semantics.json")) == CARD_SEMANTICS
        assert package.find(LibraryKey("H5P.Card", 1, 1)) is None
        with pytest.raises(FileNotFoundError):
            package.read_file("../h5p.json")


def test_a_package_is_read_from_a_path_too(tmp_path):
    file = tmp_path / "card.h5p"
    file.write_bytes(archive(card()).getvalue())
    assert vet(file).is_valid
    assert vet(str(file)).is_valid
    with pytest.raises(FileNotFoundError):
        vet(tmp_path / "none.h5p")


def test_an_invalid_package_is_not_opened():
    with (
        pytest.raises(InvalidPackage, match=r"missing-manifest: h5p\.json: The package has no") as raised,
        open_package(archive(changed("h5p.json", None))),
    ):
        pass
    assert [fault.code for fault in raised.value.faults] == ["missing-manifest"]
    with pytest.raises(InvalidPackage), open_package(io.BytesIO(b"PK")):
        pass


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # Files.
        (changed("content/a.svg", b"<svg/>"), ("not-in-whitelist", "content/a.svg")),
        (changed("content/a", b"x"), ("not-in-whitelist", "content/a")),
        (changed("H5P.Card-1.0/a.php", b"x"), ("not-in-whitelist", "H5P.Card-1.0/a.php")),
        (changed("content/shell.php.json", b"{}"), ("disguised-name", "content/shell.php.json")),
        (changed("H5P.Card-1.0/a.html.js", b""), ("disguised-name", "H5P.Card-1.0/a.html.js")),
        (changed("content/a.png", b"<html>"), ("disguised-file", "content/a.png")),
        (changed("content/a.txt", b"\xef\xbb\xbf \n<svg>"), ("disguised-file", "content/a.txt")),
        (changed("content/a.mp4", b"MZ\x90\x00aaaaaaaaaa"), ("disguised-file", "content/a.mp4")),
        (changed("H5P.Card-1.0/a.css", b"<script>"), ("disguised-file", "H5P.Card-1.0/a.css")),
        (changed("content/images/SUN.png", PNG), ("name-collision", "content/images/SUN.png")),
        (changed("content/../../a.png", PNG), ("unsafe-path", "content/../../a.png")),
        (changed("../", b""), ("unsafe-path", "..")),
        (changed("content/" + "a" * 300 + ".png", PNG), ("name-too-long", "content/" + "a" * 300 + ".png")),
        (changed("content/content.json", None), ("invalid-content-folder", "content/content.json")),
        (changed("h5p.json", None), ("missing-manifest", "h5p.json")),
        # JSON.
        (changed("content/content.json", b"{};"), ("unable-to-parse-package", "content/content.json")),
        (changed("content/content.json", b"\xef\xbb\xbf{}"), ("unable-to-parse-package", "content/content.json")),
        (changed("content/content.json", b"[" * 50_000), ("json-too-complex", "content/content.json")),
        (changed("content/content.json", b"[]"), ("not-an-object", "content/content.json")),
        (changed("h5p.json", b"null"), ("not-an-object", "h5p.json")),
        (changed("h5p.json", b"\xff"), ("unable-to-parse-package", "h5p.json")),
        (with_manifest(title=""), ("invalid-property", "h5p.json")),
        (with_manifest(license="MIT"), ("invalid-property", "h5p.json")),
        (with_manifest(embedTypes=["page"]), ("invalid-property", "h5p.json")),
        (
            changed("h5p.json", as_bytes({**manifest(), "mainLibrary": "H5P.Other"})),
            ("main-library-not-listed", "h5p.json"),
        ),
        # Libraries.
        (with_library(title=None), ("missing-required-property", LIBRARY)),
        (with_library(patchVersion=True), ("invalid-property", LIBRARY)),
        (with_library(runnable=2), ("invalid-property", LIBRARY)),
        (with_library(preloadedJs=[{"path": "../x.js"}]), ("invalid-property", LIBRARY)),
        (with_library(preloadedJs=[{"path": "https://x.example/a.js"}]), ("invalid-property", LIBRARY)),
        (with_library(coreApi={"majorVersion": 1, "minorVersion": 29}), ("api-version-unsupported", LIBRARY)),
        (changed(LIBRARY, b"{"), ("unable-to-parse-package", LIBRARY)),
        (changed(LIBRARY, None), ("library-missing-file", LIBRARY)),
        (changed("H5P.Card-1.0/js/main.js", None), ("library-missing-file", "H5P.Card-1.0/js/main.js")),
        (changed("H5P.Card-1.0/semantics.json", b"{}"), ("invalid-semantics", "H5P.Card-1.0/semantics.json")),
        (changed("H5P.Card-1.0/semantics.json", b"{"), ("unable-to-parse-package", "H5P.Card-1.0/semantics.json")),
        (changed("H5P.Card-1.0/language/en!.json", b"{}"), ("invalid-language-file", "H5P.Card-1.0/language/en!.json")),
        (changed("H5P.Card-1.0/language/en.json", b"{"), ("invalid-language-file", "H5P.Card-1.0/language/en.json")),
        (changed("lib!/library.json", b"{}"), ("invalid-library-name", "lib!")),
        (
            card(**library_files("H5P.Card 1.0")) | {"H5P.Card/library.json": card()[LIBRARY]},
            ("duplicate-library", "H5P.Card-1.0"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_fault_is_told_with_its_path(files, expected):
    assert expected in codes(files)


def test_all_faults_of_a_package_are_told_together_files_first_and_needs_last():
    files = card(
        **{
            "content/a.svg": b"<svg/>",
            "content/content.json": b"{",
            LIBRARY: as_bytes(library_json("H5P.Cart 1.0", preloadedDependencies=[dependency("Lost 1.0")])),
            "lib!/a.js": b"",
            "lib!/b.js": b"",
        }
    )
    assert codes(files) == [
        ("not-in-whitelist", "content/a.svg"),
        ("unable-to-parse-package", "content/content.json"),
        ("invalid-library-name", "lib!"),
        ("library-directory-name-mismatch", "H5P.Card-1.0"),
        ("missing-main-library", "h5p.json"),
        ("missing-required-library", LIBRARY),
    ]


def test_what_is_no_part_of_a_package_is_skipped():
    junk = {
        "__MACOSX/._content.json": b"\0",
        "content/.DS_Store": b"x",
        "README.txt": b"<",
        "content/": b"",
        "H5P.X/": b"",
    }
    assert codes({**card(), **junk, "H5P.Card-1.0/README.md": b"# hi", "H5P.Card-1.0/.hidden/a.php": b""}) == []


def test_json_of_libraries_may_begin_with_a_byte_order_mark():
    assert codes(changed(LIBRARY, b"\xef\xbb\xbf" + card()[LIBRARY])) == []


def test_a_folder_may_leave_out_the_version():
    files = {name.replace("H5P.Card-1.0", "H5P.Card"): data for name, data in card().items()}
    with open_package(archive(files)) as package:
        assert package.read(CARD, "js/main.js") == b"/* H5P.Card 1.0 */"


def test_a_library_may_be_installed_instead_of_brought():
    files = {name: data for name, data in card().items() if not name.startswith("H5P")}
    verdict = vet(archive(files))
    assert [(fault.code, fault.sentence) for fault in verdict.faults] == [
        ("missing-main-library", "The main library “H5P.Card 1.0” is neither in the package nor installed.")
    ]
    assert verdict.missing == (CARD,)
    assert vet(archive(files), installed={CARD}).is_valid


def test_the_core_that_the_player_speaks_is_an_argument():
    files = with_library(coreApi={"majorVersion": "1", "minorVersion": 19})
    assert codes(files, core=(1, 19)) == []
    [fault] = vet(archive(files), core=(1, 18)).faults
    assert fault.sentence == "The library asks for H5P core 1.19; this player has 1.18."


def test_a_broken_library_is_not_missing_besides():
    assert codes(with_library(majorVersion=None)) == [("missing-required-property", LIBRARY)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_may_come_twice_when_it_is_the_same():
    pairs = list(card().items())
    assert codes([*pairs, *[("content/images/sun.png", PNG)] * 19]) == []
    assert codes([*pairs, ("content/images/sun.png", PNG + b"\0")]) == [
        ("differing-duplicate", "content/images/sun.png")
    ]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"external_attr": 0o120777 << 16}, "symbolic-link"),
        ({"external_attr": 0o010644 << 16}, "symbolic-link"),
        ({"compress_type": zipfile.ZIP_LZMA}, "unsupported-compression"),
        ({"compress_type": zipfile.ZIP_BZIP2}, "unsupported-compression"),
    ],
)
def test_links_devices_and_rare_compressions_are_refused(attributes, code):
    assert codes([*card().items(), (entry("content/a.png", **attributes), PNG)]) == [(code, "content/a.png")]


def test_an_encrypted_member_is_refused():
    data = bytearray(archive([*card().items(), ("content/z.png", PNG)]).getvalue())
    data[data.rindex(b"content/z.png") - 46 + 8] |= 1
    assert [fault.code for fault in vet(io.BytesIO(bytes(data))).faults] == ["encrypted-member"]


def test_names_of_old_writers_are_read_as_utf_8():
    data = archive([*card().items(), ("content/é.png", PNG)]).getvalue()
    # Without the flag that says UTF-8, as old programs write it.
    unflagged = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert "é.png" in vet(io.BytesIO(unflagged)).files
    odd = unflagged.replace("é".encode(), b"\xff\xfe")
    assert vet(io.BytesIO(odd)).is_valid


# Limits: what is refused, and what refusing costs.


def test_sizes_are_counted_not_believed():
    limits = Limits(file_bytes=MIB, total_bytes=3 * MIB)
    noise = random.Random(1).randbytes(MIB)
    assert codes(changed("content/a.mp3", b"ID3" + noise), limits=limits) == [("file-size-too-large", "content/a.mp3")]
    four = {f"content/{name}.mp3": b"ID3" + noise[:-9] for name in "abcd"}
    assert codes({**card(), **four}, limits=limits) == [("total-size-too-large", "")]
    packed = {f"content/{name}.mp3": b"ID3" + noise[:20_000] * 45 for name in "abcd"}
    assert codes({**card(), **packed}, limits=limits) == [("total-size-too-large", "")]
    lying = (
        archive(changed("content/a.mp3", b"ID3" + noise[:1000] * 2))
        .getvalue()
        .replace(b"\xd3\x07\x00\x00", b"\x01\0\0\0")
    )
    assert [fault.code for fault in vet(io.BytesIO(lying)).faults] in ([], ["unable-to-unzip"], ["disguised-file"])


def test_the_json_of_a_whole_package_has_a_limit_too():
    words = {f"H5P.Card-1.0/language/{code}.json": b"[1,2,3,4,5]" for code in ("ar", "en", "fr")}
    faults = codes({**card(), **words}, limits=Limits(json_total=sum(map(weight, card().values())) + 10))
    assert faults == [("json-too-complex", "H5P.Card-1.0/language/fr.json")]


def test_what_grows_a_hundredfold_is_an_attack():
    assert codes(changed("content/a.wav", b"RIFF0000WAVE" + bytes(10 * MIB))) == [("ratio-too-high", "content/a.wav")]
    assert codes(changed("content/a.wav", b"RIFF0000WAVE" + bytes(50_000))) == []


def test_too_many_members_are_refused_before_they_are_read():
    many = [(f"content/{number}.txt", b"") for number in range(5_001)]
    assert codes(many) == [("too-many-members", "")]


def test_a_directory_that_lies_of_its_length_is_refused():
    data = bytearray(archive([(f"content/{number}.txt", b"") for number in range(300)]).getvalue())
    data[-12:-10] = data[-14:-12] = b"\x01\x00"
    faults = vet(io.BytesIO(bytes(data)), limits=Limits(members=200)).faults
    assert [fault.code for fault in faults] == ["too-many-members"]


def zip64(data: bytes, *, count: int, offset: int | None = None) -> bytes:
    """The archive with the records of ZIP64 before its end."""
    end = data.rindex(b"PK\x05\x06")
    size, start = (int.from_bytes(data[at : at + 4], "little") for at in (end + 12, end + 16))
    numbers = b"".join(number.to_bytes(8, "little") for number in (count, count, size, start))
    record = b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\0\x2d\0" + bytes(8) + numbers
    pointer = b"PK\x06\x07" + bytes(4) + (end if offset is None else offset).to_bytes(8, "little") + b"\1\0\0\0"
    return data[:end] + record + pointer + data[end:]


def test_a_zip64_archive_is_read_and_its_count_is_looked_at():
    data = archive(card()).getvalue()
    assert vet(io.BytesIO(zip64(data, count=len(card())))).is_valid
    for offset in (None, 0, 2**60):
        faults = vet(io.BytesIO(zip64(data, count=6_000, offset=offset))).faults
        assert [fault.code for fault in faults] == ["too-many-members"]


@pytest.mark.parametrize(
    "data", [b"", b"abc\n", b"PK\x05\x06", b"PK\x05\x06" + bytes(17), bytes(70_000), b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_archive_is_said_in_one_fault(data):
    assert len(vet(io.BytesIO(data)).faults) >= 1


def test_a_file_larger_than_any_package_is_not_looked_at(tmp_path):
    file = tmp_path / "huge.h5p"
    with file.open("wb") as stream:
        stream.truncate(65 * MIB)
    assert [fault.code for fault in vet(file).faults] == ["total-size-too-large"]


def test_damaged_bytes_are_told_with_the_name_of_their_file():
    data = archive(card(), packed=False).getvalue()
    damaged = data.replace(b'"greeting": "Hi"', b'"greeting": "Ha"')
    assert [(fault.code, fault.path) for fault in vet(io.BytesIO(damaged)).faults] == [
        ("unable-to-unzip", "content/content.json")
    ]


def test_faults_stop_at_a_number():
    files = {**card(), **{f"content/{number}.exe": b"" for number in range(30)}}
    faults = vet(archive(files), limits=Limits(faults=10)).faults
    assert len(faults) == 11
    assert faults[-1] == Fault("too-many-faults", "", {"limit": 10})


SMALL = Limits(file_bytes=4 * MIB, total_bytes=16 * MIB, json_values=25_000, json_total=50_000)
"""A quarter of what is allowed, so that these tests are quick; what is kept grows with the limits and not past them."""


@pytest.mark.parametrize(
    "bomb",
    [
        changed("content/a.wav", b"RIFF0000WAVE" + bytes(15 * MIB)),
        changed("content/content.json", b"[" + b"{}," * 1_000_000 + b"{}]"),
        changed("content/content.json", b"[" + b"{}," * 12_000 + b"{}]"),
        changed("content/content.json", b"[" * 1_250_000),
        changed("h5p.json", as_bytes({**manifest(), "preloadedDependencies": [dependency("A 1.0")] * 12_000})),
        {f"content/{number}.mp3": b"ID3" + bytes(65_000) for number in range(300)},
    ],
    ids=["zeros", "very wide JSON", "wide JSON", "deep JSON", "many dependencies", "many files"],
)
def test_a_bomb_is_refused_in_bounded_memory(bomb):
    packed, unpacked = archive(bomb), archive(bomb, packed=False)
    tracemalloc.start()
    assert not vet(packed, limits=SMALL).is_valid
    assert not vet(unpacked, limits=SMALL).is_valid
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 * MIB


def test_a_thousand_damaged_packages_are_judged_without_an_exception():
    dice = random.Random(7)
    whole = [archive(card(), packed=packed).getvalue() for packed in (True, False)]
    for _ in range(1_000):
        data = bytearray(dice.choice(whole))
        for _ in range(dice.choice([1, 2, 5, 30])):
            at = dice.randrange(len(data))
            data[at : at + dice.choice([0, 1, 1, 9])] = dice.choice([b"", b"\xff" * 4, b"PK\1\2", dice.randbytes(2)])
        assert isinstance(vet(io.BytesIO(bytes(data))).faults, tuple)
