"""The picture PIN: four of twelve pictures in order, for those who do not read. Knows no person and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence

PICTURES = (
    "sun", "moon", "star", "tree", "flower", "fish",
    "bird", "cup", "key", "house", "boat", "umbrella",
)  # fmt: skip
CHOSEN = 4
PICTURE_BYTES = 8


def draw(random: bytes) -> tuple[str, ...]:
    """Four different pictures from at least eight bytes, each order as likely as any other."""
    if len(random) < PICTURE_BYTES:
        raise ValueError(f"{PICTURE_BYTES} random bytes are needed, {len(random)} were given")
    number, left, drawn = int.from_bytes(random, "big"), list(PICTURES), []
    for _place in range(CHOSEN):
        number, place = divmod(number, len(left))
        drawn.append(left.pop(place))
    return tuple(drawn)


def secret(pictures: Sequence[str]) -> str:
    """What is hashed and kept, as a PIN is. Empty for what cannot be anybody's, so that it is simply wrong."""
    known = len(pictures) == CHOSEN and set(pictures) <= set(PICTURES)
    return "pictures:" + "-".join(pictures) if known else ""
