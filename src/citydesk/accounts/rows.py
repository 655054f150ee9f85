"""A JSON object becomes a draft: `{id?, published, title, url, text, source?, outlet?, kind?}`.

The text stays exactly as given, so that evidence counts the characters that its owner counts.
"""

from __future__ import annotations

import json
from typing import Any

from citydesk.accounts.decode import decoded
from citydesk.accounts.draft import Draft
from citydesk.base.errors import AccountError
from citydesk.model import Capture

__all__ = ["draft_of_json", "draft_of_row"]


def draft_of_json(capture: Capture) -> Draft:
    """Return what a capture of one JSON object tells; raise `AccountError` where it is none."""
    text, note = decoded(capture.body)
    try:
        row = json.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        raise AccountError("JSON that is nested too deeply") from error
    except ValueError as error:
        raise AccountError(f"not JSON: {error}") from error
    return draft_of_row(row, notes=(note,) if note else ())


def draft_of_row(row: Any, *, notes: tuple[str, ...] = ()) -> Draft:
    """Return what a JSON object tells; raise `AccountError` where it cannot be an account."""
    if isinstance(row, list):
        raise AccountError("a JSON list: write one object on each line (JSON Lines) instead")
    if not isinstance(row, dict):
        raise AccountError("JSON, but not an object with a text")
    if not isinstance(row.get("text"), str):
        raise AccountError("a JSON object without a text")
    return Draft(
        id=_words(row, "id"),
        text=row["text"],
        title=_words(row, "title") or "",
        published=row.get("published"),
        url=_words(row, "url"),
        source=_words(row, "source"),
        outlet=_words(row, "outlet"),
        kind=_words(row, "kind") or "article",
        notes=notes,
    )


def _words(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise AccountError(f"a JSON object whose {key!r} is not text")
