"""Plain words for the sentences of a record."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

__all__ = ["data", "joined", "number"]


@functools.cache
def data(name: str) -> Any:
    """Load a data file of this package once."""
    file = resources.files(__package__).joinpath("data", f"{name}.json")
    return json.loads(file.read_text(encoding="utf-8"))


def number(count: int) -> str:
    """Return a count as a word up to twelve."""
    words: list[str] = data("words")["numbers"]
    return words[count] if 0 <= count < len(words) else str(count)


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
