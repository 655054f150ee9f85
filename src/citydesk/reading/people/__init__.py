"""Finds the people of an account (`finding.py`); its word lists alone load nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citydesk.reading.people.finding import find, settled

__all__ = ["find", "settled"]


def __getattr__(name: str) -> Any:
    """Load a public name of this room."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from citydesk.reading.people import finding

    return getattr(finding, name)
