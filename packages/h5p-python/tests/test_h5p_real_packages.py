"""Packages that no one here wrote, each with the verdict that is expected of it."""

import csv
import io

import pytest

from h5p_making import REAL
from h5p_python import (
    FolderOfLibraries,
    LibraryKey,
    Shelf,
    export,
    filter_params,
    open_package,
    order_to_export,
    order_to_play,
    vet,
    with_defaults,
)
from h5p_python.builder import Answer, Blanks, MultiChoice, QuestionSet, SingleChoice, SingleChoiceSet, TrueFalse, build

if REAL is None:
    pytest.skip("no real packages here: they lie in ../shared/h5p beside the project", allow_module_level=True)

ROWS = list(csv.DictReader((REAL / "manifest.tsv").read_text().splitlines(), delimiter="\t"))
VALID = [row["file"] for row in ROWS if row["expected"] == "VALID"]
REASONS = {
    "content-only-crossword-0.5.h5p": [("missing-main-library", "h5p.json")],
    "content-only-interactivevideo-1.27-youtube.h5p": [("missing-main-library", "h5p.json")],
    "macosx-junk-content-only-multichoice.h5p": [
        ("missing-main-library", "h5p.json"),
        ("missing-required-library", "h5p.json"),
    ],
    "blanks-svg-in-content-xss.h5p": [("not-in-whitelist", "content/images/xss.svg")],
    "bad-2-libraries.h5p": [
        ("missing-required-property", "H5P.GreetingCard2-1.0/library.json"),
        ("invalid-language-file", "H5P.GreetingCard-1.0/language/XXX!.json"),
    ],
    "bad-content-json.h5p": [("unable-to-parse-package", "content/content.json")],
    "bad-h5p-json.h5p": [("unable-to-parse-package", "h5p.json")],
    "bad-not-a-zip.h5p": [("unable-to-unzip", "")],
    "bad-h5p-json-no-mainlibrary.h5p": [("missing-required-property", "h5p.json")],
    "bad-language-json.h5p": [("invalid-language-file", "H5P.GreetingCard-1.0/language/fr.json")],
    "bad-library-dir-mismatch.h5p": [
        ("library-directory-name-mismatch", "H5P.GreetingCard-1.0"),
        ("missing-main-library", "h5p.json"),
    ],
    "bad-library-json-no-majorversion.h5p": [("missing-required-property", "H5P.GreetingCard-1.0/library.json")],
    "bad-library-dir-name.h5p": [("invalid-library-name", "library!")],
    "bad-missing-preloaded-js.h5p": [("library-missing-file", "H5P.GreetingCard-1.0/greetingcard.js")],
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_every_package_gets_the_verdict_that_is_expected_with_the_reason(row):
    verdict = vet(REAL / row["file"])
    assert verdict.is_valid is (row["expected"] == "VALID")
    assert [(fault.code, fault.path) for fault in verdict.faults] == REASONS.get(row["file"], [])
    if verdict.manifest and row["n_library_folders"] and row["file"] not in REASONS:
        assert str(verdict.manifest.main) == row["main_library"]
        assert len(verdict.libraries) == int(row["n_library_folders"])


def test_a_content_alone_is_valid_where_its_libraries_are_installed():
    content_only = REAL / "content-only-crossword-0.5.h5p"
    assert vet(content_only, installed={LibraryKey("H5P.Crossword", 0, 5)}).is_valid


def test_an_older_player_refuses_a_newer_library():
    [fault] = vet(REAL / "greetingcard-coreapi-1.19.h5p", core=(1, 18)).faults
    assert (fault.code, fault.details) == ("api-version-unsupported", {"needed": "1.19", "supported": "1.18"})


@pytest.mark.parametrize("file", VALID)
def test_filtering_leaves_a_real_content_whole_and_finds_its_libraries(file):
    with open_package(REAL / file) as package:
        shelf, main = Shelf(package), package.manifest.main
        filtered = filter_params(package.params(), main, shelf)
        assert filtered.remarks == ()
        assert filter_params(filtered.params, main, shelf) == filtered
        filled = with_defaults(filtered.params, main, shelf)
        assert filter_params(filled, main, shelf).params == filled
        played = order_to_play(filtered.params, main, shelf)
        assert played.missing == ()
        assert {library.key for library in played.libraries} == set(package.manifest.dependencies)
        assert {one.key for one in order_to_export(filtered.params, main, shelf).libraries} == set(package.keys())


@pytest.mark.parametrize("file", VALID)
def test_a_real_package_written_anew_is_valid_and_says_the_same(file):
    with open_package(REAL / file) as package:
        target = io.BytesIO()
        export(package, Shelf(package), target)
        with open_package(target) as again:
            assert again.manifest.main == package.manifest.main
            assert sorted(again.libraries, key=str) == sorted(package.libraries, key=str)
            if "long-filename" not in file:
                assert again.params() == filter_params(package.params(), package.manifest.main, Shelf(package)).params
                assert again.files == package.files


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    store = FolderOfLibraries(tmp_path_factory.mktemp("libraries"))
    for file in ("multichoice-1.16.h5p", "truefalse-1.8.h5p", "singlechoiceset-1.11.h5p", "questionset-1.17.h5p"):
        with open_package(REAL / file) as package:
            for library in package.libraries:
                store.install(library, package)
    return store


CHOICE = MultiChoice("<p>Which?</p>", (Answer("This", correct=True, tip="<p>Look</p>"), Answer("That")))
TRUE = TrueFalse("<p>So?</p>", correct=True, when_right="Yes")
GAP = Blanks("<p>Fill</p>", ("The *word*.",))


@pytest.mark.parametrize(
    "question",
    [CHOICE, TRUE, GAP, SingleChoiceSet((SingleChoice("Q", "r", ("w",)),)), QuestionSet((CHOICE, TRUE, GAP))],
    ids=lambda question: type(question).__name__,
)
def test_what_is_built_for_real_libraries_is_a_valid_package(installed, question):
    shelf = Shelf(installed)
    content = build(question, shelf, title="Made here", language="es")
    target = io.BytesIO()
    export(content, shelf, target)
    with open_package(target) as package:
        assert package.params() == content.params()
        assert package.manifest.main == content.manifest.main
