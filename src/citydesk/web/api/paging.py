"""Pages of a list: where the next one begins is a cursor, which only we can read.

A cursor is typed, cut off and made up like everything in an address: what we did not write is
refused with a sentence.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query

from citydesk.base.errors import UsageError

__all__ = ["Cursor", "Limit", "cursor", "gathered", "position"]

K = TypeVar("K", str, int)
LONGEST = 600  # characters of a cursor: an account's id may be long
MOST = 2**53  # of a number in it

Cursor = Annotated[
    str,
    Query(
        alias="cursor",
        description="The `next` of the page before; empty for the first.",
        max_length=LONGEST,
    ),
]
Limit = Annotated[int, Query(ge=1, le=100, description="At most so many items.")]

WRONG = "that cursor is none of this list: begin again without one"


def cursor(*parts: str | int) -> str:
    """Return the cursor that says these texts and numbers."""
    plain = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def position(given: str, *kinds: type) -> tuple[Any, ...] | None:
    """Return what a cursor of a list says, None for none; raise `UsageError` where it is not ours.

    `kinds` are the classes of its parts.
    """
    if not given:
        return None
    try:
        padded = given + "=" * (-len(given) % 4)
        if len(given) > LONGEST or not given.isascii():
            raise UsageError(WRONG)
        plain = base64.b64decode(padded, altchars=b"-_", validate=True)
        parts = json.loads(plain)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise UsageError(WRONG) from error
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise UsageError(WRONG)
    if any(not 0 <= part < MOST for part in parts if isinstance(part, int)):
        raise UsageError(WRONG)
    return tuple(parts)


def gathered(
    ids: Sequence[K],
    rows_of: Callable[[K], Iterable[dict[str, Any]]],
    *,
    begin: tuple[K, int],
    limit: int,
    more: bool,
) -> dict[str, Any]:
    """Return a page of the rows of several things, each of which has some.

    `begin` is where the page before ended: the last thing of which all rows were told, and how
    many rows of the next (`ids[0]`) were looked at. An empty row is passed over. `more`: other
    things come after these.
    """
    last, skip = begin
    items: list[dict[str, Any]] = []
    for each in ids:
        for number, row in enumerate(rows_of(each)):
            if number < skip or not row:
                continue
            if len(items) == limit:
                return {"items": items, "next": cursor(last, number)}
            items.append(row)
        last, skip = each, 0
    return {"items": items, "next": cursor(last, 0) if more else None}
