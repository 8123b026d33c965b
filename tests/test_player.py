"""Fetching the player: what came is seen before it is unpacked, and little of it stays. npm is not asked here."""

import io
import tarfile

import pytest

from scripts import npm, player
from scripts.player import PLAYER


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as made:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            made.addfile(entry, io.BytesIO(name.encode()))
    return stream.getvalue()


def test_what_is_not_what_was_pinned_is_refused():
    with pytest.raises(npm.NotFetched, match="SHA-512"):
        PLAYER.seen(archive(*PLAYER.kept))


def test_only_what_a_bundle_needs_is_kept_and_its_notice(tmp_path):
    brought = archive(*PLAYER.kept, "package/dist/main.bundle.js", "../../evil.js")
    PLAYER.keep(brought, tmp_path / "dist", notice=player.NOTICE)
    kept = {str(path.relative_to(tmp_path / "dist")) for path in (tmp_path / "dist").rglob("*") if path.is_file()}
    assert kept == {*PLAYER.kept.values(), "NOTICE", "stamp"}
    assert "GNU General Public License" in (tmp_path / "dist/NOTICE").read_text()
    assert PLAYER.is_there(tmp_path / "dist")


def test_without_it_there_is_a_sentence_and_no_failure(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(npm, "_ways", lambda _lent: iter(()))
    player.main(tmp_path / "dist")
    assert "make player" in capsys.readouterr().out
    assert not PLAYER.is_there(tmp_path / "dist")


def test_another_version_is_fetched_anew(tmp_path):
    (tmp_path / "stamp").write_text("of an older one")
    assert not PLAYER.is_there(tmp_path)
