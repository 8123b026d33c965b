"""Small real recordings, built by hand: silence in every format that is taken, and room for what devices write in."""

from __future__ import annotations

from media.sounds.ogg import checksum

# MPEG 1, layer III, 128 kbit/s, 44,100 Hz, one channel, no checksum: 417 bytes, 1152 samples. Noughts are silence.
MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
SECOND = 39  # frames


def mp3(frames: int = SECOND, *, before: bytes = b"", behind: bytes = b"") -> bytes:
    return before + MP3_FRAME * frames + behind


def id3(said: bytes) -> bytes:
    size = bytes(len(said) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\4\0\0" + size + said


def page(body: bytes, *, number: int, kind: int = 0, time: int = 0, stream: int = 7, ends: bool = True) -> bytes:
    """One Ogg page whose body is one packet, or its first part where it does not end here."""
    whole, rest = divmod(len(body), 255)
    segments = b"\xff" * whole + (bytes([rest]) if ends else b"")
    head = b"OggS\0" + bytes([kind]) + time.to_bytes(8, "little") + stream.to_bytes(4, "little")
    blank = head + number.to_bytes(4, "little") + bytes(4) + bytes([len(segments)]) + segments + body
    return blank[:22] + checksum(blank) + blank[26:]


def tags(comment: bytes) -> bytes:
    """Vendor and one comment, as Opus and Vorbis write them."""
    return (3).to_bytes(4, "little") + b"Us!" + (1).to_bytes(4, "little") + len(comment).to_bytes(4, "little") + comment


def opus(seconds: int = 1, *, comment: bytes = b"TITLE=Home", behind: bytes = b"") -> bytes:
    head = b"OpusHead\1\1" + (312).to_bytes(2, "little") + (48000).to_bytes(4, "little") + b"\0\0\0"
    said = b"OpusTags" + tags(comment)
    cut = len(said) // 255 * 255  # a long comment runs over two pages
    comments = [page(said[:cut], number=1, ends=False, time=2**64 - 1)] if cut else []
    silence = b"\xf8\xff\xfe"
    return b"".join(
        [
            page(head, number=0, kind=2),
            *comments,
            page(said[cut:], number=1 + len(comments), kind=1 if cut else 0),
            page(silence, number=2 + len(comments), kind=4, time=48000 * seconds + 312),
            behind,
        ]
    )


def vorbis(seconds: int = 1) -> bytes:
    head = b"\x01vorbis" + bytes(4) + b"\1" + (44100).to_bytes(4, "little") + bytes(12) + b"\xb8\1"
    said = b"\x03vorbis" + tags(b"ARTIST=Rosa") + b"\1"
    pages = [page(head, number=0, kind=2), page(said, number=1), page(b"\0", number=2, kind=4, time=44100 * seconds)]
    return b"".join(pages)


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4, "big") + name + body


def m4a(seconds: int = 1, *, handler: bytes = b"soun", codec: bytes = b"mp4a", more: bytes = b"") -> bytes:
    dated = b"\0\0\0\0" + b"DATEDATE"
    header = dated + (1000).to_bytes(4, "big") + (1000 * seconds).to_bytes(4, "big") + bytes(80)
    table = box(b"stbl", box(b"stsd", bytes(4), (1).to_bytes(4, "big"), box(codec, bytes(28))))
    kind = box(b"hdlr", bytes(8), handler, bytes(12), b"\0")
    track = box(b"trak", box(b"tkhd", dated, bytes(72)), box(b"mdia", kind, box(b"minf", table)))
    notes = box(b"udta", box(b"meta", b"12 Main Street"))
    movie = box(b"moov", box(b"mvhd", header), track, notes)
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + movie + more + box(b"mdat", b"\1" * 40)


def wav() -> bytes:
    return b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\x08\0\0\0" + b"\x80" * 8
