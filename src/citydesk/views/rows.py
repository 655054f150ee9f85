"""Lines of a list become what the front page prints, with nothing in them that is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citydesk.model import Count
from citydesk.privacy.mask import Mask
from citydesk.store import Listed
from citydesk.words import count_words, counted, day_words, place_words, published_words, time_words

__all__ = ["Row", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident of a list. `changed` says what is new since the last visit, or is empty."""

    id: str
    headline: str
    kind: str
    day: str
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


def row(listed: Listed, mask: Mask | None, changed: Mapping[str, str]) -> Row:
    """Return a line as it may be shown.

    `mask` is what the incident withholds, None where nothing is from who looks.
    """
    headline, place = listed.headline, listed.place
    if mask:
        headline, place = mask.text(headline), mask.apply(place)
    return Row(
        id=listed.id,
        headline=headline or "An incident without a headline",
        kind=listed.kind or "",
        day=day_words(listed.time) if listed.time else "Date not reported",
        when=time_words(listed.time) if listed.time else "Date not reported",
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


def _toll(listed: Listed) -> Iterable[tuple[str, str]]:
    for count, what in ((listed.killed, "killed"), (listed.injured, "injured")):
        if isinstance(count, Count) and (count.low or count.high):
            yield count_words(count), what
