"""A voice becomes light enough for a phone on a slow line, whatever device recorded it."""

import io
import subprocess
import wave

import pytest

from core.processes import NotInstalled
from media import actions, recordings, sounds, voicing
from media.films import ffmpeg
from media.sounds import Kind, NotASound
from tests.media import files

try:
    PROGRAM = ffmpeg.program()
except NotInstalled:
    PROGRAM = ""
pytestmark = pytest.mark.skipif(not PROGRAM, reason="there is no ffmpeg")


def recorded(*arguments: str) -> bytes:
    """Half a second of a tone, as a browser's recorder would write it."""
    tone = ["-f", "lavfi", "-i", "sine=frequency=300:duration=0.5"]
    return subprocess.run([PROGRAM, "-loglevel", "error", *tone, *arguments, "pipe:1"], capture_output=True).stdout


@pytest.mark.parametrize(
    "how",
    [
        ["-c:a", "libopus", "-f", "webm"],
        ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4"],
    ],
    ids=["webm", "pieces of mpeg-4"],
)
def test_what_a_browser_records_is_taken_in(how):
    taken = voicing.taken_in(recorded(*how))
    assert (taken.kind, taken.seconds) in {(Kind.OPUS, 1), (Kind.M4A, 1)}
    assert len(taken.content) < 8_000


def test_what_is_no_recording_is_refused_as_before():
    sheet = io.BytesIO()
    with wave.open(sheet, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
    for content in (b"\x1a\x45\xdf\xa3" + bytes(200), sheet.getvalue(), b"#EXTM3U\nfile:///etc/passwd\n"):
        with pytest.raises(NotASound):
            voicing.taken_in(content)


def test_a_recording_gets_a_light_file_and_one_for_phones_that_do_not_play_it(speak, client, db):
    clip = recorded("-c:a", "libmp3lame", "-b:a", "128k", "-map_metadata", "-1", "-f", "mp3")
    recording = speak("Hello", content=clip)
    actions.make_light(recording)
    recording.refresh_from_db()
    assert sounds.clean(recording.light.read()).kind is Kind.OPUS
    assert sounds.clean(recording.fallback.read()).kind is Kind.M4A
    voice = recordings.voices_in("en")[recording.words_hash]
    assert [kind for _url, kind in voice.sources] == ["audio/ogg; codecs=opus", "audio/mp4", "audio/mpeg"]
    for url, kind in voice.sources:
        answer = client.get(url)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    made = recording.light.name
    actions.make_light(recording)
    recording.refresh_from_db()
    assert recording.light.name == made


def test_what_cannot_be_made_light_is_heard_as_it_came(speak, db, monkeypatch):
    recording = speak("Hello", content=files.mp3())
    monkeypatch.setattr(ffmpeg, "program", lambda: "/nonexistent/ffmpeg")
    actions.make_light(recording)
    recording.refresh_from_db()
    assert not recording.light
    assert recordings.voices_in("en")[recording.words_hash].sources == ((recording.url, "audio/mpeg"),)
