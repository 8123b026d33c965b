"""What the product keeps lies in object storage as on a disk, and is seen at addresses of this site alone."""

import io
import os
import shutil
import tracemalloc

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.object_storage import PIECE_BYTES, ObjectStorage
from core.stores import private_storage

pytestmark = pytest.mark.slow


def names(store) -> list[str]:
    return sorted(one.key for one in store.objects.all())


class TestOneFile:
    def test_it_is_kept_read_and_deleted(self, store):
        name = private_storage().save("a/b.txt", ContentFile(b"words"))
        assert (name, names(store)) == ("a/b.txt", ["site/private/a/b.txt"])
        assert private_storage().open(name).read() == b"words"
        private_storage().delete(name)
        assert (private_storage().exists(name), names(store)) == (False, [])

    def test_another_of_the_same_name_gets_another_name(self, store):
        first, second = (default_storage.save("a.txt", ContentFile(said)) for said in (b"one", b"two"))
        assert first != second
        assert default_storage.open(first).read() == b"one"

    def test_what_is_not_there_is_said_as_for_a_disk(self, store):
        with pytest.raises(FileNotFoundError):
            private_storage().open("nowhere")

    def test_its_address_is_on_this_site(self, store):
        assert default_storage.url("images/a b.webp") == "/media/images/a%20b.webp"

    def test_it_opens_again_after_it_was_closed(self, store):
        opened = default_storage.open(default_storage.save("a.txt", ContentFile(b"words")))
        opened.close()
        assert opened.open().read() == b"words"

    def test_parts_are_fetched_and_not_the_whole(self, store, monkeypatch):
        content = os.urandom(3 * PIECE_BYTES)
        opened = default_storage.open(default_storage.save("long.bin", ContentFile(content)))
        asked = []
        real = ObjectStorage.part
        monkeypatch.setattr(ObjectStorage, "part", lambda *given: asked.append(given[2:]) or real(*given))
        opened.seek(PIECE_BYTES + 7)
        assert opened.read(10) == content[PIECE_BYTES + 7 : PIECE_BYTES + 17]
        assert (asked, opened.size) == ([(PIECE_BYTES + 7, 2 * PIECE_BYTES + 6)], len(content))

    def test_a_long_file_never_stands_in_memory(self, store, tmp_path):
        path = tmp_path / "long.bin"
        with path.open("wb") as file:
            file.truncate(24 * 1024 * 1024)
        with path.open("rb") as file:
            name = private_storage().save("long.bin", ContentFile(file.read()))
        tracemalloc.start()
        with private_storage().open(name) as source, (tmp_path / "copy.bin").open("wb") as target:
            shutil.copyfileobj(source, target, PIECE_BYTES)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (tmp_path / "copy.bin").stat().st_size == path.stat().st_size
        assert most < 8 * 1024 * 1024

    def test_it_is_read_from_every_side(self, store):
        opened = default_storage.open(default_storage.save("a.txt", ContentFile(b"0123456789")))
        assert (opened.seek(-3, io.SEEK_END), opened.read(), opened.read()) == (7, b"789", b"")
        assert (opened.seek(2), opened.read(2), opened.tell()) == (2, b"23", 4)
