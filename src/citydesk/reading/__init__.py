"""The stage `read`: accounts become statements (`stage.py` has its flow).

The reader is loaded when it is first asked for: looking at a desk needs some of the word lists of
this package and nothing else of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citydesk.reading.stage import Reader, read

__all__ = ["Reader", "read"]


def __getattr__(name: str) -> Any:
    """Load a public name of the stage."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from citydesk.reading import stage

    return getattr(stage, name)
