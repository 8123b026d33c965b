"""Takes away files that nothing names any more: bundles that were made anew, what stood beside deleted contents, and
packages of which a worker that was killed never wrote a row."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from core.stores import private_storage
from h5p import bundles
from h5p.contents import KeptContent
from h5p.models import InteractiveVersion, Leftover, Library, Upload
from h5p.storing import discard

FOLDERS = ("bundles", "media", "contents", "libraries", "uploads")
RESTS = timedelta(days=1)
"""How long a file is left alone after it was first seen that nothing names it. Pages that were open then are closed."""


def sweep(*, now: datetime) -> int:
    """Write down what nothing names, and delete what was written down a day ago; how many files went."""
    unused = set(_there()) - set(_named())
    Leftover.objects.exclude(name__in=unused).delete()
    Leftover.objects.bulk_create([Leftover(name=name, found_at=now) for name in unused], ignore_conflicts=True)
    gone = [name for name in sorted(unused) if _take_away(name, before=now - RESTS)]
    if gone:
        logging.getLogger(__name__).info("%s files of H5P that nothing needed were deleted", len(gone))
    return len(gone)


def _take_away(name: str, *, before: datetime) -> bool:
    """In one transaction with its row: who stores the same file at this moment waits here, and writes it anew."""
    with transaction.atomic():
        claimed, _rows = Leftover.objects.filter(name=name, found_at__lte=before).delete()
        if claimed:
            discard(name)
    return bool(claimed)


def _there() -> Iterator[str]:
    storage = private_storage()
    for folder in FOLDERS:
        try:
            _folders, files = storage.listdir(f"h5p/{folder}")
        except FileNotFoundError:  # nothing was ever kept there
            continue
        yield from (f"h5p/{folder}/{name}" for name in files)


def _named() -> Iterator[str]:
    """Every file that a row names. A package that was taken in or refused is needed no more."""
    waiting = Upload.objects.filter(state__in=[Upload.State.WAITING, Upload.State.ASKING])
    yield from waiting.values_list("file", flat=True)
    yield from Library.objects.values_list("archive", flat=True)
    for version in InteractiveVersion.objects.defer("params"):
        yield str(version.package.name)
        if version.bundle_sha256:
            yield bundles.file_of(version.bundle_sha256)
            yield from map(bundles.file_of_medium, _media_of(version))


def _media_of(version: InteractiveVersion) -> list[str]:
    """The names of the files beside its bundle. Of one that was made before they were written down, they are now."""
    if version.bundle_media is None:
        beside = KeptContent(version).files.items()
        inside = bundles.fits_inside(version.package.size)
        version.bundle_media = [] if inside else [bundles.medium(sha256, path) for path, sha256 in beside]
        version.save(update_fields=["bundle_media"])
    return version.bundle_media
