"""A reliability plot as an SVG: how probable values were held, and how many of them were right.

One small square for each slot: a dot for each bin of equal size, further right the more probable,
higher the more of them were right. On the diagonal a probability means what it says; below it the
reader was too sure. The bar through a dot is what chance alone allows (95 %).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from benchmarks.calibration import Pairs, error, masses, widths

SIDE, GAP, HEAD, ACROSS = 150, 34, 30, 4
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#334}"
    ".name{font-weight:600}.frame{fill:#fff;stroke:#ccd}.even{stroke:#aab;stroke-dasharray:3 3}"
    ".dot{fill:#1a6fb0}.bar{stroke:#1a6fb0;stroke-opacity:.35}"
)


def plot(told: Mapping[str, Pairs]) -> str:
    """Return the SVG of these slots, four to a row."""
    rows = math.ceil(len(told) / ACROSS)
    wide, high = ACROSS * (SIDE + GAP) + GAP, rows * (SIDE + GAP + HEAD) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img"'
        ' aria-label="How often values were right, by how probable the reader held them">',
        f"<style>{STYLE}</style>",
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
    ]
    for number, (slot, pairs) in enumerate(told.items()):
        left = GAP + number % ACROSS * (SIDE + GAP)
        top = HEAD + number // ACROSS * (SIDE + GAP + HEAD)
        parts += _square(slot, pairs, left, top)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _square(slot: str, pairs: Pairs, left: int, top: int) -> list[str]:
    off = f"{error(widths(pairs)):.3f}"
    parts = [
        f'<text class="name" x="{left}" y="{top - 8}">{escape(slot)}</text>',
        f'<rect class="frame" x="{left}" y="{top}" width="{SIDE}" height="{SIDE}"/>',
        f'<line class="even" x1="{left}" y1="{top + SIDE}" x2="{left + SIDE}" y2="{top}"/>',
        f'<text x="{left + 8}" y="{top + 18}">off by {off}</text>',
    ]
    for each in masses(pairs):
        mean, right = (sum(values) / len(each) for values in zip(*each, strict=True))
        slack = 1.96 * math.sqrt(max(mean * (1 - mean), 1e-9) / len(each))
        low, high = max(0.0, right - slack), min(1.0, right + slack)
        x, y = left + SIDE * mean, top + SIDE * (1 - right)
        ends = f'y1="{top + SIDE * (1 - low):.1f}" y2="{top + SIDE * (1 - high):.1f}"'
        parts.append(f'<line class="bar" x1="{x:.1f}" x2="{x:.1f}" {ends}/>')
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>')
    below = top + SIDE + 15
    parts.append(f'<text x="{left}" y="{below}">0</text>')
    end = f'<text x="{left + SIDE}" y="{below}" text-anchor="end">1, of {len(pairs)}</text>'
    return [*parts, end]
