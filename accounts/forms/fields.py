"""What fields at the doors share: how long they may be, and how they ask the phone for digits."""

from __future__ import annotations

from typing import Any

LONGEST = 200


def digits(**attributes: Any) -> dict[str, Any]:
    """What a field for digits alone asks of the phone's keyboard."""
    return {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false", "dir": "ltr", **attributes}
