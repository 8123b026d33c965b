"""Draws the film that the demo shows, with figures of our own and soft tones: ``python -m scripts.film``.

Seven calm scenes for a first lesson in self-protection. Nobody speaks in it: what it says stands in its captions, in
``demo/content/films``, and is read by the voices of ``scripts.narrate``. Drawn at twice the size and made smaller, so
that edges are smooth.
"""

from __future__ import annotations

import math
import sys
import tempfile
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from struct import pack

from PIL import Image, ImageDraw

from core.processes import Limits, run

TARGET = Path(__file__).resolve().parent.parent / "demo" / "content" / "films" / "stand-like-a-tree.mp4"
WIDTH, HEIGHT, FINER, FRAMES = 640, 360, 2, 12
PAPER, INK, SEA, SUN, LEAF, MIST = "#fbf8f3", "#1d2433", "#0b5d66", "#f2a33a", "#2a6f47", "#e4ded3"
SKIN, DARKER, SCARF, CLAY = "#b9794f", "#7a4a2e", "#5b3f6e", "#a23a26"
FLOOR = 318
RATE = 16_000  # samples a second
Point = tuple[float, float]


@dataclass(frozen=True)
class Pose:
    """Where a figure stands, and its joints as angles in degrees: nought hangs down, plus swings to the right."""

    x: float = 320
    feet: float = 16
    left: Point = (-12, -8)
    right: Point = (12, 8)
    lean: float = 0
    sink: float = 0

    def to(self, other: Pose, share: float) -> Pose:
        def mix(a: float, b: float) -> float:
            return a + (b - a) * share

        pairs = zip((*self.left, *self.right), (*other.left, *other.right), strict=True)
        a, b, c, d = (mix(one, two) for one, two in pairs)
        rest = {name: mix(getattr(self, name), getattr(other, name)) for name in ("x", "feet", "lean", "sink")}
        return Pose(left=(a, b), right=(c, d), **rest)


@dataclass(frozen=True)
class Look:
    skin: str
    dress: str
    scarf: str = ""
    hair: str = INK


ROSA = Look(SKIN, SEA)
AMINA = Look(DARKER, LEAF, scarf=SCARF)


