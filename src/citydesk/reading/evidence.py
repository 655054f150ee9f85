"""Quotes become spans: where in an account the words of a mention stand, exactly.

Readers that return words (a language model does) straighten quotation marks, join lines and drop
double spaces. So a quote that is not found as it is, is looked for in a plain form of the text, and
what is found is mapped back: the span always means the account's own characters.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from citydesk.model import Account, Span

PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ",
    }
)  # fmt: skip


def locate(account: Account, quotes: Sequence[str]) -> tuple[Span, ...]:
    """Return where all the quotes stand, in the text or else the title; nothing if one does not."""
    spans = [_find(account, quote) for quote in quotes]
    return tuple(s for s in spans if s is not None) if None not in spans else ()


def _find(account: Account, quote: str) -> Span | None:
    if not quote.strip():
        return None
    parts: tuple[tuple[Literal["text", "title"], str], ...] = (
        ("text", account.text),
        ("title", account.title),
    )
    for part, text in parts:
        start = text.find(quote)
        if start >= 0:
            return Span(start=start, end=start + len(quote), part=part)
    wanted = plain(quote)[0].strip()
    for part, text in parts:
        letters, places = plain(text)
        start = letters.find(wanted) if wanted else -1
        if start >= 0:
            return Span(start=places[start], end=places[start + len(wanted) - 1] + 1, part=part)
    return None


@functools.lru_cache(maxsize=4)
def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with plain marks and single spaces, and where each character of it stood."""
    letters: list[str] = []
    places: list[int] = []
    space = False
    for place, letter in enumerate(text.translate(PLAIN)):
        if letter.isspace():
            if not space:
                letters.append(" ")
                places.append(place)
            space = True
        else:
            letters.append(letter)
            places.append(place)
            space = False
    return "".join(letters), tuple(places)


def inside(account: Account, span: Span) -> bool:
    """Tell whether a span means at least one character of the account."""
    length = len(account.title if span.part == "title" else account.text)
    return 0 <= span.start < span.end <= length


__all__ = ["inside", "locate", "plain"]
