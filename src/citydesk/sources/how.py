"""What the reading of a stream goes by, and the captures that every kind of stream makes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.mappings import RowMapping, packaged
from citydesk.model import Capture, Failure
from citydesk.sources.mailboxes import capture_of
from citydesk.sources.posts import POST
from citydesk.sources.tables import table_captures
from citydesk.sources.tally import Tally

__all__ = ["MAX_BYTES", "Clock", "How", "Tables", "captured", "numbered", "parsed", "rows", "usual"]

MAX_BYTES = 10_000_000  # of one item; the longest page of news has a tenth of that

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """How tables are read: the mappings that are known, and the one that a person asked for."""

    known: Mapping[str, RowMapping]
    named: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What the reading of one stream goes by; `beside` is the path of a file, None for others."""

    clock: Clock
    tables: Tables
    beside: Path | None
    tally: Tally


def usual() -> Tables:
    """Return tables by the mappings that ship."""
    return Tables(known=packaged())


def rows(
    told: Iterator[tuple[int, Any]], columns: list[str], uri: str, how: How
) -> Iterator[Capture | Failure]:
    """Yield the rows of a table by the mappings that are asked for."""
    known, named = how.tables.known, how.tables.named
    yield from table_captures(told, columns, uri, how.clock(), known=known, named=named)


def parsed(body: bytes) -> Any:
    """Return parsed JSON, None for what is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def captured(body: bytes, uri: str, media_type: str, clock: Clock, *, member: int = 0) -> Capture:
    """Return bytes as a capture of this moment."""
    return capture_of(body, uri, media_type, clock(), member=member)


def numbered(made: bytes | str, number: int, uri: str, how: How) -> Capture | Failure:
    """Return a post, or what is wrong with it, under its number in its file."""
    if isinstance(made, str):
        return Failure(uri=f"{uri}#L{number}", stage="collect", message=made, at=how.clock())
    return captured(made, uri, POST, how.clock, member=number)
