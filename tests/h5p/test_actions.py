from __future__ import annotations

import gzip
import json
import uuid

import h5p_making as making
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from h5p_python import NoPlayer
from wagtail.models import ReferenceIndex

from core.stores import private_storage
from h5p import actions
from h5p.actions.libraries import StillNeeded
from h5p.actions.uploads import KEPT
from h5p.bundles import file_of
from h5p.libraries import shelf
from h5p.models import Interactive, InteractiveVersion, Library, LibraryRequest, Upload
from tests.h5p.packages import card
from work import outbox
from work.models import OutboxItem

pytestmark = pytest.mark.django_db


def test_all_that_is_wrong_with_a_file_is_kept_and_the_file_is_not(desk):
    broken = making.changed("h5p.json", b"{}") | {"content/evil.svg": b"<svg/>"}
    upload = desk.bring(making.archive(broken).getvalue())
    assert upload.state == Upload.State.REFUSED
    assert {one["code"] for one in upload.found["faults"]} == {"missing-required-property", "not-in-whitelist"}
    assert not private_storage().exists(upload.file.name)
    assert not Interactive.objects.exists()


def test_a_sound_file_waits_until_its_libraries_are_allowed(desk):
    upload = desk.bring(card())
    assert upload.state == Upload.State.ASKING
    assert not Library.objects.exists()

    assert actions.ask(upload=upload, by=desk.author, now=desk.now) == 1
    assert actions.ask(upload=upload, by=desk.author, now=desk.now) == 0
    [asked] = LibraryRequest.objects.all()
    assert (asked.machine_name, asked.version, asked.licence, asked.author, asked.origin, asked.asked_by) == (
        "H5P.Card", "1.0.3", "MIT", "Ann", "card.h5p", desk.author
    )  # fmt: skip

    actions.decide([asked.sha256], answer="approved", by=desk.administrator, now=desk.now)
    desk.work()
    upload.refresh_from_db()
    assert upload.state == Upload.State.DONE
    [library] = Library.objects.all()
    assert (library.sha256, library.approved_by, library.installed_by) == (
        asked.sha256, desk.administrator, desk.author
    )  # fmt: skip


def test_a_library_that_was_refused_stays_out(desk):
    upload = desk.bring(card())
    actions.ask(upload=upload, by=desk.author, now=desk.now)
    fingerprint = LibraryRequest.objects.get().sha256
    actions.decide([fingerprint], answer="refused", by=desk.administrator, now=desk.now)
    desk.work()
    assert desk.bring(card()).state == Upload.State.ASKING
    assert not Library.objects.exists()


def test_what_is_allowed_already_comes_in_at_once(desk):
    first = desk.content()
    second = desk.content(card(title="Another card"))
    assert first.pk != second.pk
    assert LibraryRequest.objects.count() == 1


def test_a_content_says_what_its_file_says(desk):
    content = desk.content(card(title="بطاقة", language="ar", authors=[{"name": "Amina", "role": "Author"}]))
    assert (content.title, content.language, content.licence, content.authors, content.library) == (
        "بطاقة", "ar", "CC BY", "Amina", "H5P.Card"
    )  # fmt: skip
    assert content.version.params == {"greeting": "Hi", "image": {"path": "images/sun.png"}}
    assert content.version.libraries == ["H5P.Card 1.0"]


def test_its_bundle_is_one_page_under_the_hash_of_its_bytes(desk):
    version = desk.content().version
    with private_storage().open(file_of(version.bundle_sha256)) as file:
        page = gzip.decompress(file.read()).decode()
    assert "/* card */" in page
    assert "images/sun.png" in page
    assert version.is_ready


def test_making_a_bundle_twice_gives_the_same_page(desk):
    version = desk.content().version
    before = version.bundle_sha256
    actions.build(version=version, now=desk.now)
    version.refresh_from_db()
    assert version.bundle_sha256 == before


def test_what_a_killed_worker_wrote_by_half_is_written_anew(desk):
    version = desk.content().version
    name = file_of(version.bundle_sha256)
    whole = private_storage().open(name).read()
    private_storage().delete(name)
    private_storage().save(name, ContentFile(whole[:100]))
    actions.build(version=version, now=desk.now)
    assert private_storage().open(name).read() == whole


def test_without_a_player_the_outbox_asks_again(desk, settings, tmp_path):
    upload = desk.bring(card())
    settings.H5P_PLAYER = tmp_path / "nowhere"
    with pytest.raises(NoPlayer):
        desk.allow(upload)
    [version] = InteractiveVersion.objects.all()
    assert (version.bundle_state, version.bundle_problem) == ("failed", "no-player")
    assert outbox.is_open("h5p.tasks.make_bundle", version.pk)
    assert Interactive.objects.get().version is None


def test_a_newer_file_takes_the_place_of_the_one_that_plays_once_it_can_play(desk):
    content = desk.content()
    upload = actions.receive(
        _file(card(greeting="Hello again", title="New title")), name="new.h5p", by=desk.author, now=desk.now,
        replaces=content,
    )  # fmt: skip
    assert upload.made.content == content
    content.refresh_from_db()
    assert (content.title, content.version.number) == ("New title", 1)
    desk.work()
    content.refresh_from_db()
    assert (content.version.number, content.version.params["greeting"]) == (2, "Hello again")
    assert content.versions.count() == 2


