"""Finds who said what: passages with the chain of speakers that they came through."""

from __future__ import annotations

from citydesk.reading.attribution.chain import own_words
from citydesk.reading.attribution.find import find
from citydesk.reading.attribution.name import named

__all__ = ["find", "named", "own_words"]
