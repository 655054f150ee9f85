"""Finds who said what: passages with the chain of speakers that they came through."""

from __future__ import annotations

from citydesk.statements.attribution.find import find

__all__ = ["find"]
