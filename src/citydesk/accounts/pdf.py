"""A PDF becomes a draft: its lines joined to paragraphs, its tables row by row where they stand."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from citydesk.accounts.documents import LONGEST_TITLE, dated_line, table_line
from citydesk.accounts.draft import Draft
from citydesk.accounts.plain import stem
from citydesk.base.errors import AccountError
from citydesk.model import Capture

__all__ = ["draft_of_pdf"]

MOST_PAGES = 60
FULL = 0.75  # share of the longest line's length from which a line goes on in the next
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)\d\d(?:(Z)|([+-]\d\d)'?(\d\d)'?)?)?")
_ENDS = (".", ":", "!", "?", ".”", '."', ";")


def draft_of_pdf(capture: Capture) -> Draft:
    """Return what a PDF tells; raise `AccountError` where it has no words, or is locked."""
    try:
        import pdfplumber
    except ImportError as error:
        raise AccountError(
            "a PDF, which needs a library: pip install 'citydesk[documents]'"
        ) from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(capture.body)) as told:
            pages = told.pages[:MOST_PAGES]
            lines = [line for page in pages for line in _lines(page)]
            more, properties = len(told.pages) > MOST_PAGES, dict(told.metadata or {})
    except Exception as error:  # the parser has many errors of its own, and meets hostile files
        if isinstance(error, MemoryError):
            raise
        locked = "Password" in type(error).__name__ or "Password" in repr(error)
        what = "is locked with a password" if locked else "is damaged"
        raise AccountError(f"a PDF that {what}") from error
    if not any(line.strip() for line in lines):
        raise AccountError("a PDF without words: its pages are pictures, and no picture is read")
    title = str(properties.get("Title") or "").strip()
    first = next(line for line in lines if line.strip())
    named = title if " " in title and not title.lower().endswith((".doc", ".docx")) else first
    return Draft(
        id=stem(capture.uri),
        text="\n".join(lines),
        title=named if len(named) <= LONGEST_TITLE else "",
        published=dated_line(lines) or _made(str(properties.get("CreationDate") or "")),
        kind="release",
        notes=(f"only its first {MOST_PAGES} pages were read",) if more else (),
    )


def _lines(page: Any) -> Iterator[str]:
    """Yield the paragraphs of a page and the rows of its tables, from the top down."""
    top, bottom = page.bbox[1], page.bbox[3]
    for table in sorted(page.find_tables(), key=lambda each: each.bbox[1]):
        upper, lower = table.bbox[1], table.bbox[3]
        if upper < top:  # beside or within another table
            continue
        yield from _paragraphs(page, top, upper)
        yield from filter(None, map(table_line, table.extract()))
        top = min(lower, bottom)
    yield from _paragraphs(page, top, bottom)


def _paragraphs(page: Any, top: float, bottom: float) -> Iterator[str]:
    """Yield the paragraphs of a strip: a line that is full, or ends within a sentence, goes on."""
    if bottom - top < 1:
        return
    lines = (page.crop((page.bbox[0], top, page.bbox[2], bottom)).extract_text() or "").split("\n")
    longest = max(map(len, lines))
    held = ""
    for line in lines:
        held = f"{held} {line.strip()}".strip() if not held.endswith("-") else held + line.strip()
        full = len(line) >= FULL * longest and longest > 40
        if not full or (line.rstrip().endswith(_ENDS) and len(line) < 0.95 * longest):
            yield held
            held = ""
    if held:
        yield held


def _made(told: str) -> str | None:
    """Return when a PDF says that it was made ("D:20230605081200-05'00'"), as ISO 8601."""
    found = _MADE.match(told)
    if not found:
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    if not found[4]:
        return day
    zone = "Z" if found[6] else f"{found[7]}:{found[8]}" if found[7] else ""
    return f"{day}T{found[4]}:{found[5]}{zone}"
