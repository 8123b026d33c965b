import io
import json

import pytest

from h5p_making import CARD_SEMANTICS, PNG, archive, card, library_files, manifest
from h5p_python import (
    FolderOfContents,
    FolderOfLibraries,
    LibraryKey,
    MadeContent,
    Manifest,
    MissingLibraries,
    Shelf,
    export,
    open_package,
    vet,
)
from h5p_python.storage import NoSuchContent, UnsafeName

CARD = LibraryKey("H5P.Card", 1, 0)


@pytest.fixture
def package():
    with open_package(archive(card(**{"H5P.Card-1.0/README.md": b"notes"}))) as opened:
        yield opened


def test_a_library_is_kept_in_a_folder_and_found_again(tmp_path, package):
    store = FolderOfLibraries(tmp_path / "libraries")
    assert store.keys() == ()
    assert store.find(CARD) is None
    store.install(package.libraries[0], package)
    assert store.keys() == (CARD,)
    assert store.find(CARD) == package.libraries[0]
    assert store.find(CARD).sha256 == package.libraries[0].sha256
    assert store.read(CARD, "js/main.js") == b"/* H5P.Card 1.0 */"
    assert not (tmp_path / "libraries" / "H5P.Card-1.0" / "README.md").exists()
    store.remove(CARD)
    assert store.keys() == ()


