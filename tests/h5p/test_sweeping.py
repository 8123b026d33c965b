"""Files that nothing names any more go after a day's rest; what is in use, or was put down just now, stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from core.stores import private_storage
from h5p import actions, bundles
from h5p.actions.sweeping import FOLDERS
from h5p.models import InteractiveVersion, Leftover, Library, Upload
from h5p.storing import store
from tests.h5p.packages import card

DAY = timedelta(days=1)
ORPHANS = {f"h5p/{folder}/orphan" for folder in FOLDERS}


@pytest.fixture(autouse=True)
def storage(db) -> Iterator[Storage]:
    """Without what other tests left behind, and leaving nothing to them."""
    found = private_storage()
    emptied(found)
    yield found
    emptied(found)


def emptied(storage: Storage) -> None:
    for name in there(storage):
        storage.delete(name)


def there(storage: Storage) -> set[str]:
    folders = [folder for folder in FOLDERS if storage.exists(f"h5p/{folder}")]
    return {f"h5p/{folder}/{name}" for folder in folders for name in storage.listdir(f"h5p/{folder}")[1]}


def swept(desk, storage: Storage, *, days: float) -> set[str]:
    """What goes in the night after so many days."""
    before = there(storage)
    count = actions.sweep(now=desk.now + DAY * days)
    gone = before - there(storage)
    assert count == len(gone)
    return gone


def test_what_nothing_names_rests_for_a_day_and_then_goes(desk, storage):
    desk.content()
    in_use = there(storage)
    for name in ORPHANS:
        storage.save(name, ContentFile(b"left behind"))
    assert [swept(desk, storage, days=day) for day in (0, 0.9, 1, 2)] == [set(), set(), ORPHANS, set()]
    assert there(storage) == in_use
    assert not Leftover.objects.exists()


def test_a_bundle_and_a_library_that_newer_ones_took_the_place_of(desk, storage):
    before = desk.content()
    archive = Library.objects.get().archive.name
    desk.content(card(title="Later", patch=4, script=b"/* newer card */"))
    swept(desk, storage, days=0)
    assert swept(desk, storage, days=1) == {bundles.file_of(before.version.bundle_sha256), archive}


def test_older_editions_keep_what_they_play_with(desk, storage):
    desk.content(card(greeting="Newer"), into=desk.content())
    swept(desk, storage, days=0)
    assert swept(desk, storage, days=1) == set()


def test_files_beside_a_bundle_stay_while_any_content_shows_them(desk, storage, monkeypatch):
    monkeypatch.setattr(bundles, "LARGEST_INSIDE", 0)
    one, other = desk.content(), desk.content(card(title="Other"))
    [name] = one.version.bundle_media
    beside = bundles.file_of_medium(name)
    actions.delete(one)
    swept(desk, storage, days=0)
    assert beside not in swept(desk, storage, days=1)
    actions.delete(other)
    swept(desk, storage, days=2)
    assert beside in swept(desk, storage, days=3)


def test_what_was_made_before_the_files_beside_it_were_written_down_keeps_them(desk, storage, monkeypatch):
    monkeypatch.setattr(bundles, "LARGEST_INSIDE", 0)
    content = desk.content()
    was = content.version.bundle_media
    InteractiveVersion.objects.update(bundle_media=None)
    swept(desk, storage, days=0)
    assert swept(desk, storage, days=1) == set()
    assert InteractiveVersion.objects.get().bundle_media == was


def test_a_file_that_waits_for_a_word_stays_and_one_that_a_killed_worker_kept_goes(desk, storage):
    asking = desk.bring(card())
    refused = desk.bring(card(title="Other"), name="other.h5p")
    Upload.objects.filter(pk=refused.pk).update(state=Upload.State.REFUSED)  # and was killed before it deleted the file
    swept(desk, storage, days=0)
    assert swept(desk, storage, days=1) == {refused.file.name}
    assert storage.exists(asking.file.name)


def test_what_is_made_again_while_it_rests_is_no_leftover(desk, storage):
    name = bundles.file_of("0" * 64)
    storage.save(name, ContentFile(b"page"))
    swept(desk, storage, days=0)
    store(name, b"page")  # its row is not written yet
    assert swept(desk, storage, days=1) == set()
