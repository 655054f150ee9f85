"""What others add by entry point, found by name: readers, stores, engines.

A package offers a reader in its pyproject.toml::

    [project.entry-points."citydesk.readers"]
    careful = "careful_reader:CarefulReader"

`citydesk.testing` holds the suites that a plug-in must pass.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from citydesk.base.errors import UsageError

__all__ = ["BUILT_IN", "Kind", "names", "plugin"]

Kind = Literal["readers", "stores", "engines"]
BUILT_IN: dict[Kind, tuple[str, ...]] = {"readers": ("builtin", "llm")}
"""What ships with Citydesk and is found without an entry point."""


def names(kind: Kind) -> list[str]:
    """Return the names of the plug-ins of a kind that are installed, sorted."""
    return sorted({entry.name for entry in _entries(kind)})


def plugin(kind: Kind, name: str) -> Any:
    """Load a plug-in by its name.

    Raises `UsageError` where there is none, where two packages claim the name, or where it breaks.
    """
    found = [entry for entry in _entries(kind) if entry.name == name]
    if not found:
        known = ", ".join(names(kind)) or "none"
        known += f"; built in: {', '.join(BUILT_IN[kind])}" if kind in BUILT_IN else ""
        raise UsageError(f"there is no {kind[:-1]} called {name!r}; installed: {known}")
    if len({entry.value for entry in found}) > 1:
        raise UsageError(f"several packages offer a {kind[:-1]} called {name!r}: remove one")
    try:
        return found[0].load()
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the {kind[:-1]} {name!r} cannot be loaded: {error}") from error


def _entries(kind: Kind) -> list[EntryPoint]:
    return list(entry_points(group=f"citydesk.{kind}"))
