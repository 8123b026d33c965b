import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from h5p_making import archive, card, changed, library_files
from h5p_python import FolderOfLibraries, LibraryKey, open_package, vet
from h5p_python.cli import main


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    only_content = {name: data for name, data in card().items() if not name.startswith("H5P")}
    broken = changed("content/a\x1b[31m.svg", b"<svg/>") | {"content/content.json": b"{"}
    for name, members in {"good": card(), "bad": broken, "bare": only_content}.items():
        Path(f"{name}.h5p").write_bytes(archive(members).getvalue())
    return tmp_path


def player(folder: Path) -> Path:
    (folder / "dist" / "styles").mkdir(parents=True)
    (folder / "dist" / "frame.bundle.js").write_text("window.H5P={}")
    (folder / "dist" / "styles" / "h5p.css").write_text("")
    return folder / "dist"


def test_valid_packages_are_passed_over_in_silence(files, capsys):
    assert main(["validate", "good.h5p"]) == 0
    assert capsys.readouterr().out == ""


def test_each_fault_is_a_line_of_file_code_path_and_sentence(files, capsys):
    assert main(["validate", "good.h5p", "bad.h5p", "bare.h5p"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "bad.h5p: unsafe-path: content/a\\u001b[31m.svg: "
        "The name of this file could lead out of the folder that it is unpacked to.",
        "bad.h5p: unable-to-parse-package: content/content.json: This file is not valid JSON.",
        "bare.h5p: missing-main-library: h5p.json: "
        "The main library “H5P.Card 1.0” is neither in the package nor installed.",
    ]


def test_machines_read_json(files, capsys):
    assert main(["validate", "--json", "good.h5p", "bare.h5p"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"file": "good.h5p", "valid": True, "errors": []},
        {
            "file": "bare.h5p",
            "valid": False,
            "errors": [
                {
                    "code": "missing-main-library",
                    "path": "h5p.json",
                    "sentence": "The main library “H5P.Card 1.0” is neither in the package nor installed.",
                    "details": {"library": "H5P.Card 1.0"},
                }
            ],
        },
    ]


def test_libraries_may_lie_in_another_package_or_in_a_folder(files):
    assert main(["validate", "--libraries", "good.h5p", "bare.h5p"]) == 0
    with open_package("good.h5p") as package:
        FolderOfLibraries(files / "libraries").install(package.libraries[0], package)
    assert main(["validate", "--libraries", "libraries", "bare.h5p"]) == 0


def test_an_older_core_may_be_named(files):
    assert main(["validate", "--core", "1.0", "good.h5p"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["validate"],
        ["dance"],
        ["validate", "--core", "x", "good.h5p"],
        ["bundle", "good.h5p"],
    ],
)
def test_misuse_is_2(files, capsys, arguments):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "none.h5p"],
        ["validate", "."],
        ["validate", "--libraries", "bad.h5p", "good.h5p"],
        ["export", "good.h5p", "-o", "good.h5p"],
        ["export", "good.h5p", "-o", "no/folder.h5p"],
        ["bundle", "good.h5p", "-o", "a.html", "--player", "none"],
    ],
)
def test_a_file_that_cannot_be_read_or_written_is_misuse(files, capsys, arguments):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("h5p: ")


def test_info_tells_what_is_in_a_package(files, capsys):
    assert main(["info", "good.h5p", "bare.h5p"]) == 1
    lines = capsys.readouterr().out.splitlines()
    [library] = vet("good.h5p").libraries.values()
    assert lines == [
        "good.h5p",
        "  title: A card",
        "  type: H5P.Card 1.0",
        "  language: en",
        "  licence: CC BY",
        "  files: 1",
        f"  library: H5P.Card 1.0.3 MIT sha256:{library.sha256}",
        "bare.h5p",
        *lines[1:6],
        "  needs: H5P.Card 1.0",
        "  missing-main-library: h5p.json: The main library “H5P.Card 1.0” is neither in the package nor installed.",
    ]


def test_info_for_machines_has_fingerprints(files, capsys):
    assert main(["info", "--json", "good.h5p", "bad.h5p"]) == 1
    good, bad = json.loads(capsys.readouterr().out)
    assert (good["title"], good["main_library"], good["missing"]) == ("A card", "H5P.Card 1.0", [])
    assert list(good["files"]) == ["images/sun.png"]
    assert good["libraries"][0]["library"] == "H5P.Card 1.0"
    assert len(good["libraries"][0]["sha256"]) == 64
    assert not bad["valid"]


def test_info_of_what_is_no_package_tells_the_fault(files, capsys):
    Path("no.h5p").write_bytes(b"no")
    assert main(["info", "no.h5p"]) == main(["info", "--json", "no.h5p"]) == 1
    assert "unable-to-unzip" in capsys.readouterr().out


def test_a_page_is_made_of_a_package(files, monkeypatch):
    folder = player(files)
    assert main(["bundle", "good.h5p", "-o", "a.html", "--player", str(folder)]) == 0
    monkeypatch.setenv("H5P_PLAYER", str(folder))
    assert main(["bundle", "bare.h5p", "-o", "b.html", "--libraries", "good.h5p"]) == 0
    assert Path("a.html").read_text() == Path("b.html").read_text()


def test_a_package_is_written_anew_with_its_libraries(files, capsys):
    assert main(["export", "bare.h5p", "-o", "whole.h5p"]) == 1
    assert not Path("whole.h5p").exists()
    assert main(["export", "bare.h5p", "-o", "whole.h5p", "--libraries", "good.h5p"]) == 0
    assert vet("whole.h5p").is_valid
    assert main(["export", "bad.h5p", "-o", "x.h5p"]) == 1


def test_an_installed_library_that_lacks_another_is_told(files, capsys):
    with_need = library_files("H5P.Card 1.0", needs=["H5P.Lost 1.0"])
    with open_package(archive(card(**with_need, **library_files("H5P.Lost 1.0")))) as package:
        FolderOfLibraries(files / "libraries").install(package.find(LibraryKey("H5P.Card", 1, 0)), package)
    assert main(["export", "bare.h5p", "-o", "x.h5p", "--libraries", "libraries"]) == 1
    assert not Path("x.h5p").exists()
    assert capsys.readouterr().out == (
        "bare.h5p: missing-required-library: content/content.json: "
        "The library “H5P.Lost 1.0” is needed, and is neither in the package nor installed.\n"
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "h5p_python", *arguments]


ENVIRONMENT = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": ""}


def test_a_reader_that_goes_away_is_no_error_of_ours(files):
    with subprocess.Popen(
        command("info", *["good.h5p"] * 20), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as running:
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 1)


def test_the_command_is_a_module_too(files):
    done = subprocess.run(command("validate", "bare.h5p"), capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "missing-main-library" in done.stdout
