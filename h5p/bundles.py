"""Where bundles and the files beside them lie, and at which addresses they are served. Makes none."""

from __future__ import annotations

import uuid

from django.urls import reverse
from h5p_python.kinds import extension

LARGEST_INSIDE = 6 * 1024 * 1024
"""Packages up to this size play from one page, so that they do without a network. Larger ones have films or sound."""


def fits_inside(size: int) -> bool:
    return size <= LARGEST_INSIDE


def identity(content: uuid.UUID) -> str:
    """What statements call the content. It names no machine, so that equal contents are equal bundles everywhere."""
    return f"urn:uuid:{content}"


def file_of(sha256: str) -> str:
    return f"h5p/bundles/{sha256}.html.gz"


def address_of(sha256: str) -> str:
    """The page that plays, for ever the same under this address."""
    return reverse("h5p:bundle", args=[sha256])


def medium(sha256: str, path: str) -> str:
    return f"{sha256}.{extension(path)}"


def file_of_medium(name: str) -> str:
    return f"h5p/media/{name}"


def medium_address(name: str) -> str:
    return reverse("h5p:medium", args=[name])
