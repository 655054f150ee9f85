"""The word lists that ship with the finder of places, loaded once."""

from __future__ import annotations

import functools
import json
from importlib import resources


@functools.cache
def lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of one file (`streets`, `names`, `cues`, `signs`) by their names."""
    file = resources.files(__package__).joinpath("data", f"{name}.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return {key: frozenset(words.split()) for key, words in data.items() if key != "about"}


@functools.cache
def kinds(name: str) -> dict[str, str]:
    """Return the list that each word of a file is in; a word in several is in the last."""
    return {word: key for key, words in lists(name).items() for word in sorted(words)}
