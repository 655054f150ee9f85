"""A located shot as SVG: sensors, rays and region on a map, and waveforms aligned on it.

Pure text, no script, no font of its own; titles say in words what is drawn, for those who cannot
see it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from citydesk.ear.model import Arrival, Region, Sensor, Shot
from citydesk.ear.solving import Floats

SIZE, EDGE = 640, 40
ROW, WIDTH = 64, 640
BEFORE, AFTER = 0.25, 1.25
USED, UNUSED, GROUND = "#1b6ca8", "#b3261e", "#5f6368"

Point = tuple[float, float]


def site(shot: Shot, sensors: Sequence[Sensor]) -> str:
    """Draw the map: a ray to every sensor that heard, dashed where it was not used."""
    told = {one.sensor: one for one in shot.arrivals}
    heard = [one for one in sensors if one.id in told]
    scale, place = _scale(shot, heard or list(sensors))
    lines = [_ray(place(one.x, one.y), place(shot.x, shot.y), told[one.id]) for one in heard]
    dots = [_dot(place(one.x, one.y), one.id, told.get(one.id)) for one in sensors]
    others = [_ellipse(place(one.x, one.y), one.region, scale, "4 3") for one in shot.others]
    own = _ellipse(place(shot.x, shot.y), shot.region, scale, "")
    size = f"{shot.region.semi_major:.0f} by {shot.region.semi_minor:.0f} m"
    words = (
        f"Map: shot at x {shot.x:.0f} m, y {shot.y:.0f} m, 95 % region {size}, "
        f"{len(shot.used)} sensors used, {len(told) - len(shot.used)} not used"
    )
    return _svg(SIZE, SIZE, words, [*lines, *others, own, *dots, _bar(scale)])


def waveforms(shot: Shot, sounds: Mapping[str, tuple[Floats, float, float]]) -> str:
    """Draw sounds (samples, samples a second, start s) by sensor, moved so that the shot aligns.

    Each is shifted by its own arrival less its residual: the line marks where the fit expects it.
    """
    rows = []
    named = [one for one in shot.arrivals if one.sensor in sounds]
    expected = _expected(shot)
    for at, one in enumerate(named):
        samples, rate, start = sounds[one.sensor]
        first = int((expected[one.sensor] - BEFORE - start) * rate)
        part = _cut(samples, first, int((BEFORE + AFTER) * rate))
        rows.append(_trace(part, at * ROW, one))
    mark = WIDTH * BEFORE / (BEFORE + AFTER)
    high = max(len(named), 1) * ROW
    line = f'<line x1="{mark:.1f}" y1="0" x2="{mark:.1f}" y2="{high}" stroke="{UNUSED}"/>'
    words = f"Sound of {len(named)} sensors, {BEFORE + AFTER:.1f} s, aligned on the first round"
    return _svg(WIDTH, high, words, [*rows, line])


def _expected(shot: Shot) -> dict[str, float]:
    """Return when the fit expects the first round at each sensor, s."""
    return {one.sensor: shot.time + one.travel for one in shot.arrivals}


def _cut(samples: Floats, first: int, count: int) -> Floats:
    """Take `count` samples from `first` on, silence where there are none."""
    part = np.zeros(count)
    low, high = max(first, 0), min(first + count, len(samples))
    if high > low:
        part[low - first : high - first] = samples[low:high]
    return part


def _trace(part: Floats, top: int, one: Arrival) -> str:
    edges = np.linspace(0, len(part), WIDTH // 2 + 1).astype(int)
    peak = max(float(np.abs(part).max()), 1e-9)
    middle, half = top + ROW / 2, ROW * 0.42
    points = []
    for column in range(WIDTH // 2):
        piece = part[edges[column] : edges[column + 1]] / peak
        low, high = (float(piece.min()), float(piece.max())) if len(piece) else (0.0, 0.0)
        points.append(f"M{column * 2} {middle - high * half:.1f}V{middle - low * half + 0.5:.1f}")
    colour = USED if one.used else UNUSED
    label = escape(f"{one.sensor}  {one.residual * 1000:+.0f} ms")
    return (
        f'<path d="{"".join(points)}" stroke="{colour}" fill="none"/>'
        f'<text x="4" y="{top + 12}" font-size="11" fill="{GROUND}">{label}</text>'
    )


def _scale(shot: Shot, heard: Sequence[Sensor]) -> tuple[float, Callable[[float, float], Point]]:
    far = max([60.0, *(max(abs(one.x - shot.x), abs(one.y - shot.y)) for one in heard)])
    scale = (SIZE / 2 - EDGE) / far

    def place(x: float, y: float) -> Point:
        return SIZE / 2 + (x - shot.x) * scale, SIZE / 2 - (y - shot.y) * scale

    return scale, place


def _ray(sensor: Point, shot: Point, told: Arrival) -> str:
    dash = "" if told.used else ' stroke-dasharray="4 4"'
    colour = USED if told.used else UNUSED
    title = escape(f"{told.sensor}: {told.residual * 1000:+.1f} ms {told.why}".strip())
    return (
        f'<line x1="{sensor[0]:.1f}" y1="{sensor[1]:.1f}" x2="{shot[0]:.1f}" y2="{shot[1]:.1f}" '
        f'stroke="{colour}" stroke-opacity=".5"{dash}><title>{title}</title></line>'
    )


def _dot(place: tuple[float, float], name: str, told: Arrival | None) -> str:
    if not (0 <= place[0] <= SIZE and 0 <= place[1] <= SIZE):
        return ""
    colour = GROUND if told is None else USED if told.used else UNUSED
    return (
        f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="5" fill="{colour}">'
        f"<title>{escape(name)}</title></circle>"
    )


def _ellipse(place: Point, region: Region, scale: float, dash: str) -> str:
    across, along = (max(half * scale, 1.5) for half in (region.semi_minor, region.semi_major))
    return (
        f'<ellipse cx="{place[0]:.1f}" cy="{place[1]:.1f}" rx="{across:.1f}" '
        f'ry="{along:.1f}" transform="rotate({region.azimuth:.1f} {place[0]:.1f} '
        f'{place[1]:.1f})" fill="#f9ab00" fill-opacity=".45" stroke="#a15c00" '
        f"stroke-dasharray={quoteattr(dash)}/>"
    )


def _bar(scale: float) -> str:
    length = 10 ** math.floor(math.log10(SIZE / 3 / scale))
    return (
        f'<line x1="16" y1="{SIZE - 16}" x2="{16 + length * scale:.1f}" y2="{SIZE - 16}" '
        f'stroke="{GROUND}" stroke-width="3"/>'
        f'<text x="16" y="{SIZE - 24}" font-size="12" fill="{GROUND}">{length} m</text>'
    )


def _svg(width: int, height: int, words: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif"><title>{escape(words)}</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
