"""The word lists of this package, loaded once."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

__all__ = ["data"]


@functools.cache
def data(name: str) -> Any:
    """Load a data file of this package once."""
    file = resources.files(__package__).joinpath("data", f"{name}.json")
    return json.loads(file.read_text(encoding="utf-8"))
