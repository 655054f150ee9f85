"""Citydesk: one sourced record of every incident.

Six verbs, each usable alone on plain objects of `citydesk.model`::

    collect ─▶ prepare ─▶ read ─▶ link ─▶ fuse ─▶ export

`citydesk.flow.pipeline` composes them over a desk that `open_store` opens. A name is loaded when
it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citydesk.accounts import prepare
    from citydesk.fusing import fuse
    from citydesk.linking import link
    from citydesk.outputs import export
    from citydesk.reading import read
    from citydesk.sources import collect
    from citydesk.store import open_store

__version__ = "0.1.0"

__all__ = ["collect", "export", "fuse", "link", "open_store", "prepare", "read"]

_HOMES = {
    "collect": "sources",
    "prepare": "accounts",
    "read": "reading",
    "link": "linking",
    "fuse": "fusing",
    "export": "outputs",
    "open_store": "store",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the package that makes it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'citydesk' has no attribute {name!r}")
    return getattr(importlib.import_module(f"citydesk.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
