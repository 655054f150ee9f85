"""Draw error distributions side by side: `benchmarks.ear.plot DATA OUT.svg [SHOTS.jsonl...]`.

From each round's arrivals: the ear, scipy's LM and soft L1; and from files of `citydesk ear locate
--format jsonl`, named by their stems, what they hold.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np

from benchmarks.ear.__main__ import ours, theirs, truths

WIDTH, HEIGHT, EDGE, FAR = 640, 360, 48, 20.0
COLOURS = ("#1b6ca8", "#b3261e", "#f9ab00", "#188038", "#5f6368")


def main() -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("shots", type=Path, nargs="*")
    given = parser.parse_args()
    tests = list(truths(given.data))
    told = {
        name: [error for held, truth, _ in tests for error, _ in tell(held, truth)]
        for name, tell in (
            ("ear, arrivals", ours("arrivals")),
            ("scipy LM", theirs("linear")),
            ("scipy soft L1", theirs("soft_l1")),
        )
    }
    places = {held.test: truth for held, truth, _ in tests}
    for path in given.shots:
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        told[f"ear, {path.stem}"] = [
            math.hypot(row["x"] - places[row["test"]][0], row["y"] - places[row["test"]][1])
            for row in rows
        ]
    given.out.write_text(draw(told), "utf-8")


def draw(told: dict[str, list[float]]) -> str:
    """Return cumulative distributions of errors (m) as SVG."""
    wide, high = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    parts = []
    for metres in range(0, int(FAR) + 1, 5):
        x = EDGE + metres / FAR * wide
        parts.append(f'<text x="{x:.0f}" y="{HEIGHT - EDGE + 18}">{metres} m</text>')
        parts.append(f'<path d="M{x:.0f} {EDGE}V{HEIGHT - EDGE}" stroke="#ddd"/>')
    for at, (name, errors) in enumerate(told.items()):
        across = EDGE + np.minimum(np.sort(errors), FAR) / FAR * wide
        up = HEIGHT - EDGE - np.arange(1, len(errors) + 1) / len(errors) * high
        points = [f"{x:.1f} {y:.1f}" for x, y in zip(across, up, strict=True)]
        start, colour = f"{EDGE} {HEIGHT - EDGE}", COLOURS[at % len(COLOURS)]
        parts.append(f'<path d="M{start}L{" ".join(points)}" stroke="{colour}" fill="none"/>')
        parts.append(
            f'<text x="{WIDTH - 200}" y="{HEIGHT - 138 + 18 * at}" fill="{colour}">{name}</text>'
        )
    title = "Share of rounds within so many metres of the surveyed place"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}'
        f'<text x="{EDGE}" y="{EDGE - 14}">{title}</text></svg>\n'
    )


if __name__ == "__main__":
    main()
