"""The settings that the player reads: `H5PIntegration`. Nothing in them names a person."""

from collections.abc import Mapping
from typing import Any

from h5p_python.content import as_json
from h5p_python.manifest import Manifest

CONTENT_ID = "1"
"""A bundle holds one content, so that any number will do."""
SAVE_EVERY = 3
"""Seconds between two savings of the state."""
STATE_BYTES = 64 * 1024
"""The longest state that is kept."""
RESET = "RESET"
"""What a player finds where the content was changed since: it begins anew."""

WORDS: Mapping[str, str] = {
    "fullscreen": "Fullscreen",
    "disableFullscreen": "Disable fullscreen",
    "close": "Close",
    "title": "Title",
    "author": "Author",
    "year": "Year",
    "source": "Source",
    "license": "License",
    "hideAdvanced": "Hide advanced",
    "showAdvanced": "Show advanced",
    "confirmDialogHeader": "Are you sure?",
    "confirmDialogBody": "Do you want to go on? There is no way back.",
    "cancelLabel": "Cancel",
    "confirmLabel": "Confirm",
    "contentChanged": "This was changed since you were here last.",
    "startingOver": "It begins anew.",
    "by": "by",
    "showMore": "Show more",
    "showLess": "Show less",
    "subLevel": "Sublevel",
    "resizeScript": "",
    "connectionLost": "There is no connection. What you do is kept, and sent when there is one again.",
    "connectionReestablished": "There is a connection again.",
    "offlineDialogHeader": "There is no connection",
    "offlineDialogBody": "What you did could not be sent.",
    "offlineDialogRetryMessage": "Trying again in :num …",
    "offlineDialogRetryButtonLabel": "Try again now",
    "offlineSuccessfulSubmit": "What you did was sent.",
}
"""Words of the player itself; a caller hands in its own language."""


def integration(
    manifest: Manifest,
    params: Mapping[str, Any],
    *,
    address: str = "",
    learner: str = "",
    state: str | None = None,
    words: Mapping[str, str] = WORDS,
) -> dict[str, Any]:
    """The settings for one content.

    `address` is its xAPI id. `learner` is a pseudonym: without one, the player saves no state; never a name or mail.
    `state` is what was saved last, as the JSON text that the player handed over, or RESET.
    """
    return {
        "baseUrl": "",
        "url": "",
        "urlLibraries": "",
        "siteUrl": address,
        "postUserStatistics": bool(learner),
        "saveFreq": SAVE_EVERY if learner else False,
        "reportingIsEnabled": bool(learner),
        "hubIsEnabled": False,
        **({"user": {"name": "", "mail": "", "id": learner}} if learner else {}),
        "ajax": {"contentUserData": "", "setFinished": ""},
        "l10n": {"H5P": {**WORDS, **words}},
        "core": {"scripts": [], "styles": []},
        "loadedJs": [],
        "loadedCss": [],
        "contents": {f"cid-{CONTENT_ID}": _content(manifest, params, address=address, state=state)},
    }


def _content(manifest: Manifest, params: Mapping[str, Any], *, address: str, state: str | None) -> dict[str, Any]:
    return {
        "library": str(manifest.main),
        "jsonContent": as_json(params),
        "fullScreen": "0",
        "contentUrl": "",
        "url": address,
        "title": manifest.title,
        "metadata": {"title": manifest.title, "license": manifest.license},
        "displayOptions": {"frame": False, "export": False, "embed": False, "copyright": False, "icon": False},
        "contentUserData": {"0": {} if state is None else {"state": state}},
        "exportUrl": "",
        "embedCode": "",
        "resizeCode": "",
        "mainId": CONTENT_ID,
        "scripts": [],
        "styles": [],
    }
