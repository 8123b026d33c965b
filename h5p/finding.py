"""What vetting found, as plain values that are kept and shown later. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from h5p_python import Fault, Manifest, Planned, Verdict


def found_in(verdict: Verdict, planned: Iterable[Planned]) -> dict[str, Any]:
    """``{"faults": […], "libraries": […], "missing": […], "title": …, …}``; what is not known is left out."""
    manifest = verdict.manifest
    about = {
        "title": manifest.title, "language": language_of(manifest), "licence": manifest.license,
        "authors": list(manifest.authors), "main": str(manifest.main),
    } if manifest else {}  # fmt: skip
    return {
        **about,
        "faults": [_fault(one) for one in verdict.faults],
        "libraries": [_library(one) for one in planned],
        "missing": [str(key) for key in verdict.missing],
    }


def language_of(manifest: Manifest) -> str:
    """Nothing where the file does not say: many do not, and write `und`."""
    return "" if manifest.language == "und" else manifest.language


def _fault(fault: Fault) -> dict[str, Any]:
    details = {name: _storable(value) if isinstance(value, str) else value for name, value in fault.details.items()}
    return {"code": fault.code, "path": _storable(fault.path), "details": details}


def _storable(text: str) -> str:
    """What a hostile archive calls its files need not be text that a database takes."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")


def _library(planned: Planned) -> dict[str, Any]:
    library = planned.library
    return {
        "machine_name": library.key.name, "major": library.key.major, "minor": library.key.minor,
        "patch": library.patch, "title": library.title, "author": library.author[:255],
        "licence": library.license[:100], "sha256": library.sha256, "step": planned.step.value,
        "installed_patch": planned.installed_patch, "changes": planned.changes_something,
    }  # fmt: skip