def test_a_newer_patch_takes_the_place_of_the_older_whole(tmp_path, package):
    store = FolderOfLibraries(tmp_path)
    store.install(package.libraries[0], package)
    with open_package(archive(card(**library_files("H5P.Card 1.0") | {"H5P.Card-1.0/semantics.json": None}))) as newer:
        store.install(newer.libraries[0], newer)
    assert sorted(path.name for path in (tmp_path / "H5P.Card-1.0").iterdir()) == [
        ".files.json",
        "css",
        "js",
        "library.json",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["H5P.Card-1.0"]


def test_an_install_that_fails_leaves_what_was_there(tmp_path, package):
    class Failing:
        def read(self, key, path):
            raise OSError("the disk is gone")

    store = FolderOfLibraries(tmp_path)
    store.install(package.libraries[0], package)
    with pytest.raises(OSError, match="gone"):
        store.install(package.libraries[0], Failing())
    assert store.read(CARD, "js/main.js")


def test_folders_that_are_no_libraries_are_passed_over(tmp_path):
    (tmp_path / "what-ever").mkdir()
    (tmp_path / "what-ever" / ".files.json").write_text("{}")
    assert FolderOfLibraries(tmp_path).keys() == ()


def test_a_content_is_kept_and_opened_again(tmp_path, package):
    store = FolderOfContents(tmp_path)
    store.save("a1", package)
    again = store.open("a1")
    assert again.manifest.main == CARD
    assert (again.manifest.title, again.manifest.license) == ("A card", "CC BY")
    assert again.params() == package.params()
    assert again.files == package.files
    assert again.read_file("images/sun.png") == PNG
    store.delete("a1")
    with pytest.raises(NoSuchContent):
        store.open("a1")


def test_a_content_whose_manifest_lost_its_library_is_none(tmp_path, package):
    store = FolderOfContents(tmp_path)
    store.save("a1", package)
    (tmp_path / "a1" / "h5p.json").write_text(json.dumps({**manifest(), "mainLibrary": "H5P.Other"}))
    with pytest.raises(NoSuchContent):
        store.open("a1")


def test_no_name_leads_out_of_the_folder(tmp_path, package):
    contents, libraries = FolderOfContents(tmp_path), FolderOfLibraries(tmp_path)
    contents.save("a1", package)
    libraries.install(package.libraries[0], package)
    with pytest.raises(UnsafeName):
        contents.save("../x", package)
    with pytest.raises(UnsafeName):
        contents.open("a1").read_file("../h5p.json")
    with pytest.raises(UnsafeName):
        libraries.read(CARD, "/etc/passwd")
    with pytest.raises(UnsafeName):
        libraries.read(LibraryKey("../x", 1, 0), "library.json")
    assert libraries.find(LibraryKey("../x", 1, 0)) is None
    assert libraries.find(LibraryKey("x" * 255, 1, 0)) is None


# Export.


def exported(content, shelf):
    target = io.BytesIO()
    export(content, shelf, target)
    return target


def test_an_export_is_valid_and_holds_no_more_than_is_needed(package):
    spare = {"content/images/spare.png": PNG, **library_files("Spare 1.0")}
    with open_package(archive(card(**spare))) as full:
        target = exported(full, Shelf(full))
    with open_package(target) as again:
        assert [str(library.key) for library in again.libraries] == ["H5P.Card 1.0"]
        assert list(again.files) == ["images/sun.png"]
        assert again.params() == package.params()
        assert again.manifest.raw == {
            "title": "A card",
            "language": "en",
            "mainLibrary": "H5P.Card",
            "embedTypes": ["iframe"],
            "license": "CC BY",
            "preloadedDependencies": [CARD.to_json()],
        }


def test_equal_contents_are_equal_bytes(package):
    assert exported(package, Shelf(package)).getvalue() == exported(package, Shelf(package)).getvalue()


def test_what_was_said_of_a_content_goes_with_it():
    said = manifest(
        authors=[{"name": "Ann", "role": "Author"}, {"role": "Editor"}, 7], source="https://x.example", evil=1
    )
    with open_package(archive(card(**{"h5p.json": json.dumps(said).encode()}))) as package:
        assert package.manifest.authors == ("Ann",)
        with open_package(exported(package, Shelf(package))) as again:
            assert again.manifest.authors == ("Ann",)
            assert again.manifest.raw["source"] == "https://x.example"
            assert "evil" not in again.manifest.raw


def test_a_long_name_is_shortened_and_found_again():
    long = "images/" + "long name " * 15 + ".PNG"
    files = [
        {"path": long},
        {"path": "a" * 130 + ".png"},
        {"path": "https://x.example/" + "a" * 200},
        {"path": "no.png"},
    ]
    semantics = [*CARD_SEMANTICS, {"name": "films", "type": "video"}]
    main = Manifest("Long", "en", CARD)
    with open_package(archive(card(**library_files("H5P.Card 1.0", semantics=semantics)))) as package:
        made = MadeContent(main, {"image": {"path": long}, "films": files}, {long: PNG, files[1]["path"]: PNG})
        with open_package(exported(made, Shelf(package))) as again:
            params = again.params()
            assert sorted(again.files) == sorted([params["image"]["path"], params["films"][1]["path"]])
            assert params["films"][0]["path"] == params["image"]["path"]
            assert params["image"]["path"].startswith("images/long name long")
            assert params["films"][1]["path"].startswith("files/aaa")
            assert params["films"][2:] == [{"path": files[2]["path"]}, {"path": "no.png"}]
            assert all(len(path) < 100 for path in again.files)


def test_a_content_whose_libraries_are_not_there_is_not_exported(package):
    with pytest.raises(MissingLibraries, match=r"Other 1\.0") as raised:
        exported(MadeContent(Manifest("x", "en", LibraryKey("Other", 1, 0)), {}), Shelf(package))
    assert raised.value.keys == (LibraryKey("Other", 1, 0),)


def test_a_made_content_reads_its_own_files():
    made = MadeContent(Manifest("x", "en", CARD), {}, {"a.png": PNG})
    assert made.read_file("a.png") == PNG
    assert list(made.files) == ["a.png"]
    with pytest.raises(FileNotFoundError):
        made.read_file("b.png")


def test_an_export_of_what_was_stored_is_valid(tmp_path, package):
    libraries, contents = FolderOfLibraries(tmp_path / "l"), FolderOfContents(tmp_path / "c")
    libraries.install(package.libraries[0], package)
    contents.save("1", package)
    assert vet(exported(contents.open("1"), Shelf(libraries))).is_valid
