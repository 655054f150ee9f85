"""Vehicles and weapons, each with the words that describe it.

A bare "car" or "weapon" tells nothing that could be compared, so a vehicle is told only with a
colour, a make or another trait, and "gun" only once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from citydesk.model import Mention, Span, Thing
from citydesk.reading.sure import EVEN, sure
from citydesk.reading.things.lexicon import (
    kinds,
    pattern,
    vehicle_pattern,
    weapon_pattern,
    words,
)
from citydesk.reading.things.told import Line

ROLE_NEAR = 70
"""Characters before a vehicle in which the words stand that tell its part."""
SIZES = frozenset({"model", "small", "large", "older", "newer", "rental", "passenger", "custom"})
"""Traits that say too little alone: "small car"."""


def vehicles(line: Line) -> Iterator[Mention]:
    """Yield the vehicles that a sentence describes."""
    if not line.words & _telling() and not any(len(w) == 4 and w.isdigit() for w in line.words):
        return
    for match in vehicle_pattern().finditer(line.low):
        traits, make, body = match["traits"], match["make"], match["body"]
        if not make and not body:
            continue
        low = [t.strip(" ,/").lower() for t in traits.replace(",", " ").split()]
        told = [t for t in low if t not in SIZES and t not in {"or", "and"}]
        if not told and not (make and _sure(line.text, match.start("make"), make, body)):
            continue
        start = match.start()
        end = match.end("body") if body else match.end("make")
        if body and not match["space"] and make:
            continue
        phrase = line.text[start:end].strip()
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        kind = kinds("bodies").get((body or "").lower(), "car" if make else "vehicle")
        value = Thing(words=phrase, kind=kind, color=_color(traits))
        chance = sure("vehicle", EVEN)
        mention = line.mention("vehicle", value, (start, start + len(phrase)), chance)
        yield replace(mention, spans=(*mention.spans, *_part(line, start, start + len(phrase))))


def _part(line: Line, start: int, end: int) -> Iterator[Span]:
    """Yield the words next to a vehicle that tell its part: "the shots came from", "that fled"."""
    low = line.low
    if found := pattern("vehicle before").search(low, max(0, start - ROLE_NEAR), start):
        yield line.span(found.start(), start - (low[start - 1] == " "))
    elif after := pattern("vehicle after").match(low, end):
        first = after.start() + (low[after.start()] == " ")
        yield line.span(first, after.end())


@functools.cache
def _telling() -> frozenset[str]:
    """Return the words of which a described vehicle has at least one."""
    lists = ("colors", "shades", "vehicle_traits", "makes", "doubtful_makes", "models")
    parts = (re.split(r"[ ]", item) for name in lists for item in words(name))
    return frozenset(word for part in parts for word in part)


def _sure(text: str, start: int, make: str, body: str | None) -> bool:
    """Tell whether a make without traits is a vehicle: names of people are makes as well."""
    if not text[start : start + 1].isupper():
        return False
    sure = make.split()[0].lower() in {m.split()[0] for m in words("makes")}
    if body or (" " in make and (sure or make.split()[-1].lower() in words("models"))):
        return True
    return sure and text[:start].lower().rsplit(None, 1)[-1:] in (["a"], ["an"], ["the"], ["his"])


def _color(traits: str) -> str | None:
    low = f" {traits.lower().replace(',', ' ').replace('-', ' ')} "
    found = [(low.find(f" {c} "), c) for c in words("colors") if f" {c} " in low]
    if found:
        return min(found)[1]
    return next((shade for shade in ("dark", "light") if f" {shade} " in low), None)


def weapons(line: Line) -> Iterator[Mention]:
    """Yield the weapons that a sentence names."""
    for match in weapon_pattern().finditer(line.low):
        before = line.low[: match.start()].rstrip()
        if match["noun"] == "gun" and before.endswith(("the top", "big", "nail")):
            continue
        words_told = line.text[match.start() : match.end()]
        value = Thing(words=words_told, kind=kinds("weapons")[match["noun"]], color=None)
        yield line.mention("weapon", value, match.span(), sure("weapon", EVEN))
