"""The house keeps its plan: every room and every pure module is in the import contract."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS = sorted(app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT)
SOURCES = [
    path for room in [*ROOMS, "config"] for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts
]


def pure_modules():
    return next(c for c in CONTRACT["contracts"] if c["name"].startswith("Pure"))["source_modules"]


def test_every_room_is_in_the_contract():
    [layers] = [c["layers"] for c in CONTRACT["contracts"] if c["name"].startswith("Rooms")]
    assert sorted(" | ".join(layers).split(" | ")) == ROOMS
    assert sorted(CONTRACT["root_packages"]) == sorted([*ROOMS, "config"])


def test_every_module_that_says_it_is_pure_is_held_to_it():
    """A module is pure when it says so or imports nothing of Django; such a module must be in the contract."""
    known = set(pure_modules())
    written = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in SOURCES}
    assert known <= written | {"h5p", "packs"}


def test_the_contract_holds():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_named_by_a_word_without_an_idea():
    named = [path.name for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc"}]
    assert named == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_in_one_place_what_lives_in_it(path):
    tree = ast.parse(path.read_text())
    if path.name in {"apps.py", "__init__.py"} or not tree.body:
        return
    assert ast.get_docstring(tree), f"{path} has no docstring"


def test_no_signal_of_our_own():
    found = [path for path in SOURCES if "Signal()" in path.read_text()]
    assert found == []


def test_no_page_or_snippet_points_at_a_person():
    """B1: learner data is reached from persons, never from pages."""
    people = {"accounts", "learning"}
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("courses").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and field.related_model._meta.app_label in people
        and field.name not in {"owner", "locked_by"}
    ]
    assert wrong == []


def test_the_settings_are_all_explained():
    """Every variable that settings read stands in .env.example, and nothing else does."""
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))
    explained = set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert explained == read
    assert settings.ROOT_URLCONF == "config.urls"


def test_every_command_is_explained():
    explained = (ROOT / "docs" / "reference" / "commands.md").read_text()
    commands = [path.stem for path in SOURCES if path.parent.name == "commands" and path.stem != "__init__"]
    assert [name for name in commands if f"`{name}" not in explained] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = [re.split(r"[\[=~<>]", dependency)[0].lower() for dependency in named]
    explained = (ROOT / "docs" / "reference" / "dependencies.md").read_text().lower()
    assert [name for name in names if name.removeprefix("types-") not in explained] == []


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name
)
def test_every_link_between_documents_leads_somewhere(document):
    linked = re.findall(r"\]\(([^)#:]+)\)", document.read_text())
    assert [link for link in linked if not (document.parent / link).exists()] == []


def test_every_file_the_tour_names_is_there():
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|html))", (ROOT / "docs" / "tour.md").read_text())
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
