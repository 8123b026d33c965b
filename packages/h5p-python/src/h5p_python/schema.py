"""The shapes of h5p.json, library.json and semantics.json. Looks at values, never at files."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from h5p_python.faults import Faults

Check = Callable[[Any], bool]

LICENSES = frozenset(
    {
        *("CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0"),
        *("GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C"),
    }
)
MACHINE_NAME = re.compile(r"[\w.-]{1,255}", re.ASCII)
# The same names as `^(-?[a-z]+){1,7}\.json$`, which takes for ever over a long one.
LANGUAGE_FILE = re.compile(r"-?[a-z]+(-[a-z]+){0,6}\.json", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"\d{1,5}", re.ASCII)
_ENTRIES = 500
"""No library lists so many files or dependencies."""


def _matches(pattern: str, flags: int = 0) -> Check:
    compiled = re.compile(pattern, flags)
    return lambda value: isinstance(value, str) and bool(compiled.fullmatch(value))


def _is_one_of(*values: Any) -> Check:
    return lambda value: isinstance(value, str | int) and value in values


def _is_version(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    return bool(_VERSION.fullmatch(str(value)))


def _is_list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= _ENTRIES and all(map(check, value))


def _is_object_with(**checks: Check) -> Check:
    return lambda value: (
        isinstance(value, dict) and all(name in value and check(value[name]) for name, check in checks.items())
    )


def is_relative_path(value: Any) -> bool:
    """A path inside the folder of the library: no address, no way out."""
    if not isinstance(value, str) or not value or value[0] == "/" or len(value) > 1_000:
        return False
    return not any(sign in value for sign in ("\\", ":", "\x00")) and ".." not in value.split("/")


_is_name = _matches(MACHINE_NAME.pattern, re.ASCII)
_is_core = _is_object_with(majorVersion=_is_version, minorVersion=_is_version)
_is_dependency = _is_object_with(machineName=_is_name, majorVersion=_is_version, minorVersion=_is_version)
_are_dependencies = _is_list_of(_is_dependency)
_are_files = _is_list_of(_is_object_with(path=is_relative_path))
_are_embed_types = _is_list_of(_is_one_of("iframe", "div"))

MANIFEST_REQUIRED: Mapping[str, Check] = {
    "title": _matches(r".{1,255}"),
    "language": _matches(r"[-a-zA-Z]{1,10}"),
    "mainLibrary": _matches(r"[$a-z_][0-9a-z_.$]{1,254}", re.IGNORECASE | re.ASCII),
    "preloadedDependencies": _are_dependencies,
    "embedTypes": _are_embed_types,
}
MANIFEST_OPTIONAL: Mapping[str, Check] = {
    "license": _is_one_of(*LICENSES),
    "dynamicDependencies": _are_dependencies,
    "editorDependencies": _are_dependencies,
}
LIBRARY_REQUIRED: Mapping[str, Check] = {
    "title": _matches(r".{1,255}"),
    "machineName": _is_name,
    "majorVersion": _is_version,
    "minorVersion": _is_version,
    "patchVersion": _is_version,
    "runnable": _is_one_of(0, 1, "0", "1"),
}
LIBRARY_OPTIONAL: Mapping[str, Check] = {
    "coreApi": _is_core,
    "preloadedJs": _are_files,
    "preloadedCss": _are_files,
    "preloadedDependencies": _are_dependencies,
    "dynamicDependencies": _are_dependencies,
    "editorDependencies": _are_dependencies,
    "dropLibraryCss": _is_list_of(_is_object_with(machineName=_is_name)),
    "embedTypes": _are_embed_types,
}


def vet_manifest(value: Any, *, path: str, faults: Faults) -> bool:
    """Whether this is an h5p.json; what is wrong with it is added to the faults."""
    return _vet(value, MANIFEST_REQUIRED, MANIFEST_OPTIONAL, path=path, faults=faults)


def vet_library(value: Any, *, path: str, faults: Faults) -> bool:
    """Whether this is a library.json."""
    return _vet(value, LIBRARY_REQUIRED, LIBRARY_OPTIONAL, path=path, faults=faults)


def is_semantics(value: Any) -> bool:
    """A list of fields, each of a type, down to the fields of groups and lists. Inner ones may lack a name."""
    return isinstance(value, list) and all(map(_is_field, value))


def _is_field(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return False
    if not isinstance(value.get("name", ""), str):
        return False
    if value["type"] == "list":
        return _is_field(value.get("field"))
    return is_semantics(value.get("fields")) if value["type"] == "group" else True


def _vet(
    value: Any, required: Mapping[str, Check], optional: Mapping[str, Check], *, path: str, faults: Faults
) -> bool:
    if not isinstance(value, dict):
        faults.add("not-an-object", path)
        return False
    missing = [name for name in required if name not in value]
    wrong = [name for name, check in {**required, **optional}.items() if name in value and not check(value[name])]
    for name in missing:
        faults.add("missing-required-property", path, property=name)
    for name in wrong:
        faults.add("invalid-property", path, property=name)
    return not missing and not wrong
