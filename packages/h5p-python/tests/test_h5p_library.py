import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p_making import archive, card, library_files, manifest, text
from h5p_python import Library, LibraryKey, Shelf, Step, open_package, order_to_export, order_to_play, plan_install
from h5p_python.dependencies import used_libraries
from h5p_python.library import NotALibrary


class Held:
    """A source of libraries that are held in memory."""

    def __init__(self, *libraries: Library, files: dict[tuple[str, str], bytes] | None = None) -> None:
        self._libraries = {library.key: library for library in libraries}
        self._files = files or {}

    def find(self, key):
        return self._libraries.get(key)

    def keys(self):
        return self._libraries

    def read(self, key, path):
        return self._files[str(key), path]


def key(name: str) -> LibraryKey:
    return LibraryKey.parse(name)


def library(name: str, *needs: str, patch: int = 0, **more) -> Library:
    return Library(key(name), patch, name, runnable=True, preloaded=tuple(map(key, needs)), **more)


def test_a_library_is_named_in_three_ways():
    name = key("H5P.MultiChoice 1.16")
    assert name == LibraryKey("H5P.MultiChoice", 1, 16)
    assert (str(name), name.folder) == ("H5P.MultiChoice 1.16", "H5P.MultiChoice-1.16")
    assert LibraryKey.from_json(name.to_json()) == name


@pytest.mark.parametrize(
    "text_", ["", "H5P.A", "H5P.A 1", "H5P.A 1.x", "H5P A 1.2", "H5P.A 1.2.3", "A 1.999999", "Ä 1.1"]
)
def test_what_names_no_library_is_said(text_):
    with pytest.raises(NotALibrary):
        key(text_)


def test_what_an_install_would_do_is_told_before():
    installed = Held(
        library("Same 1.0", patch=2),
        library("Newer 1.0", patch=2),
        library("Older 1.0", patch=2),
        library("Fork 1.0", patch=2, files={"a.js": "1"}),
    )
    forked = library("Fork 1.0", patch=2, files={"a.js": "2"})
    offered = [library("Same 1.0", patch=2), library("Newer 1.0", patch=3), library("Older 1.0", patch=1), forked]
    planned = plan_install([*offered, library("New 1.0")], installed, approved={forked.sha256})
    assert [(one.library.key.name, one.step, one.installed_patch, one.is_approved) for one in planned] == [
        ("Fork", Step.DIFFERENT, 2, True),
        ("New", Step.NEW, None, False),
        ("Newer", Step.NEWER, 2, False),
        ("Older", Step.OLDER, 2, False),
        ("Same", Step.SAME, 2, False),
    ]
    assert [one.library.key.name for one in planned if one.changes_something] == ["New", "Newer"]


def test_the_fingerprint_of_a_library_is_that_of_its_files_in_any_order():
    one = library("A 1.0", files={"a": "1", "b": "2"})
    assert one.sha256 == library("B 1.0", patch=4, files={"b": "2", "a": "1"}).sha256
    assert one.sha256 != library("A 1.0", files={"a": "2", "b": "1"}).sha256


def test_a_shelf_takes_the_higher_patch_of_two_sources():
    files = {("A 1.0", "x"): b"old"}, {("A 1.0", "x"): b"new"}
    old = Held(library("A 1.0", patch=1), library("A 0.9"), library("B 1.0"), files=files[0])
    shelf = Shelf(old, Held(library("A 1.0", patch=2), library("A 1.1"), files=files[1]))
    assert shelf.keys() == set(map(key, ["A 1.0", "A 0.9", "A 1.1", "B 1.0"]))
    assert shelf.read(key("A 1.0"), "x") == b"new"
    assert shelf.newest("A") == library("A 1.1")
    assert shelf.newest("C") is None
    assert key("B 1.0") in shelf
    assert key("C 1.0") not in shelf
    assert "B 1.0" not in shelf
    with pytest.raises(NotALibrary):
        shelf.read(key("C 1.0"), "x")


def test_documents_that_cannot_be_read_are_as_none():
    files = {("A 1.0", "semantics.json"): b"{", ("A 1.0", "language/en.json"): b'{"semantics": []}'}
    shelf = Shelf(Held(library("A 1.0", files={path: "" for _, path in files}), files=files))
    assert shelf.semantics(key("A 1.0")) == shelf.semantics(key("A 1.0")) == []
    assert shelf.language(key("A 1.0"), "en") == {"semantics": []}
    assert shelf.language(key("A 1.0"), "fr") == shelf.language(key("B 1.0"), "en") == {}


def test_what_library_json_leaves_out_is_empty():
    described = {"machineName": "A", "majorVersion": "1", "minorVersion": 2, "patchVersion": "3", "title": "A"}
    made = Library.from_json({**described, "runnable": "0", "author": 7, "coreApi": None}, files={})
    assert made == Library(key("A 1.2"), 3, "A", runnable=False)
    assert made.version == (1, 2, 3)


