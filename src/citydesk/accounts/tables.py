"""Lists in the cells of a table become lines: "Deceased: Ana Ruiz, 33; Omar Roe, 40".

The library that finds a page's article keeps a table's cells and drops the lists within them, with
the names that releases write there.
"""

from __future__ import annotations

import re

__all__ = ["with_lists_told"]

LONGEST = 60_000
"""Characters of a table that is looked at; a longer one is a page's frame."""
MOST = 200
_ROW = re.compile(r"<tr\b[^<>]{0,500}>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]{0,500}>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")


def with_lists_told(html: str) -> str:
    """Return a page with its tables that hold lists written as paragraphs, a row each."""
    low = html.lower()
    pieces: list[str] = []
    done = 0
    for _ in range(MOST):
        start = low.find("<table", done)
        end = low.find("</table>", start) if start >= 0 else -1
        if end < 0:
            break
        table = html[start:end]
        pieces.append(html[done:start])
        pieces.append(_told(table) if len(table) < LONGEST and _ITEM.search(table) else table)
        done = end
    return "".join([*pieces, html[done:]])


def _told(table: str) -> str:
    rows = (_CELL.split(row)[1:] for row in _ROW.split(table)[1:])
    lines = (_line([_plain(cell) for cell in cells]) for cells in rows)
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _line(cells: list[str]) -> str:
    first, *others = [cell for cell in cells if cell] or [""]
    return f"{first.rstrip(':')}: {'; '.join(others)}" if others else first


def _plain(cell: str) -> str:
    items = (" ".join(_TAG.sub(" ", item).split()) for item in _ITEM.split(cell))
    return "; ".join(filter(None, items))
