"""Adds contents, replaces them by newer ones, and deletes those that no lesson shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from h5p_python import Content, Shelf, filter_params, order_to_play
from wagtail.models import ReferenceIndex

from accounts.models import User
from h5p import bundles, libraries
from h5p.actions.bundles import prepare
from h5p.contents import packed
from h5p.finding import language_of
from h5p.models import Interactive, InteractiveVersion
from h5p.storing import discard


class InUse(ValueError):
    """A page or a draft shows this content."""


def add(
    content: Content,
    *,
    by: User | None,
    now: datetime,
    into: Interactive | None = None,
    key: UUID | None = None,
    origin: str = "",
    sha256: str = "",
    shelf: Shelf | None = None,
    beside: Callable[[InteractiveVersion], None] | None = None,
) -> InteractiveVersion:
    """Keep a content, new or as the next version of ``into``, and let the worker make its bundle.

    ``key`` is that of a new one which has one already; ``sha256`` is of the file that it came as, where it came as
    one. ``shelf`` is where its libraries are found; ``beside`` is done in the same transaction.
    """
    found = shelf or libraries.shelf()
    main = content.manifest.main
    params = filter_params(content.params(), main, found).params
    package = packed(content, params)
    needed = sorted(str(one.key) for one in order_to_play(params, main, found).libraries)
    fingerprint = sha256 or hashlib.sha256(package).hexdigest()
    version = InteractiveVersion(
        sha256=fingerprint,
        params=params,
        main=str(main),
        libraries=needed,
        origin=origin[:255],
        made_at=now,
        made_by=by,
    )
    version.package.save(f"{fingerprint}.h5p", ContentFile(package), save=False)
    with transaction.atomic():
        version.content = _described(content, into=into, key=key, by=by, now=now)
        version.number = 1 + (version.content.versions.aggregate(last=Max("number"))["last"] or 0)
        version.save()
        if beside:
            beside(version)
        prepare(version, now=now)
    return version


def _described(
    content: Content, *, into: Interactive | None, key: UUID | None, by: User | None, now: datetime
) -> Interactive:
    """The content as its newest file speaks of itself. Its row is locked, so that two versions get two numbers."""
    manifest = content.manifest
    said = {
        "title": manifest.title, "language": language_of(manifest), "licence": manifest.license,
        "authors": ", ".join(manifest.authors), "library": manifest.main.name,
    }  # fmt: skip
    if into is None:
        return Interactive.objects.create(key=key or uuid4(), **said, made_at=now, made_by=by)
    row = Interactive.objects.select_for_update().get(pk=into.pk)
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
    return row


def is_used(content: Interactive) -> bool:
    """Whether a page, a draft or a shared passage shows it."""
    return bool(ReferenceIndex.get_references_to(content).exists())


@transaction.atomic
def delete(content: Interactive) -> None:
    """Take away a content that nothing shows, with all its versions. Raises ``InUse``."""
    if is_used(content):
        raise InUse(content.title)
    versions = list(content.versions.all())
    content.delete()
    names = [str(one.package.name) for one in versions]
    names += [bundles.file_of(one.bundle_sha256) for one in versions if one.bundle_sha256]
    for name in names:
        transaction.on_commit(lambda name=name: discard(name))  # type: ignore[misc]
