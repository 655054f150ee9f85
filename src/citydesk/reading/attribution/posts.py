"""Embedded posts: their author stands after the words ("… — Ann Lee (@annlee) May 3, 2024")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citydesk.reading.parsed import Sentence

SIGNED = re.compile(
    r"(?:—|–|--|-|―) ?(?P<name>[^\s(@—–][^()@\n—]{1,60}?) ?\((?P<handle>@\w{1,20})\)"
    r" ?(?:on )?(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})?"
)
POSTED = re.compile(r"Posted by (?P<name>[^\d\n]{2,60}?) on (?:[A-Z][a-z]+day|[A-Z][a-z]+ \d)")
MOST = 12  # sentences of one post
FOREIGN = re.compile(r"[^\x00-\u024f\u2018-\u2026]+")


def posts(text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int, str]]:
    """Return (first sentence, last sentence, author) by their place among one part's sentences.

    The words of a post end with its signature; they begin with its paragraph, or with an earlier
    one from which only an unusually wide gap parts it, as the embedding page leaves it.
    """
    found: list[tuple[int, int, str]] = []
    for place, sentence in enumerate(sentences):
        words = sentence.text
        signed = SIGNED.search(words) if "@" in words else None
        signed = signed or (POSTED.search(words) if "Posted by" in words else None)
        if signed is None or signed.end() < len(words) - 30:
            continue
        floor = found[-1][1] + 1 if found else 0
        found.append((_first(text, sentences, place, floor), place, _plain(signed["name"])))
    return found


def _first(text: str, sentences: Sequence[Sentence], place: int, floor: int) -> int:
    first = place
    while first > floor and place - first < MOST:
        gap = text[sentences[first - 1].end : sentences[first].start]
        if "\n" in gap and gap.count("\n") < 3:
            break
        if "\n" in gap and sentences[first].paragraph <= sentences[place].paragraph - 2:
            break
        first -= 1
    return first


def _plain(name: str) -> str:
    """Return a name without emoji and other scripts beside a Latin one."""
    return " ".join(FOREIGN.sub(" ", name).split()) or name.strip()
