"""Settings read from the environment: typed, with clear refusals."""

import stat

import pytest

from config import env


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("SOME_SECRET", raising=False)
    kept = tmp_path / "keys" / "secret.txt"
    first = env.secret("SOME_SECRET", kept)
    assert first == env.secret("SOME_SECRET", kept)
    assert len(first) > 60
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_secret_from_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SOME_SECRET", "given")
    assert env.secret("SOME_SECRET", tmp_path / "secret.txt") == "given"


def test_files_stay_on_disk_unless_told():
    assert env.storage("files") == {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {}}


def test_object_storage_keeps_private_files_in_a_folder_of_their_own():
    given = {"endpoint_url": "https://objects.example.org", "access_key": "", "secret_key": ""}
    public, private = env.storage("s3://bucket/baon"), env.storage("s3://bucket/baon", folder="private", access=given)
    assert public["OPTIONS"]["location"] == "baon"
    assert private == {
        "BACKEND": "core.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": "bucket",
            "location": "baon/private",
            "default_acl": None,
            "file_overwrite": False,
            "endpoint_url": "https://objects.example.org",
        },
    }


@pytest.mark.parametrize("address", ["bucket", "s3://", "ftp://host/x", ""])
def test_an_unknown_storage_is_refused_in_words(address):
    with pytest.raises(ValueError, match="MEDIA_STORAGE must be"):
        env.storage(address)


def test_a_variable_that_is_there_but_empty_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("SOMETHING", "")
    assert env.database("SOMETHING", "sqlite:///here.sqlite3")["NAME"] == "here.sqlite3"
    assert env.mail("SOMETHING", "consolemail://")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert env.flag("SOMETHING", default=True) is True
    assert env.number("SOMETHING", 7) == 7
