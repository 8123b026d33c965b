"""What people are told about packages, and the words of the player itself, in the language of who reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FAULTS = {
    # The archive and its files.
    "unable-to-unzip": _("This is not a ZIP archive that can be read: it is damaged or of another kind."),
    "too-many-members": _("The archive has more than the %(limit)s files that a package may have."),
    "total-size-too-large": _("Unpacked, the package is larger than the %(limit)s MiB that a package may have."),
    "file-size-too-large": _("This file is larger than the %(limit)s MiB that one file may have."),
    "ratio-too-high": _("This file grows more than %(limit)s times when it is unpacked, as only an attack does."),
    "unsafe-path": _("The name of this file could lead out of the folder that it is unpacked to."),
    "name-too-long": _("The name of this file is too long to be stored."),
    "symbolic-link": _("This is a link or a device, not a file."),
    "encrypted-member": _("This file is encrypted."),
    "unsupported-compression": _("This file is compressed in a way that H5P does not use."),
    "name-collision": _("The name is the same as “%(other)s” but for upper and lower case, or one is a folder."),
    "differing-duplicate": _("The archive has this file twice, with different contents."),
    "not-in-whitelist": _("Files of the kind “%(extension)s” are not allowed here."),
    "disguised-name": _("The name hides a file of the kind “%(extension)s”."),
    "disguised-file": _("What is in the file is not what its name says."),
    "invalid-content-folder": _("The package has no content/content.json, so there is nothing to show."),
    "missing-manifest": _("The package has no h5p.json, which says what it is."),
    # The JSON in it.
    "unable-to-parse-package": _("This file is not valid JSON."),
    "json-too-complex": _("The JSON has too many values, here or in the whole package, or they are nested too deeply."),
    "not-an-object": _("This file should hold a JSON object, and does not."),
    "missing-required-property": _("The required property “%(property)s” is missing."),
    "invalid-property": _("The property “%(property)s” has a value that H5P does not allow."),
    # The libraries.
    "invalid-library-name": _("The folder of a library may have only letters, digits, dots, hyphens and underscores."),
    "library-directory-name-mismatch": _("The folder is named differently from the library in it, “%(library)s”."),
    "duplicate-library": _("The package has the library “%(library)s” twice."),
    "api-version-unsupported": _("The library asks for H5P core %(needed)s; this player has %(supported)s."),
    "invalid-language-file": _("This file of words is not valid: its name or its JSON is wrong."),
    "invalid-semantics": _("This file should be a list of fields, and is not."),
    "library-missing-file": _("The library needs this file, and the package does not have it."),
    # What they need.
    "main-library-not-listed": _("The main library “%(library)s” is not among the libraries that h5p.json asks for."),
    "missing-main-library": _("The main library “%(library)s” is neither in the package nor installed."),
    "missing-required-library": _("The library “%(library)s” is needed, and is neither in the package nor installed."),
    "too-many-faults": _("There are more faults than these; the first %(limit)s are shown."),
}

_PLAYER = {
    "fullscreen": _("Fullscreen"),
    "disableFullscreen": _("Disable fullscreen"),
    "close": _("Close"),
    "title": _("Title"),
    "author": _("Author"),
    "year": _("Year"),
    "source": _("Source"),
    "license": _("Licence"),
    "confirmDialogHeader": _("Are you sure?"),
    "confirmDialogBody": _("Do you want to go on? There is no way back."),
    "cancelLabel": _("Cancel"),
    "confirmLabel": _("Confirm"),
    "contentChanged": _("This was changed since you were here last."),
    "startingOver": _("It begins anew."),
    "showMore": _("Show more"),
    "showLess": _("Show less"),
    "connectionLost": _("There is no connection. What you do is kept, and sent when there is one again."),
    "connectionReestablished": _("There is a connection again."),
    "offlineDialogHeader": _("There is no connection"),
    "offlineDialogBody": _("What you did could not be sent."),
    "offlineDialogRetryButtonLabel": _("Try again now"),
    "offlineSuccessfulSubmit": _("What you did was sent."),
}
PROBLEMS = {"no-player": _("The player is not installed. Whoever runs this machine can fetch it: make player")}
LICENCES = {
    "U": _("not said"),
    "C": _("all rights reserved"),
    "PD": _("public domain"),
    "CC PDM": _("public domain"),
    "CC0 1.0": _("public domain (CC0)"),
    "ODC PDDL": _("public domain (PDDL)"),
}
STEPS = {
    "new": _("new"),
    "newer": _("takes the place of %(installed)s"),
    "same": _("installed already"),
    "older": _("older than what is installed; stays out"),
    "different": _("other files than what is installed under the same number; stays out"),
}


def fault(found: Mapping[str, Any]) -> str:
    """The sentence of a fault that was kept."""
    said: str = str(FAULTS[found["code"]]) % found["details"]
    return said


def licence(code: str) -> str:
    """What a package says of its licence; the names of Creative Commons are names."""
    return str(LICENCES.get(code, code))


def step(library: Mapping[str, Any]) -> str:
    """What would become of a library, in words."""
    installed = f"{library['major']}.{library['minor']}.{library['installed_patch']}"
    return str(STEPS[library["step"]]) % {"installed": installed}


def problem(found: str) -> str:
    """Why a bundle could not be made: a code of ours, or the names of libraries."""
    if found in PROBLEMS:
        return str(PROBLEMS[found])
    return str(_("These libraries are not installed: %(names)s.")) % {"names": found} if found else ""


def player_words() -> dict[str, str]:
    """The words of the player in the language that is active."""
    return {name: str(words) for name, words in _PLAYER.items()}
