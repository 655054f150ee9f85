"""Lines of a list become what the front page prints, with nothing in them that is withheld."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from citydesk.base.names import plain
from citydesk.model import Count
from citydesk.privacy.mask import Mask
from citydesk.store import Listed
from citydesk.words import count_words, counted, place_words, published_words, time_words

__all__ = ["Row", "gives_away", "row", "says"]

STEM = 3  # letters that a word's other forms share at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident of a list. `changed` says what is new since the last visit, or is empty."""

    id: str
    headline: str
    kind: str
    when: str
    machine: str
    where: str
    toll: tuple[tuple[str, str], ...]
    disputes: str
    questions: str
    sources: str
    news: str
    changed: str = ""
    lat: float | None = None
    lon: float | None = None
    radius: float | None = None


def row(listed: Listed, mask: Callable[[], Mask] | None, changed: Mapping[str, str]) -> Row:
    """Return a line as it may be shown.

    `mask` gives what the incident withholds, and is asked only where a name may stand in the line;
    None where nothing is withheld from who looks.
    """
    headline, place = listed.headline, listed.place
    words = f"{headline} {place.words if place else ''} {place_words(place) if place else ''}"
    if mask and _words(words) & {w for name in listed.names for w in _words(name)}:
        hides = mask()
        headline, place = hides.text(headline), hides.apply(place)
    return Row(
        id=listed.id,
        headline=headline or "An incident without a headline",
        kind=listed.kind or "",
        when=time_words(listed.time) if listed.time else "Nobody says when",
        machine=listed.time.start.isoformat() if listed.time else "",
        where=place_words(place) if place else "",
        toll=tuple(_toll(listed)),
        disputes=counted(listed.disputes, "dispute") if listed.disputes else "",
        questions=counted(listed.questions, "open question") if listed.questions else "",
        sources=f"{counted(listed.accounts, 'account')} by {counted(listed.outlets, 'outlet')}",
        news=published_words(listed.news) if listed.news else "",
        changed=changed.get(listed.id, ""),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius=place.radius if place else None,
    )


def gives_away(names: Iterable[str], words: str) -> bool:
    """Tell whether one of these words may be a part of one of these names, in any form of it."""
    told = {word[:STEM] for name in names for word in _words(name)}
    return bool(told & {word[:STEM] for word in _words(words)})


def says(text: str, words: str) -> bool:
    """Tell whether a text has all these words, or other forms of them."""
    wanted = [plain(word) for word in re.findall(r"\w+", words)]
    stems = [word[: max(STEM, len(word) - STEM)] for word in wanted if word]
    return _has(_words(text), stems)


def _has(words: set[str], stems: Iterable[str]) -> bool:
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _words(text: str) -> set[str]:
    return set(plain(text).split())


def _toll(listed: Listed) -> Iterable[tuple[str, str]]:
    for count, what in ((listed.killed, "killed"), (listed.injured, "injured")):
        if isinstance(count, Count) and (count.low or count.high):
            yield count_words(count), what
