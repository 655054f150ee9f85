"""A headline made of findings alone: what, where, when, and the toll."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.clock import FINENESS, bounds
from citydesk.model import Count, Finding, PersonEntry, Place, Text, Time, Value
from citydesk.record.words import data, number

__all__ = ["headline"]

FIRST_OF_SENTENCE = {"male": "Man", "female": "Woman"}
SHOT = frozenset(
    {"shooting", "homicide", "officer shot", "drive-by", "domestic", "robbery", "burglary"}
)


def headline(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> str:
    """Return a plain headline: "Police officer shot dead in Oakland, 2023-12-29 (one killed)"."""
    value = {f.field: f.value for f in findings if not f.key and f.status != "withheld"}
    place, time = value.get("place"), value.get("time")
    words = _what(value, people)
    if isinstance(place, Place) and (place.city or place.county or place.state):
        words += f" in {place.city or place.county or place.state}"
    if isinstance(time, Time):
        length = {"week": 10, "month": 7, "year": 4}.get(time.granularity, 10)
        day = bounds(time)[0].date().isoformat()[:length]
        words += f", {day}" if FINENESS[time.granularity] != FINENESS["week"] else f", about {day}"
    toll = [_toll(value.get(field), field) for field in ("killed", "injured")]
    told = ", ".join(part for part in toll if part)
    return f"{words} ({told})" if told else words


def _what(value: dict[str, Value | None], people: Sequence[PersonEntry]) -> str:
    kind = value.get("kind")
    word = kind.text if isinstance(kind, Text) else "shooting"
    said: str = data("words")["headline"].get(word, word[:1].upper() + word[1:])
    killed = value.get("killed")
    if not isinstance(killed, Count) or killed.low < 1:
        return said
    dead = [p for p in people if {"killed", "died later"} & set(p.outcomes)]
    if _officer_killed(word, dead):
        return "Police officer shot dead"
    if word == "officer-involved":
        return f"{_one(dead)} shot dead by police"
    if word in SHOT and killed.low == 1:
        return f"{_one(dead)} shot dead"
    return f"Fatal {said[:1].lower()}{said[1:]}" if word == "shooting" else said


def _officer_killed(kind: str, dead: Sequence[PersonEntry]) -> bool:
    officer = any(p.role == "officer" or "officer" in (p.descriptor or "").lower() for p in dead)
    return officer or (kind == "officer shot" and not dead)


def _one(dead: Sequence[PersonEntry]) -> str:
    victims = [p for p in dead if p.role != "suspect"] or list(dead)
    genders = {p.gender for p in victims}
    if len(victims) == 1 and len(genders) == 1:
        if victims[0].minor:
            return "Minor"
        return FIRST_OF_SENTENCE.get(victims[0].gender or "", "Person")
    return "Person"


def _toll(value: Value | None, word: str) -> str:
    if not isinstance(value, Count) or value.low < 1:
        return ""
    least = "at least " if value.high is None else ""
    return f"{least}{number(value.low)} {word}"
