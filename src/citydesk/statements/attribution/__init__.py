"""Finds who said what: passages with the chain of speakers that they came through."""

from __future__ import annotations

from citydesk.statements.attribution.chain import own_words
from citydesk.statements.attribution.find import find
from citydesk.statements.attribution.name import named

__all__ = ["find", "named", "own_words"]
