"""The picture that other sites show beside a link to an incident: 1200 by 630 pixels, PNG.

It holds what is published: headline, place and day, how much stands behind it and what is open.
Pillow draws it with the typeface that it brings along (`citydesk[cards]`); without it a link is
shown with its words alone.
"""

from __future__ import annotations

import functools
import io
from importlib.util import find_spec
from typing import Any

from citydesk.privacy.door import Seen
from citydesk.views.lead import dateline
from citydesk.views.summary import summary

__all__ = ["SIZE", "can_draw", "picture"]

SIZE = (1200, 630)
MARGIN = 70
INK, QUIET, PAPER, LINE = "#1c232b", "#525d69", "#ffffff", "#174a86"
LARGEST, SMALLEST, STEP = 84, 44, 4  # pixels of the headline's letters
ROWS = 4  # of the headline at most


@functools.cache
def can_draw() -> bool:
    """Tell whether pictures can be drawn here."""
    return find_spec("PIL") is not None


def picture(seen: Seen) -> bytes:
    """Return the picture of an incident as PNG. Needs Pillow."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, SIZE[1]), fill=LINE)
    draw.text((MARGIN, 56), dateline(seen.record), fill=QUIET, font=_font(34))
    rows, size = _fitted(draw, seen.record.headline or "An incident without a headline")
    for number, row in enumerate(rows):
        draw.text((MARGIN, 130 + number * size * 1.2), row, fill=INK, font=_font(size))
    draw.text((MARGIN, SIZE[1] - 150), summary(seen.record), fill=QUIET, font=_font(32))
    draw.text((MARGIN, SIZE[1] - 95), "Citydesk: who said what", fill=LINE, font=_font(32))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@functools.cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _fitted(draw: Any, words: str) -> tuple[list[str], int]:
    """Return the headline in rows, in the largest letters in which it has room."""
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        rows = _rows(draw, words, size)
        if len(rows) <= ROWS:
            return rows, size
    kept = _rows(draw, words, SMALLEST)[:ROWS]
    return [*kept[:-1], f"{kept[-1].rstrip()} …"], SMALLEST


def _rows(draw: Any, words: str, size: int) -> list[str]:
    room, rows = SIZE[0] - 2 * MARGIN, [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and draw.textlength(longer, font=_font(size)) > room:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
