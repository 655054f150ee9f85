"""The name of a feature becomes words that a person can read; `words.json` says how."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from importlib import resources
from typing import Any

__all__ = ["columns", "says"]

LONGEST = 120
"""Characters of a feature's name that are looked at."""


@functools.cache
def _data() -> dict[str, Any]:
    file = resources.files("citydesk.reading.explaining").joinpath("words.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


@functools.cache
def _patterns(room: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern, re.S), words) for pattern, words in _data()[room]]


def says(room: str) -> Callable[[str], str]:
    """Return what puts the features of one room ("times", "toll", …) into words."""
    return functools.partial(_say, room)


def columns() -> tuple[str, ...]:
    """Return what the numbers of the people's second look are, in their order."""
    return tuple(_data()["company"])


@functools.lru_cache(maxsize=8192)
def _say(room: str, feature: str) -> str:
    if feature == "bias":
        return "what everything starts with"
    name = feature[:LONGEST]
    for pattern, words in _patterns(room):
        found = pattern.fullmatch(name)
        if found:
            groups = found.groups("")
            said = [
                _literal(g) if f"“{{{n}}}”" in words else _plain(g) for n, g in enumerate(groups)
            ]
            return words.format(*said)
    return f"the sign “{_literal(name)}”"


def _literal(group: str) -> str:
    """Return words of an account as they are, with what stands for a name or a number said."""
    names = {"Xx": "Name", "xx": "…", "#": "number", "#old": "age", "A": "Name", "\n": "new line"}
    return " ".join(names.get(word, word) for word in re.split("[ ]+", group)).strip()


def _plain(group: str) -> str:
    """Say a piece of a name plainly: "kill" is "killing", "be+kill" is "killing (suffered)"."""
    names: dict[str, str] = _data()["names"]
    if group in names or not group.strip():
        return names.get(group, group)
    return " ".join(_one(word, names) for word in group.split(" "))


def _one(word: str, names: dict[str, str]) -> str:
    if word.startswith("be+"):
        suffered, _, by = word[3:].partition("+")
        return f"{names.get(suffered, suffered)} (suffered)" + (" by" if by else "")
    return word if len(word) == 1 and word.isalpha() else names.get(word, word)