class Canvas:
    """Draws in the units of the finished film."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
        self._draw = ImageDraw.Draw(self.image)

    def disc(self, at: Point, radius: float, colour: str) -> None:
        (x, y), r = at, radius
        self._draw.ellipse([(x - r) * FINER, (y - r) * FINER, (x + r) * FINER, (y + r) * FINER], fill=colour)

    def line(self, points: list[Point], thick: float, colour: str) -> None:
        self._draw.line(
            [(x * FINER, y * FINER) for x, y in points], fill=colour, width=round(thick * FINER), joint="curve"
        )
        for point in points:
            self.disc(point, thick / 2, colour)

    def shape(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def arc(self, at: Point, radius: float, begin: float, end: float, thick: float, colour: str) -> None:
        (x, y), r = at, radius
        box = [(x - r) * FINER, (y - r) * FINER, (x + r) * FINER, (y + r) * FINER]
        self._draw.arc(box, begin, end, fill=colour, width=round(thick * FINER))

    def finished(self) -> bytes:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).tobytes()


def _away(at: Point, degrees: float, length: float) -> Point:
    turned = math.radians(degrees)
    return at[0] + math.sin(turned) * length, at[1] + math.cos(turned) * length


def figure(canvas: Canvas, pose: Pose, look: Look) -> tuple[Point, Point]:
    """A woman, from the front. Gives where her hands are."""
    hip = (pose.x, FLOOR - 88 + pose.sink)
    neck = (pose.x + pose.lean, hip[1] - 84)
    for side in (-1, 1):
        foot = (pose.x + side * pose.feet, FLOOR)
        knee = ((hip[0] + foot[0]) / 2 + side * (4 + pose.sink / 2), (hip[1] + foot[1]) / 2)
        canvas.line([(hip[0] + side * 9, hip[1]), knee, foot], 15, INK)
        canvas.line([foot, (foot[0] + side * 9, FLOOR)], 11, INK)
    hands = []
    for side, (upper, lower) in ((-1, pose.left), (1, pose.right)):
        shoulder = (neck[0] + side * 24, neck[1] + 12)
        elbow = _away(shoulder, upper, 38)
        hand = _away(elbow, lower, 36)
        canvas.line([shoulder, elbow], 15, look.dress)
        canvas.line([elbow, hand], 11, look.skin)
        canvas.disc(hand, 8.5, look.skin)
        hands.append(hand)
    x, y = neck
    canvas.shape([(x - 29, y + 6), (x + 29, y + 6), (hip[0] + 25, hip[1] + 34), (hip[0] - 25, hip[1] + 34)], look.dress)
    canvas.line([(x - 22, y + 10), (x + 22, y + 10)], 16, look.dress)
    canvas.line([(x, y), (x, y - 12)], 13, look.skin)
    head = (x, y - 34)
    if look.scarf:
        canvas.disc(head, 31, look.scarf)
        canvas.shape([(x - 30, y - 34), (x + 30, y - 34), (x + 26, y + 12), (x - 26, y + 12)], look.scarf)
    else:
        canvas.disc((x, y - 38), 29, look.hair)
        canvas.disc((x + 22, y - 56), 11, look.hair)
    canvas.disc(head, 23, look.skin)
    for side in (-1, 1):
        canvas.disc((x + side * 8, y - 37), 2.4, INK)
    canvas.arc((x, y - 32), 9, 25, 155, 2.4, INK)
    return hands[0], hands[1]


def ground(canvas: Canvas) -> None:
    canvas.shape([(0, FLOOR + 6), (WIDTH, FLOOR + 6), (WIDTH, HEIGHT), (0, HEIGHT)], MIST)


REST = Pose()
STEADY = Pose(feet=34, sink=7)
OPEN_HAND = replace(STEADY, right=(128, 172))
VOICE = replace(OPEN_HAND, left=(-20, -150))


def tree(canvas: Canvas, at: float, sway: float) -> None:
    canvas.line([(at, FLOOR + 4), (at + sway / 3, 200)], 17, "#8a6a4a")
    for dx, dy, r in ((0, 150, 46), (-34, 176, 32), (34, 176, 32)):
        canvas.disc((at + dx + sway, dy), r, LEAF)


def _stand(canvas: Canvas, t: float) -> None:
    tree(canvas, 470, 3 * math.sin(t * 7))
    figure(canvas, replace(REST, x=260).to(replace(STEADY, x=260), _ease(t, 0.15, 0.45)), ROSA)


def _hand(canvas: Canvas, t: float) -> None:
    _left, right = figure(canvas, replace(STEADY, x=290).to(replace(OPEN_HAND, x=290), _ease(t, 0.1, 0.4)), ROSA)
    if t > 0.4:
        for number, radius in enumerate((24, 36, 48)):
            if t > 0.4 + number * 0.08:
                canvas.arc(right, radius, -60, 60, 4, SUN)


def _speak(canvas: Canvas, t: float) -> None:
    figure(canvas, replace(OPEN_HAND, x=250), ROSA)
    for number in range(3):
        if t > 0.15 + number * 0.2:
            radius = 40 + number * 30
            canvas.arc((262, 112), radius, -28, 28, 7, (SUN, SEA, CLAY)[number])


def _wrist(canvas: Canvas, t: float) -> None:
    """Two women practise. One holds a wrist, the other turns it towards the thumb and is free."""
    free = _ease(t, 0.45, 0.75)
    _one, held = figure(
        canvas, replace(STEADY, x=230, right=(62, 78)).to(replace(STEADY, x=205, right=(20, 150)), free), ROSA
    )
    holds, _two = figure(canvas, replace(STEADY, x=415, left=(-62, -80)).to(replace(REST, x=430), free), AMINA)
    if 0.2 < t < 0.6:
        middle = ((held[0] + holds[0]) / 2, (held[1] + holds[1]) / 2 - 22)
        canvas.arc(middle, 20, 180, 180 + 160 * _ease(t, 0.2, 0.5) + 1, 5, SUN)


def _go(canvas: Canvas, t: float) -> None:
    for x in (470, 545):
        canvas.shape([(x, 130), (x + 58, 130), (x + 58, FLOOR + 6), (x, FLOOR + 6)], SEA if x < 500 else SCARF)
        canvas.shape([(x + 15, 160), (x + 43, 160), (x + 43, 200), (x + 15, 200)], "#fdf0da")
    canvas.disc((440, 128), 26, "#fdf0da")
    canvas.disc((440, 128), 13, SUN)
    canvas.line([(440, 141), (440, FLOOR + 4)], 6, INK)
    step = math.sin(t * 22)
    walk = Pose(
        x=90 + 270 * _ease(t, 0.05, 0.95),
        feet=16 + 9 * step,
        left=(20 * step, 26 * step),
        right=(-20 * step, -14 * step),
    )
    figure(canvas, replace(REST, x=590), AMINA) if t > 0.3 else None
    figure(canvas, walk, ROSA)


def _call(canvas: Canvas, t: float) -> None:
    _left, hand = figure(
        canvas, replace(REST, x=230).to(replace(REST, x=230, right=(40, 196)), _ease(t, 0.05, 0.3)), ROSA
    )
    if t > 0.25:
        canvas.line([(hand[0] + 2, hand[1] - 14), (hand[0] + 2, hand[1] + 10)], 12, INK)
    figure(canvas, replace(REST, x=440).to(replace(REST, x=440, left=(-40, -196)), _ease(t, 0.35, 0.6)), AMINA)
    for number in range(3):
        if t > 0.4 + number * 0.12:
            canvas.disc((310 + number * 26, 150 - 8 * math.sin(number * 1.6)), 5, SUN)


def _together(canvas: Canvas, t: float) -> None:
    tree(canvas, 560, 3 * math.sin(t * 7))
    lift = _ease(t, 0.2, 0.5)
    figure(canvas, replace(STEADY, x=230).to(replace(OPEN_HAND, x=230), lift), ROSA)
    figure(canvas, replace(STEADY, x=400).to(replace(OPEN_HAND, x=400), lift), AMINA)


SCENES: tuple[tuple[float, Callable[[Canvas, float], None]], ...] = (
    (7, _stand), (7, _hand), (8, _speak), (9, _wrist), (7, _go), (8, _call), (8, _together),
)  # fmt: skip


def _ease(t: float, begin: float, end: float) -> float:
    share = min(max((t - begin) / (end - begin), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def frames() -> Iterator[bytes]:
    for seconds, scene in SCENES:
        for number in range(round(seconds * FRAMES)):
            canvas = Canvas()
            ground(canvas)
            scene(canvas, number / (seconds * FRAMES))
            yield canvas.finished()


def notes(*, rate: int) -> list[float]:
    """Two soft notes where a scene begins; between them it is quiet. One sample after the other, from -1 to 1."""
    begins = [sum(seconds for seconds, _scene in SCENES[:number]) for number in range(len(SCENES))]
    total = round(sum(seconds for seconds, _scene in SCENES) * rate)
    samples = [0.0] * total
    for at in begins:
        for note, (late, pitch) in enumerate(((0.0, 392.0), (0.22, 523.25))):
            first = round((at + late) * rate)
            for n in range(min(round(1.2 * rate), total - first)):
                fade = math.exp(-n / rate * 4) * min(n / (0.02 * rate), 1)
                samples[first + n] += 0.16 * fade * math.sin(2 * math.pi * pitch * n / rate) / (note + 1)
    return samples


def write_sound(path: Path, samples: list[float], *, rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, len(samples), "NONE", ""))
        file.writeframes(b"".join(pack("<h", round(max(-1, min(1, value)) * 32767)) for value in samples))


def main(ffmpeg: str) -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "frames.rgb").open("wb") as file:
            for frame in frames():
                file.write(frame)
        write_sound(folder / "tones.wav", notes(rate=RATE), rate=RATE)
        drawn = [
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            f"{WIDTH}x{HEIGHT}",
            "-r",
            str(FRAMES),
            "-i",
            "frames.rgb",
        ]
        written = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "25", "-pix_fmt", "yuv420p", "-c:a", "aac",
                   "-b:a", "32k", "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"]  # fmt: skip
        run(
            [ffmpeg, "-y", "-loglevel", "error", *drawn, "-i", "tones.wav", *written, "film.mp4"],
            limits=Limits(seconds=300, memory=3 * 1024**3), folder=folder,
        )  # fmt: skip
        TARGET.write_bytes((folder / "film.mp4").read_bytes())


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ffmpeg")
