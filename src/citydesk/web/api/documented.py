"""What every address of the API has in common, for its documentation."""

from __future__ import annotations

from typing import Any

from citydesk.web.api.models import Problem

__all__ = ["DECIDES", "EVERY", "SEEN", "problem"]


def problem(description: str) -> dict[str, Any]:
    """Return what documents an answer that says what is wrong."""
    return {"model": Problem, "description": description}


EVERY: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing has changed since the ETag that was sent"},
    400: problem("Asked for in a way that cannot be"),
    401: problem("A token that is not, or no longer, known"),
    404: problem("No such thing"),
    503: problem("The desk cannot be read now; Retry-After says when"),
}

SEEN: dict[str, Any] = {"security": [{}, {"token": []}]}
"""Anybody may read what is published; a token shows the evidence."""

DECIDES: dict[str, Any] = {"security": [{"token": []}]}
