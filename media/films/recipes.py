"""How each rung of the ladder is made: the arguments of ffmpeg, and the one list that is written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from media.ladder import PART_SECONDS, Make, Rung

# As loud as speech on a phone is (EBU R 128, told as -16 LUFS), so that nobody reaches for the volume between lessons.
_LOUDNESS = "loudnorm=I=-16:TP=-1.5:LRA=11,aresample=48000"
_VOICE = ("-af", _LOUDNESS, "-ac", "1")
# No titles, places, dates, chapters or names of devices: who filmed where is nobody's business.
_BARE = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact",
         "-flags:v", "+bitexact", "-flags:a", "+bitexact")  # fmt: skip
_FRAMES_A_SECOND = 30
_PEAK = 1.25  # a part of a stream may be this much heavier than the whole
# Main profile, level 3: every phone since 2010. Then AAC with low complexity.
_CODECS = "avc1.4D401E"
_SOUND_CODEC = "mp4a.40.2"

ENDINGS = {
    Make.FILM: "mp4", Make.OPUS: "opus", Make.AAC: "m4a", Make.STILL: "jpg", Make.STREAM: "m3u8",
    Make.STREAMS: "m3u8",
}  # fmt: skip
PARTS = "parts.mp4"
CODECS = {
    Make.FILM: "h264+aac", Make.OPUS: "opus", Make.AAC: "aac", Make.STILL: "jpeg", Make.STREAM: "hls",
    Make.STREAMS: "hls",
}  # fmt: skip


def arguments(rung: Rung, *, source: Sequence[str], target: str) -> list[str]:
    """``source`` is how the original, or the film that a stream is of, is named to ffmpeg; ``target`` is a path."""
    made = {
        Make.FILM: _film, Make.OPUS: _opus, Make.AAC: _aac, Make.STILL: _still, Make.STREAM: _stream,
    }[rung.make](rung)  # fmt: skip
    seek = ("-ss", str(rung.at)) if rung.make is Make.STILL else ()
    return ["-y", "-threads", "2", *seek, *source, *made, target]


def _film(rung: Rung) -> list[str]:
    sound = ["-map", "0:a:0", *_VOICE, "-c:a", "aac", "-b:a", f"{rung.audio_kbits}k"] if rung.audio_kbits else ["-an"]
    return [
        "-map", "0:V:0", *sound, "-vf", f"scale={rung.width}:{rung.height},setsar=1", "-fpsmax", str(_FRAMES_A_SECOND),
        "-c:v", "libx264", "-preset", "medium", "-profile:v", "main", "-level", "3.0", "-pix_fmt", "yuv420p",
        "-crf", "27", "-maxrate", f"{rung.video_kbits}k", "-bufsize", f"{rung.video_kbits}k",
        "-force_key_frames", f"expr:gte(t,n_forced*{PART_SECONDS})", *_BARE, "-movflags", "+faststart",
        "-threads", "2", "-f", "mp4",
    ]  # fmt: skip


def _opus(rung: Rung) -> list[str]:
    sound = ["-c:a", "libopus", "-b:a", f"{rung.audio_kbits}k", "-vbr", "constrained"]
    return ["-map", "0:a:0", "-vn", *_VOICE, *sound, *_BARE, "-f", "ogg"]


def _aac(rung: Rung) -> list[str]:
    sound = ["-c:a", "aac", "-b:a", f"{rung.audio_kbits}k"]
    return ["-map", "0:a:0", "-vn", *_VOICE, *sound, *_BARE, "-movflags", "+faststart", "-f", "ipod"]


def _still(rung: Rung) -> list[str]:
    size = f"scale={rung.width}:{rung.height},setsar=1"
    return ["-map", "0:V:0", "-frames:v", "1", "-vf", size, "-q:v", "6", *_BARE, "-f", "image2", "-update", "1"]


def _stream(_rung: Rung) -> list[str]:
    """Nothing is written anew. All parts lie in one file, of which a player asks for pieces."""
    return [
        "-map", "0", "-c", "copy", *_BARE, "-f", "hls", "-hls_time", str(PART_SECONDS), "-hls_playlist_type", "vod",
        "-hls_segment_type", "fmp4", "-hls_flags", "single_file", "-hls_segment_filename", PARTS,
    ]  # fmt: skip


def with_parts_at(playlist: str, name: str) -> str:
    """The list of a stream, whose parts have got the name that is made of their bytes."""
    return playlist.replace(PARTS, name)


@dataclass(frozen=True)
class Variant:
    """One stream among which a player chooses; ``file`` is the name of its list."""

    width: int
    height: int
    kbits: int
    has_sound: bool
    file: str


def list_of(variants: Sequence[Variant]) -> str:
    """The list of lists, see RFC 8216 section 4.3.4.2. The first is what a player begins with: the smallest."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for one in variants:
        codecs = f"{_CODECS},{_SOUND_CODEC}" if one.has_sound else _CODECS
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={round(one.kbits * 1000 * _PEAK)},AVERAGE-BANDWIDTH={one.kbits * 1000},"
            f'RESOLUTION={one.width}x{one.height},CODECS="{codecs}"'
        )
        lines.append(one.file)
    return "\n".join(lines) + "\n"