def test_an_older_edition_that_is_made_late_does_not_come_back(desk):
    content = desk.content()
    first = content.version
    desk.content(card(greeting="Newer"), into=content)
    actions.build(version=first, now=desk.now)
    content.refresh_from_db()
    assert content.version.number == 2


def test_a_higher_patch_takes_the_place_of_the_library_and_contents_play_with_it(desk):
    before = desk.content()
    desk.content(card(title="Later", patch=4, script=b"/* newer card */"))
    assert desk.installed() == {"H5P.Card 1.0.4"}
    after = Interactive.objects.select_related("version").get(pk=before.pk)
    assert after.version.bundle_sha256 != before.version.bundle_sha256


def test_a_fork_with_a_higher_patch_waits_for_a_word_like_any_other(desk):
    desk.content()
    upload = desk.bring(card(patch=99, script=b"/* poison */"))
    assert upload.state == Upload.State.ASKING
    assert desk.installed() == {"H5P.Card 1.0.3"}
    assert upload.found["libraries"][0]["step"] == "newer"


def test_other_files_under_the_same_number_stay_out(desk):
    desk.content()
    content = desk.content(card(title="Other", script=b"/* other files */"))
    assert shelf().read(content.version.main_key, "js/main.js") == b"/* card */"


def test_looking_at_a_file_twice_makes_one_content(desk):
    upload = desk.bring(card())
    upload = desk.allow(upload)
    stale = Upload.objects.get(pk=upload.pk)
    actions.look_at(upload=stale, now=desk.now)
    assert Interactive.objects.count() == 1


def test_what_a_page_shows_is_not_deleted(desk, django_capture_on_commit_callbacks):
    content = desk.content()
    other = desk.content(card(title="Other"))
    ReferenceIndex.objects.create(
        content_type_id=1, base_content_type_id=1, object_id="1", to_content_type=_type(), to_object_id=str(content.pk),
        model_path="body", content_path="body", content_path_hash=uuid.uuid4(),
    )  # fmt: skip
    with pytest.raises(actions.InUse):
        actions.delete(content)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(other)
    assert not private_storage().exists(file_of(other.version.bundle_sha256))
    assert list(Interactive.objects.all()) == [content]


def test_a_library_goes_when_nothing_needs_it(desk):
    content = desk.content()
    library = Library.objects.get()
    with pytest.raises(StillNeeded, match="A card"):
        actions.remove(library)
    actions.delete(content)
    actions.remove(library)
    assert not Library.objects.exists()


def test_old_files_are_forgotten(desk):
    upload = desk.bring(card())
    assert actions.forget_old(now=desk.now + KEPT / 2) == 0
    assert actions.forget_old(now=desk.now + 2 * KEPT) == 1
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_a_bundle_is_promised_once_while_it_is_promised(desk):
    version = desk.content().version
    actions.prepare(version, now=desk.now)
    actions.prepare(version, now=desk.now)
    assert OutboxItem.objects.open().filter(task="h5p.tasks.make_bundle").count() == 1


def _file(data: bytes) -> ContentFile:
    return ContentFile(data, name="new.h5p")


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Interactive)


def test_what_is_taken_in_is_named_in_the_same_moment(desk, monkeypatch):
    """A worker that is killed right behind it leaves nothing half said."""
    upload = desk.allow(desk.bring(card()))

    def killed(_upload: Upload) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("h5p.actions.uploads._forget_file", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.bring(card(greeting="Again"))
    again = Upload.objects.exclude(pk=upload.pk).get()
    assert (again.state, again.made.content.title) == (Upload.State.DONE, upload.made.content.title)


def test_who_looked_at_a_file_while_another_took_it_in_changes_nothing(desk):
    upload = desk.bring(card())
    stale = Upload.objects.get(pk=upload.pk)
    desk.allow(upload)
    upload.refresh_from_db()
    stale.file.storage.save(str(stale.file.name), ContentFile(card()))
    Library.objects.all().delete()
    LibraryRequest.objects.all().delete()
    actions.look_at(upload=stale, now=desk.now)
    assert Upload.objects.get(pk=upload.pk).state == Upload.State.DONE


def test_a_file_that_is_being_looked_at_hears_of_libraries_that_are_allowed_meanwhile(desk):
    upload = desk.bring(card())
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.WAITING)
    desk.allow(upload)
    upload.refresh_from_db()
    assert upload.state == Upload.State.DONE


def test_what_a_hostile_archive_calls_its_files_can_be_kept(desk):
    broken = making.archive(making.card()).getvalue().replace(b"images/sun.png", b"images/s\0n.png")
    upload = desk.bring(broken)
    assert upload.state == Upload.State.REFUSED
    assert "\\u0000" not in json.dumps(upload.found)


def test_no_text_of_a_content_holds_what_no_database_takes(desk):
    assert desk.bring(card(greeting="a\0b")).state == Upload.State.REFUSED
