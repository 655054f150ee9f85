"""A row of a table (Parquet of a crawl, say) becomes a capture: its page, or its text as JSON.

A row with a column `html` is captured as that page; any other as the JSON object that a line of
JSON Lines would hold: `id`, `published`, `title`, `url`, `text`, `source`, `outlet`, `kind`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure

__all__ = ["KNOWN", "capture_of_row"]

KNOWN = ("id", "published", "title", "url", "text", "source", "outlet", "kind")


def capture_of_row(
    row: Mapping[str, Any], columns: Mapping[str, str], uri: str, moment: dt.datetime
) -> Capture | Failure:
    """Return what a row holds. `columns` says which of its columns are ours under another name.

    `moment` (aware) stands for when it was obtained, the same for every row of a run.
    """
    given = {name: row.get(columns.get(name, name)) for name in (*KNOWN, "html")}
    page = given.pop("html")
    address = given["url"] if isinstance(given["url"], str) else uri
    if page:
        body = page if isinstance(page, bytes) else str(page).encode()
        return _capture(body, address, "text/html", moment)
    if not given["text"]:
        message = "a row without a text: name its column, such as --column text=body"
        return Failure(uri=address, stage="collect", message=message, at=moment)
    kept = {name: _plain(value) for name, value in given.items() if value is not None}
    body = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return _capture(body, address, "application/json", moment)


def _plain(value: Any) -> Any:
    """Return what JSON can hold: a date as ISO 8601, bytes as the text that they are."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _capture(body: bytes, uri: str, media_type: str, moment: dt.datetime) -> Capture:
    digest = sha256(body)
    return Capture(
        id=digest[:16],
        sha256=digest,
        uri=uri,
        media_type=media_type,
        fetched=moment,
        body=body,
    )
