import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p_making import archive, card, entry
from h5p_python import FolderOfContents, FolderOfLibraries, Limits, open_package, vet
from h5p_python.names import Collisions, fault_in_name, folded, folders, is_skipped

LIMITS = Limits()


@pytest.mark.parametrize("name", ["h5p.json", "content/a b.png", "A-1.0/x.min.js", "content/ñ/ص.png", "./a", ".git/x"])
def test_an_ordinary_name_has_no_fault(name):
    assert fault_in_name(name, limits=LIMITS) is None


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a/..",
            "C:/x",
            "c:x",
            "a\\b",
            "..\\x",
            "a\x00.png",
            "a\nb",
            "a//b",
            "a/",
        ),
        *("a/...", "a./b", "a /b", "a/b.", "content/x.png:js", "\x7f"),
    ],
)
def test_a_name_that_could_lead_out_is_unsafe(name):
    assert fault_in_name(name, limits=LIMITS) == "unsafe-path"


@pytest.mark.parametrize("name", ["a" * 256, "é" * 128, "a/" * 500 + "b", "\ud800" * 90])
def test_a_name_that_no_folder_takes_is_too_long(name):
    assert fault_in_name(name, limits=LIMITS) == "name-too-long"


@given(st.text("ab./\\: \x00é", max_size=30))
def test_a_name_without_a_fault_stays_inside(name):
    base = Path("/base")
    if fault_in_name(name, limits=LIMITS) is None:
        assert (base / name).is_relative_to(base)
        assert ".." not in (base / name).parts


@pytest.mark.parametrize(
    ("name", "skipped"),
    [("__MACOSX/._a", True), ("a/.DS_Store", True), (".git/a", True), ("a/_b", True), ("a/b_c.d", False)],
)
def test_what_other_programs_leave_behind_is_skipped(name, skipped):
    assert is_skipped(name) is skipped


def test_names_are_folded_as_careless_file_systems_do():
    assert folded("Straße/É") == folded("STRASSE/E\u0301")
    assert list(folders("a/b/c")) == ["a/b", "a"]


def test_names_collide_by_case_and_by_being_a_file_and_a_folder():
    collisions = Collisions()
    found = [collisions.of(name) for name in ["a/B", "a/b", "a/B", "A/c", "a/B/d", "x/y", "x", "e/f"]]
    assert found == [None, "a/B", None, "a", "a/B", None, "x", None]


def with_names(names: list[str]) -> list[tuple[object, bytes]]:
    return [*card().items(), *((entry(name), b"") for name in names)]


def is_let_pass(name: str, refused: set[str]) -> bool:
    folder = name.partition("/")[0]
    return not refused & {name.removesuffix("/"), folder, f"{folder}/library.json"}


def hostile_names(count: int) -> list[str]:
    dice = random.Random(20)
    parts = [
        "..",
        ".",
        "",
        "images",
        "content",
        "H5P.Card-1.0",
        "~",
        "C:",
        "NUL",
        "a",
        "\u202e",
        "..%2f",
        "con",
        "x" * 300,
        "é",
    ]
    ends = [".png", ".json", ".js", ".php.json", ".svg", "", "/", "\x00.png", ".png ", "\\..\\x.png", ".PNG", ":x.png"]
    joins = ["/", "\\", "//", "/../", "/./"]

    def name() -> str:
        start = dice.choice(["", "/", "content/", "H5P.Card-1.0/", "../", "content/../../", "\\\\host\\", "C:\\"])
        return start + dice.choice(joins).join(dice.choices(parts, k=dice.randint(1, 4))) + dice.choice(ends)

    return [name() for _ in range(count)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_ten_thousand_hostile_names_write_nothing_outside(tmp_path):
    """Five hundred at a time beside a valid package. What is not refused is stored, and stays in its folder."""
    home = tmp_path / "home"
    contents, libraries = FolderOfContents(home / "contents"), FolderOfLibraries(home / "libraries")
    names, stored = hostile_names(10_000), 0
    for start in range(0, 10_000, 500):
        batch = names[start : start + 500]
        refused = {fault.path for fault in vet(archive(with_names(batch)), limits=Limits(faults=2_000)).faults}
        with open_package(archive(with_names([name for name in batch if is_let_pass(name, refused)]))) as kept:
            contents.save("one", kept)
            libraries.install(kept.libraries[0], kept)
            stored += len(kept.files) + len(kept.libraries[0].files)
    assert stored > 20 * 5
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert sorted(path.name for path in home.iterdir()) == ["contents", "libraries"]
    assert [path.name for path in (home / "contents").iterdir()] == ["one"]
    assert [path.name for path in (home / "libraries").iterdir()] == ["H5P.Card-1.0"]
