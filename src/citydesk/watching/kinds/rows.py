"""Rows of a table become things: the publisher's own id is what stays, columns are what changes.

The deny-list is applied here, before anything of a row is kept.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from citydesk.accounts.structured import draft_of_row_capture
from citydesk.base.errors import CaptureError
from citydesk.base.identity import content_id
from citydesk.base.media import ROW
from citydesk.mappings import RowMapping, chosen, recognise
from citydesk.model import Capture, Failure
from citydesk.sources.tables import table_captures
from citydesk.watching.model import Asked, Poll, Seen, Source

__all__ = ["poll_of_rows"]

AHEAD = dt.timedelta(minutes=30)  # by which a row's clock may be ahead of ours
ENOUGH = 3  # rows from the future after which the clock of their source is doubted


def poll_of_rows(
    source: Source,
    rows: Sequence[Mapping[str, Any]],
    state: Mapping[str, Any],
    asked: Asked,
    *,
    whole: bool = False,
) -> Poll:
    """Return the rows as things. `whole` where they are all that the source has."""
    if not rows:
        if whole:
            raise CaptureError("the table is empty: nothing is taken for vanished because of that")
        return Poll(state=state)
    names = list(dict.fromkeys(name for row in rows for name in row))
    mapping = _mapping(source, names, asked)
    admitted, everything, kept_out = list[Mapping[str, Any]](), set[str](), 0
    by_key = {n.casefold(): n for n in names}
    key = by_key.get(mapping.key.casefold(), mapping.key)
    for row in rows:
        if row.get(key) not in (None, ""):
            everything.add(f"{mapping.id}:{row[key]}")
        if asked.denied.why(row, mapping):
            kept_out += 1
        else:
            admitted.append(row)
    seen = list(_captured(source, admitted, names, mapping, asked))
    if seen and all(isinstance(each.found, Failure) for each in seen):
        raise CaptureError(seen[0].found.message)  # type: ignore[union-attr]
    return Poll(
        seen=tuple(seen),
        state=state,
        whole=frozenset(everything) if whole else None,
        kept_out=kept_out,
        notes=_clock_doubts(seen, mapping, asked),
    )


def _mapping(source: Source, names: Sequence[str], asked: Asked) -> RowMapping:
    if source.mapping:
        return chosen(source.mapping, asked.mappings)
    found = recognise(names, asked.mappings)
    if found is None:
        some = ", ".join(names[:6])
        raise CaptureError(f"no mapping knows these columns ({some}, …): name one with `mapping`")
    return found


def _captured(
    source: Source,
    rows: Iterable[Mapping[str, Any]],
    names: Sequence[str],
    mapping: RowMapping,
    asked: Asked,
) -> Iterable[Seen]:
    numbered = enumerate(rows, start=1)
    for found in table_captures(
        numbered, names, source.address, asked.clock(), known=asked.mappings, named=mapping.id
    ):
        if isinstance(found, Failure):
            yield Seen(thing=found.uri, source=source.id, found=found)
            continue
        row = json.loads(found.body)["row"]
        key = row.get(mapping.key) or content_id(row)
        yield Seen(thing=f"{mapping.id}:{key}", source=source.id, found=found)


def _clock_doubts(seen: Sequence[Seen], mapping: RowMapping, asked: Asked) -> tuple[str, ...]:
    """Return a note where rows were published in the future: their clock is not what it says."""
    ahead: list[dt.timedelta] = []
    for each in seen[:200]:
        if isinstance(each.found, Capture) and each.found.media_type == ROW:
            told = draft_of_row_capture(each.found, asked.mappings).published
            if told and told.start.tzinfo and told.granularity == "minute":
                ahead.append(told.start - asked.clock())
    late = [each for each in ahead if each > AHEAD]
    if len(late) < ENOUGH:
        return ()
    hours = max(late).total_seconds() / 3600
    column = mapping.published or mapping.time
    name = column.column if column else "the time"
    return (
        f"its clock is up to {hours:.1f} hours ahead of ours: is {name!r} in UTC and called local?"
        f" Set the zone of [mappings.{mapping.id}.time]",
    )
