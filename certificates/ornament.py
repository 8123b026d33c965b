"""Draws the quiet frame of a printed certificate: waves along the sides, a rosette in each corner. Knows no colours."""

from __future__ import annotations

from functools import lru_cache

WIDTH, HEIGHT = 297, 210  # A4 lying, in millimetres
_INSET = 11.0  # from the edge of the paper to the middle of the waves
_ROSETTE = 6.5  # its radius
_WAVE = 5.5  # about the length of half a wave
_HEIGHTS = (3.6, 2.4, 1.2)
_PETALS = 9


@lru_cache(maxsize=1)
def frame(*, dark: str = "#0B5D66", light: str = "#F2A33A") -> str:
    """The frame as SVG, the size of the paper."""
    across, down = WIDTH - 2 * _INSET - 2 * _ROSETTE, HEIGHT - 2 * _INSET - 2 * _ROSETTE
    start, far_x, far_y = _INSET + _ROSETTE, WIDTH - _INSET, HEIGHT - _INSET
    sides = [
        _placed(_side(across), start, _INSET),
        _placed(_side(across), start, far_y),
        _placed(_side(down), _INSET, start, turned=True),
        _placed(_side(down), far_x, start, turned=True),
    ]
    corners = [_placed(_rosette(light), x, y) for x in (_INSET, far_x) for y in (_INSET, far_y)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g fill="none" stroke="{dark}" stroke-width=".18">{"".join([*sides, *corners])}</g></svg>'
    )


def _side(length: float) -> str:
    """Two ropes of waves that share their knots; each turns over at every knot."""
    knots = round(length / _WAVE / 2) * 2
    step = length / knots
    ropes = [
        f"M0 0q{step / 2:.3f} {sign * height} {step:.3f} 0" + f"t{step:.3f} 0" * (knots - 1)
        for height in _HEIGHTS
        for sign in (1, -1)
    ]
    return f'<path d="{"".join(ropes)}M0 -2.9H{length:.3f}M0 2.9H{length:.3f}"/>'


def _rosette(light: str) -> str:
    petals = "".join(
        f'<ellipse rx="{_ROSETTE - 0.6}" ry="{_ROSETTE / 2.6:.2f}" transform="rotate({turn * 180 / _PETALS:.1f})"/>'
        for turn in range(_PETALS)
    )
    return f'{petals}<circle r="{_ROSETTE}"/><circle r="1.1" fill="{light}" stroke="none"/>'


def _placed(drawing: str, x: float, y: float, *, turned: bool = False) -> str:
    turn = " rotate(90)" if turned else ""
    return f'<g transform="translate({x} {y}){turn}">{drawing}</g>'
