"""What a file is follows from what is in it. Hostile ones end in a clear fault, in bounded time and memory."""

import os
import re
import struct
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from media.films import ffmpeg
from media.films.containers import container_of
from media.films.faults import Fault, NotAFilm
from media.films.probing import probe, seconds_in, streams_in
from media.films.promises import promised_seconds
from media.ladder import Facts
from tests.media.films.clips import clip


def fault_of(path: Path) -> Fault:
    with pytest.raises(NotAFilm) as caught:
        probe(path)
    return caught.value.fault


def promising(path: Path, seconds: int, target: Path) -> Path:
    """The same film with a head that says it lasts so long."""
    content = bytearray(path.read_bytes())
    if path.suffix == ".mkv":
        at = content.index(b"\x44\x89\x88") + 3
        struct.pack_into(">d", content, at, seconds * 1000)
    else:
        at = content.index(b"mvhd") + 16
        [scale] = struct.unpack_from(">I", content, at)
        struct.pack_into(">I", content, at + 4, scale * seconds)
    target.write_bytes(content)
    return target


class TestWhatIsTaken:
    def test_a_film(self):
        found = probe(clip())
        assert found.facts == Facts(found.facts.seconds, 320, 180, has_sound=True)
        assert Decimal("0.800") <= found.facts.seconds < Decimal("0.820")  # ffmpeg 5 counts the sound's last packet too
        assert (found.container.ending, found.video_codec, found.audio_codec) == ("mp4", "h264", "aac")

    def test_a_silent_film_and_sound_alone(self):
        silent = probe(clip("silent.mp4", heard=False)).facts
        alone = probe(clip("alone.mp3", seen=False)).facts
        assert (silent.is_seen, silent.has_sound) == (True, False)
        assert (alone.is_seen, alone.has_sound) == (False, True)

    @pytest.mark.parametrize(
        ("name", "codecs"),
        [
            ("phone.mov", ("h264", "aac")),
            ("browser.webm", ("vp8", "opus")),
            ("other.mkv", ("h264", "vorbis")),
            ("voice.ogg", ("", "vorbis")),
            ("voice.wav", ("", "pcm_s16le")),
            ("voice.flac", ("", "flac")),
        ],
    )
    def test_other_kinds(self, name, codecs):
        extra = ("-c:a", "libopus") if name == "browser.webm" else ()
        found = probe(clip(name, seen=bool(codecs[0]), extra=extra))
        assert (found.video_codec, found.audio_codec) == codecs

    def test_a_phone_held_upright_is_seen_upright(self, tmp_path):
        turned = tmp_path / "turned.mp4"
        content = bytearray(clip().read_bytes())
        quarter = (0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
        struct.pack_into(">9i", content, content.index(b"tkhd") + 44, *quarter)  # the matrix of its head
        turned.write_bytes(content)
        facts = probe(turned).facts
        assert (facts.width, facts.height) == (180, 320)

    def test_a_name_is_never_believed(self, tmp_path):
        path = tmp_path / "notes.txt"
        path.write_bytes(clip().read_bytes())
        assert probe(path).video_codec == "h264"

    def test_the_cover_of_a_song_is_no_film(self, tmp_path):
        cover, song = tmp_path / "cover.png", tmp_path / "song.m4a"
        quiet = [ffmpeg.program(), "-loglevel", "error", "-f", "lavfi"]
        subprocess.run([*quiet, "-i", "color=red:s=64x64", "-frames:v", "1", cover], check=True)
        subprocess.run(
            [*quiet, "-i", "sine=d=0.5", "-i", cover, "-map", "0", "-map", "1", "-c:v", "mjpeg",
             "-disposition:v", "attached_pic", song],
            check=True,
        )  # fmt: skip
        assert not probe(song).facts.is_seen


class TestWhatIsNotTaken:
    @pytest.mark.parametrize(
        "content",
        [
            b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
            b"ffconcat version 1.0\nfile '/etc/passwd'\n",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"MZ" + bytes(100),
            b"\x7fELF" + bytes(100),
            b"PK\x03\x04" + bytes(100),
            b"GIF89a" + bytes(100),
            b"RIFF\x00\x00\x00\x00WEBPVP8 ",
            b"",
        ],
    )
    def test_other_things_whatever_they_are_called(self, content, tmp_path):
        path = tmp_path / "film.mp4"
        path.write_bytes(content)
        assert fault_of(path) == Fault.NO_FILM

    @pytest.mark.parametrize(
        "head", [b"\0\0\0\x18ftypisom", b"\x1aE\xdf\xa3", b"OggS", b"ID3", b"fLaC", b"RIFF____AVI ", b"RIFF____WAVE"]
    )
    def test_a_right_beginning_and_nothing_behind_it(self, head, tmp_path):
        path = tmp_path / "film"
        path.write_bytes(head + bytes(5000))
        assert fault_of(path) in {Fault.DAMAGED, Fault.NO_FILM, Fault.CUT_OFF}

    def test_a_film_that_is_cut_off(self, tmp_path):
        path = tmp_path / "cut.mp4"
        path.write_bytes(clip().read_bytes()[:-4000])  # its tables stand at the end
        assert fault_of(path) == Fault.DAMAGED

    def test_a_film_of_which_half_came(self, tmp_path):
        whole = clip("long.mp4", seconds=20, size="64x64", extra=("-movflags", "+faststart")).read_bytes()
        path = tmp_path / "half.mp4"
        path.write_bytes(whole[: len(whole) // 2])
        assert fault_of(path) == Fault.CUT_OFF

    @pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
    @pytest.mark.parametrize(("seconds", "fault"), [(36_000, Fault.TOO_LONG), (600, Fault.CUT_OFF)])
    def test_a_head_that_promises_hours(self, name, seconds, fault, tmp_path):
        began = time.monotonic()
        assert fault_of(promising(clip(name), seconds, tmp_path / f"promise{name[-4:]}")) == fault
        assert time.monotonic() - began < 30

    def test_a_box_that_is_longer_than_any_file(self, tmp_path):
        path = tmp_path / "box.mp4"
        path.write_bytes(struct.pack(">I4sQ", 1, b"free", 2**64 - 1) + bytes(64))
        assert promised_seconds(path) is None

    def test_one_picture_that_stands_for_hours(self, tmp_path):
        content = bytearray(clip("silent.mp4", heard=False).read_bytes())
        at = content.index(b"stts") + 8
        [_count, length] = struct.unpack_from(">II", content, at + 4)
        struct.pack_into(">I", content, at + 8, length * 50_000)
        path = tmp_path / "slow.mp4"
        path.write_bytes(content)
        assert fault_of(path) in {Fault.TOO_LONG, Fault.CUT_OFF}

    def test_a_film_that_is_too_long(self, settings):
        settings.FILM_LONGEST_MINUTES = 0
        assert fault_of(clip()) == Fault.TOO_LONG

    def test_a_picture_of_enormous_size(self):
        wide = clip("wide.mp4", size="6000x16", seconds=0.1, heard=False)
        assert fault_of(wide) == Fault.TOO_WIDE

    def test_a_picture_that_would_fill_the_memory(self, monkeypatch):
        vast = clip("vast.mkv", size="9000x9000", seconds=0.04, heard=False, extra=("-c:v", "mjpeg"))
        monkeypatch.setattr(ffmpeg, "MEMORY", 1_000_000_000)
        assert fault_of(vast) == Fault.TOO_WIDE


@pytest.mark.slow
class TestWhatFillsMachines:
    """Each in a process of its own, of whose programs the greediest is weighed."""

    WEIGH = (
        "import resource, sys; import django; django.setup(); from pathlib import Path\n"
        "from media.films.faults import NotAFilm; from media.films.probing import probe\n"
        "try: said = probe(Path(sys.argv[1])).facts.is_seen\n"
        "except NotAFilm as error: said = error.fault.value\n"
        "print(said, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )

    def weighed(self, path: Path) -> tuple[str, int]:
        """What is said of a file, and at most how many megabytes it took."""
        begun = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(
            [sys.executable, "-c", self.WEIGH, path], capture_output=True, text=True, check=True, env=begun
        )
        said, megabytes = done.stdout.split()
        return said, int(megabytes)

    def test_hundreds_of_streams(self, tmp_path):
        path = tmp_path / "many.mp4"
        copies = ["-map", "0:v"] * 300
        subprocess.run([ffmpeg.program(), "-loglevel", "error", "-i", clip(), *copies, "-c", "copy", path], check=True)
        said, megabytes = self.weighed(path)
        assert (said, megabytes < 400) == (Fault.TOO_HARD, True)

    def test_a_picture_of_which_each_frame_claims_thirty_thousand_lines(self, tmp_path):
        content = clip("small.mkv", size="64x48", seconds=0.2, heard=False, extra=("-c:v", "mjpeg")).read_bytes()
        head = b"\xff\xc0\x00\x11\x08"
        path = tmp_path / "vast.mkv"
        path.write_bytes(
            re.sub(re.escape(head) + b"....", head + struct.pack(">HH", 30_000, 30_000), content, flags=re.S)
        )
        said, megabytes = self.weighed(path)
        assert (said, megabytes < 400) == (Fault.DAMAGED, True)

    def test_one_large_picture_a_second(self, tmp_path):
        said, megabytes = self.weighed(clip("giant.mkv", size="4096x4096", seconds=0.04, heard=False))
        assert (said, megabytes < 600) == ("True", True)


def test_what_was_asked_of_ffmpeg_is_read():
    said = b"#codec_id 0: h264\n#media_type 0: video\n#dimensions 0: 4x2\n0, 0, 0\n#tb 1: 1/1\n#media_type 1: audio\n"
    assert {kind: (one.codec, one.width, one.height) for kind, one in streams_in(said).items()} == {
        "video": ("h264", 4, 2), "audio": ("", 0, 0),
    }  # fmt: skip
    assert seconds_in(b"out_time_us=1\nprogress=continue\nout_time_us=4000000\n") == Decimal(4)
    assert seconds_in(b"out_time_us=N/A\n") is None


def test_the_first_bytes_decide():
    assert container_of(b"\0\0\0 ftypqt  ") == container_of(b"\0\0\0 ftypmp42")
    assert container_of(b"GIF89a") is None
    assert replace(container_of(b"fLaC"), ending="x").reader == "flac"
