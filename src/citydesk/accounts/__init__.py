"""The stage `prepare`: captures become readable accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from citydesk.model import Account, Time

__all__ = ["account_of_json"]


def account_of_json(row: dict[str, Any]) -> Account:
    """Make an account of a JSON object `{id?, published, title, url, text, source?}`."""
    day = dt.datetime.fromisoformat(row["published"][:10])
    host = urlsplit(row.get("url") or "").hostname or "unknown"
    return Account(
        id=row["id"],
        capture="",
        source=row.get("source") or host,
        outlet=row.get("source") or host,
        title=row.get("title") or "",
        text=row["text"],
        published=Time(start=day, end=day + dt.timedelta(days=1), granularity="day"),
        url=row.get("url"),
    )
