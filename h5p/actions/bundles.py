"""Makes the page in which a version plays. The worker does it; doing it twice gives the same page."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from h5p_python import Bundle, MissingLibraries, NoPlayer, bundle

from h5p import bundles, libraries
from h5p.contents import KeptContent
from h5p.models import Interactive, InteractiveVersion
from h5p.player import player
from h5p.storing import store
from h5p.wording import player_words
from work import outbox

TASK = "h5p.tasks.make_bundle"
State = InteractiveVersion.Bundle
_followers: list[Callable[[], None]] = []


def follow(renew: Callable[[], None]) -> None:
    """Called once by each room that keeps what it made of contents: ``renew`` is called when one plays anew."""
    _followers.append(renew)


def prepare(version: InteractiveVersion, *, now: datetime) -> None:
    """Promise the bundle of a version; promising it while it is promised is once."""
    if not outbox.is_open(TASK, version.pk):
        outbox.enqueue(TASK, version.pk, now=now)


def prepare_for(contents: Iterable[Interactive], *, now: datetime) -> None:
    """Promise the bundles that are missing, as where a page with these contents is published."""
    for version in InteractiveVersion.objects.filter(content__in=contents).exclude(bundle_state=State.MADE):
        prepare(version, now=now)


def build(*, version: InteractiveVersion, now: datetime) -> None:
    """Make the bundle, and let the content play it from now on. What keeps it from being made is written down."""
    try:
        made, media = _bundled(version)
    except NoPlayer:
        # Not a fault of the content: the outbox asks again, as after somebody has installed the player.
        _note(version, problem="no-player")
        raise
    except MissingLibraries as error:
        _note(version, problem=", ".join(map(str, error.keys)))
        return
    packed = gzip.compress(made.page.encode(), 9, mtime=0)
    store(bundles.file_of(made.sha256), packed)
    with transaction.atomic():
        mine = Interactive.objects.select_for_update(of=("self",)).select_related("version")
        content = mine.get(pk=version.content_id)
        InteractiveVersion.objects.filter(pk=version.pk).update(
            bundle_state=State.MADE, bundle_sha256=made.sha256, bundle_bytes=len(packed), bundle_problem="",
            bundle_made_at=now, bundle_media=media,
        )  # fmt: skip
        # A newer one that was made first stays: workers do not wait for each other.
        if content.version is None or content.version.number <= version.number:
            Interactive.objects.filter(pk=content.pk).update(version=version)
        transaction.on_commit(_tell)


def _tell() -> None:
    for renew in _followers:
        renew()


def _bundled(version: InteractiveVersion) -> tuple[Bundle, list[str]]:
    """The page, and the names under which the files beside it are kept."""
    content = KeptContent(version)
    beside = {path: bundles.medium(sha256, path) for path, sha256 in content.files.items()}
    inline = bundles.fits_inside(version.package.size)
    with override(_known(content.manifest.language)):
        made = bundle(
            content, libraries.shelf(), player(), address=bundles.identity(version.content_id),
            media_address=None if inline else lambda path: bundles.medium_address(beside[path]), words=player_words(),
        )  # fmt: skip
    for path in made.media:
        store(bundles.file_of_medium(beside[path]), content.read_file(path))
    return made, sorted({beside[path] for path in made.media})


def _known(language: str) -> str:
    """The language of a content, where the words of the player are there in it."""
    spoken = dict(settings.LANGUAGES)
    return next((code for code in (language, language.partition("-")[0]) if code in spoken), settings.LANGUAGE_CODE)


def _note(version: InteractiveVersion, *, problem: str) -> None:
    logging.getLogger(__name__).warning("no bundle for %s: %s", version.pk, problem)
    # What plays already goes on playing.
    InteractiveVersion.objects.filter(pk=version.pk).exclude(bundle_state=State.MADE).update(
        bundle_state=State.FAILED, bundle_problem=problem[:300]
    )
