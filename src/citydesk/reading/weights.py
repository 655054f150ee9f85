"""The weights that ship with the reader, by name. Made by `python -m training NAME`."""

from __future__ import annotations

from citydesk.base.linear import Linear, load_linear

__all__ = ["Linear", "load"]


def load(name: str) -> Linear:
    """Load the weights that ship with the reader under this name (once)."""
    return load_linear("citydesk.reading", name)