def order(*libraries: Library, main: str) -> list[str]:
    return [str(one.key) for one in order_to_play({}, key(main), Shelf(Held(*libraries))).libraries]


def test_a_library_loads_after_those_that_it_needs():
    made = [library("A 1.0", "B 1.0", "C 1.0"), library("B 1.0", "D 1.0"), library("C 1.0", "D 1.0"), library("D 1.0")]
    assert order(*made, main="A 1.0") == ["D 1.0", "B 1.0", "C 1.0", "A 1.0"]


def test_libraries_that_need_each_other_load_once():
    assert order(library("A 1.0", "B 1.0"), library("B 1.0", "A 1.0"), main="A 1.0") == ["B 1.0", "A 1.0"]


def test_of_two_versions_the_first_is_played_and_both_are_exported():
    made = [library("A 1.0", "B 1.0", "C 1.0"), library("B 1.0"), library("C 1.0", "B 1.1"), library("B 1.1")]
    shelf = Shelf(Held(*made))
    assert order(*made, main="A 1.0") == ["B 1.0", "C 1.0", "A 1.0"]
    exported = order_to_export({}, key("A 1.0"), shelf).libraries
    assert [str(one.key) for one in exported] == ["B 1.0", "B 1.1", "C 1.0", "A 1.0"]


def test_libraries_of_the_editor_are_exported_and_not_played():
    made = library("A 1.0", editor=(key("E 1.0"),), dynamic=(key("D 1.0"),))
    shelf = Shelf(Held(made, library("E 1.0"), library("D 1.0")))
    assert [str(one.key) for one in order_to_play({}, made.key, shelf).libraries] == ["A 1.0"]
    assert [str(one.key) for one in order_to_export({}, made.key, shelf).libraries] == ["D 1.0", "E 1.0", "A 1.0"]


def test_what_is_on_no_shelf_is_told():
    missing = order_to_play({}, key("A 1.0"), Shelf(Held(library("A 1.0", "B 1.0", "B 1.0")))).missing
    assert missing == (key("B 1.0"),)


def test_a_library_may_ask_to_leave_out_the_styles_of_another():
    made = [
        library("A 1.0", "B 1.0", css=("a.css",), js=("a.js",), drop_css=frozenset({"B"})),
        library("B 1.0", css=("b",)),
    ]
    found = order_to_play({}, key("A 1.0"), Shelf(Held(*made)))
    assert [(str(one.key), path) for one, path in found.styles] == [("A 1.0", "a.css")]
    assert [(str(one.key), path) for one, path in found.scripts] == [("A 1.0", "a.js")]
    assert order_to_play({}, key("X 1.0"), Shelf()).styles == ()


names = st.sampled_from("ABCDEF")


@given(st.dictionaries(names, st.lists(names, max_size=4, unique=True), min_size=1))
def test_every_library_loads_once_and_after_its_needs_where_these_do_not_need_it(graph):
    made = [library(f"{name} 1.0", *(f"{one} 1.0" for one in needs)) for name, needs in graph.items()]
    main = next(iter(graph))
    loaded = [name.split()[0] for name in order(*made, main=f"{main} 1.0")]

    def reaches(start: str, end: str, seen: frozenset[str] = frozenset()) -> bool:
        return start == end or any(
            reaches(one, end, seen | {start}) for one in graph.get(start, ()) if one not in seen | {start}
        )

    assert len(loaded) == len(set(loaded))
    assert set(loaded) == {name for name in graph if reaches(main, name)}
    for place, name in enumerate(loaded):
        late = [one for one in graph[name] if one in loaded[place + 1 :]]
        assert all(reaches(one, name) for one in late)


def test_the_libraries_of_a_content_are_found_in_its_fields():
    semantics = [{"name": "parts", "type": "list", "field": {"type": "library", "options": ["P 1.0"]}}]
    files = {
        **card(),
        **library_files("Set 1.0", semantics=semantics),
        **library_files("P 1.0", semantics=[text("t")]),
        "h5p.json": json.dumps(manifest("Set 1.0", "P 1.0")).encode(),
    }
    with open_package(io.BytesIO(archive(files).getvalue())) as package:
        params = {"parts": [{"library": "P 1.0", "params": {}}, {"library": "P 1.0"}, {"library": "no"}, {}]}
        assert used_libraries(params, key("Set 1.0"), Shelf(package)) == (key("P 1.0"),)
        found = order_to_play(params, key("Set 1.0"), Shelf(package)).libraries
        assert [str(one.key) for one in found] == ["P 1.0", "Set 1.0"]
