"""The words of the calendar and the clock, loaded once from `data/`."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from citydesk.model import PartOfDay


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names of months, weekdays, numbers, parts of day, holidays and zones, lower case as keys.

    A holiday's rule is (month, day), (month, weekday, which) or (days after Easter Sunday,).
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    parts: dict[str, PartOfDay]
    holidays: dict[str, tuple[int, ...]]
    zones: dict[str, str]


@functools.cache
def calendar() -> Calendar:
    """Load the calendar's words."""
    data = _read("calendar.json")
    holidays = {
        name: (rule["easter"],) if isinstance(rule, dict) else tuple(rule)
        for name, rule in data["holidays"].items()
    }
    return Calendar(
        months=data["months"],
        weekdays=data["weekdays"],
        numbers=data["numbers"],
        parts=data["parts"],
        holidays=holidays,
        zones=data["zones"],
    )


@functools.cache
def cues() -> dict[str, frozenset[str]]:
    """Load the cue words that tell what a time is of: group name -> words."""
    data = _read("cues.json")
    return {group: frozenset(words) for group, words in data["groups"].items()}


@functools.cache
def cue_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of each cue word, in the order of the groups."""
    table: dict[str, tuple[str, ...]] = {}
    for group, members in cues().items():
        for word in sorted(members):
            table[word] = (*table.get(word, ()), group)
    return table


@functools.cache
def event_cues() -> dict[str, tuple[str, ...]]:
    """Load the words that name the events of a timeline: kind -> words."""
    return {kind: tuple(words) for kind, words in _read("cues.json")["events"].items()}


def _read(name: str) -> Any:
    file = resources.files(__package__).joinpath("data", name)
    return json.loads(file.read_text(encoding="utf-8"))
