"""The web desk: the record as pages that can be read, checked, corrected and shared.

`application` makes it for one desk. It is imported when it is called, because everything else that
the command does should not wait for a web framework.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from citydesk.settings import Settings

__all__ = ["application"]


def application(path: str, settings: Settings, *, base_url: str | None = None) -> FastAPI:
    """Return the web desk over the desk at `path`; `base_url` is how others reach it."""
    from citydesk.web.app import application as made

    return made(path, settings, base_url=base_url)
