"""Finds the people of an account."""

from __future__ import annotations

from citydesk.model import Mention
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed

__all__ = ["find"]


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the mentions found."""
    return []
