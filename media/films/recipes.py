"""How each rung of the ladder is made: the arguments of ffmpeg, and the lists that are written by hand."""

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
    Make.FILM: "mp4", Make.VOICED: "mp4", Make.OPUS: "opus", Make.AAC: "m4a", Make.STILL: "jpg", Make.STREAM: "m3u8",
    Make.HEARD: "m3u8", Make.STREAMS: "m3u8",
}  # fmt: skip
PARTS = "parts.mp4"
# Nothing is written anew. All parts lie in one file, of which a player asks for pieces.
_IN_PARTS = (
    "-c", "copy", *_BARE, "-f", "hls", "-hls_time", str(PART_SECONDS), "-hls_playlist_type", "vod",
    "-hls_segment_type", "fmp4", "-hls_flags", "single_file", "-hls_segment_filename", PARTS,
)  # fmt: skip
_VOICES = "voices"
CODECS = {
    Make.FILM: "h264+aac", Make.VOICED: "h264+aac", Make.OPUS: "opus", Make.AAC: "aac", Make.STILL: "jpeg",
    Make.STREAM: "hls", Make.HEARD: "hls", Make.STREAMS: "hls",
}  # fmt: skip


def arguments(rung: Rung, *, source: Sequence[str], target: str) -> list[str]:
    """``source`` is how that of which it is made is named to ffmpeg, and behind it the voice; ``target`` is a path."""
    made = {
        Make.FILM: _film, Make.VOICED: _voiced, Make.OPUS: _opus, Make.AAC: _aac, Make.STILL: _still,
        Make.STREAM: _stream, Make.HEARD: _heard,
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


def _voiced(rung: Rung) -> list[str]:
    """The pictures are not written anew. The voice is as long as they are: its end is cut off, or silence follows."""
    return [
        "-map", "0:V:0", "-c:v", "copy", "-map", "1:a:0", "-af", f"{_LOUDNESS},apad", "-ac", "1", "-c:a", "aac",
        "-b:a", f"{rung.audio_kbits}k", "-shortest", *_BARE, "-movflags", "+faststart", "-f", "mp4",
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
    return ["-map", "0:V:0", *_IN_PARTS]


def _heard(_rung: Rung) -> list[str]:
    return ["-map", "0:a:0", *_IN_PARTS]


def with_parts_at(playlist: str, name: str) -> str:
    """The list of a stream, whose parts have got the name that is made of their bytes."""
    return playlist.replace(PARTS, name)


@dataclass(frozen=True)
class Seen:
    """Pictures among which a player chooses by the line; ``file`` is the name of their list."""

    width: int
    height: int
    kbits: int
    file: str


@dataclass(frozen=True)
class Heard:
    """A sound that goes with all the pictures. ``language`` is empty for the film's own."""

    name: str
    language: str
    kbits: int
    file: str


def list_of(seen: Sequence[Seen], heard: Sequence[Heard] = (), *, first: str = "") -> str:
    """The list of lists, see RFC 8216, sections 4.3.4.1 and 4.3.4.2. A player begins with the smallest pictures and
    with the voice of the language ``first``; the last variant is for whoever has to do without pictures. Of a film
    that is silent by itself there are pictures alone: a player would choose a voice for which nobody asked."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    begin = next((one for one in heard if one.language == first), None)
    if begin:
        lines += [_medium(one, is_first=one is begin) for one in heard]
    for one in seen:
        lines += _variant(one, begin)
    if begin:
        lines += [f'#EXT-X-STREAM-INF:{_bandwidth(begin.kbits)},CODECS="{_SOUND_CODEC}",AUDIO="{_VOICES}"', begin.file]
    return "\n".join(lines) + "\n"


def _medium(one: Heard, *, is_first: bool) -> str:
    """The page has asked her which voice she wants: no player is to choose another by the language of the phone."""
    language = f',LANGUAGE="{one.language}"' if one.language else ""
    chosen = "DEFAULT=YES,AUTOSELECT=YES" if is_first else "DEFAULT=NO,AUTOSELECT=NO"
    return f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{_VOICES}",NAME="{one.name}"{language},{chosen},URI="{one.file}"'


def _variant(one: Seen, heard: Heard | None) -> list[str]:
    """Bandwidth and codecs are of the pictures and the heaviest sound together, as the RFC asks for."""
    codecs = f"{_CODECS},{_SOUND_CODEC}" if heard else _CODECS
    voices = f',AUDIO="{_VOICES}"' if heard else ""
    kbits = one.kbits + (heard.kbits if heard else 0)
    said = f'{_bandwidth(kbits)},RESOLUTION={one.width}x{one.height},CODECS="{codecs}"{voices}'
    return [f"#EXT-X-STREAM-INF:{said}", one.file]


def _bandwidth(kbits: int) -> str:
    return f"BANDWIDTH={round(kbits * 1000 * _PEAK)},AVERAGE-BANDWIDTH={kbits * 1000}"
