"""The libraries of `citydesk[acoustics]`, loaded when sound is first worked on."""

from __future__ import annotations

import importlib
from typing import Any

from citydesk.ear.errors import MissingExtra


def load(name: str) -> Any:
    """Import a module of the extra, or say how to install it."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as error:
        raise MissingExtra(
            f"sound needs {name.partition('.')[0]}: pip install 'citydesk[acoustics]'"
        ) from error
