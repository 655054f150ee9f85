"""Lists of incidents as a viewer may see them: the front page, the map and the API ask here.

A search must not tell the public that a withheld name is in an incident: where the words that are
searched for may be a part of such a name, they must stand in what the public sees.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from citydesk.desk.context import Viewer
from citydesk.desk.filters import Filters
from citydesk.desk.seeing import hidden_names, see
from citydesk.desk.views.rows import Row, gives_away, row, says
from citydesk.errors import NotFound, UsageError
from citydesk.outputs.masking import Mask
from citydesk.settings import Policy
from citydesk.store import Listed, Store

__all__ = ["found", "line"]

MOST_READ = 50  # incidents whose own words are looked through for one answer
BATCH = 100


def found(
    store: Store, asked: Filters, policy: Policy, who: Viewer, *, limit: int
) -> Iterator[Listed]:
    """Yield up to `limit` incidents of a search that may be shown to who looks.

    Raises `UsageError` where the page before is gone.
    """
    words = asked.where.text if who.audience == "public" else None
    after, read = asked.after, 0
    while limit > 0:
        size = min(limit, BATCH)
        try:
            some = store.listing(asked.where, order=asked.order, after=after, limit=size)
        except NotFound as error:
            raise UsageError("the page before is gone: please start again") from error
        for listed in some:
            if words and gives_away(listed.names, words):
                read += 1
                if read > MOST_READ:
                    return
                if not _says(store, listed, words, policy):
                    continue
            limit -= 1
            yield listed
        if len(some) < size:
            return
        after = some[-1].id


def line(
    store: Store,
    listed: Listed,
    policy: Policy,
    who: Viewer,
    changed: Mapping[str, str] | None = None,
) -> Row:
    """Return one line as who looks may see it; `changed` says what is new since a visit."""
    mask = functools.partial(_mask, store, listed.id, policy)
    return row(listed, mask if who.audience == "public" else None, changed or {})


def _says(store: Store, listed: Listed, words: str, policy: Policy) -> bool:
    """Tell whether an incident that has these words has them for the public as well."""
    mask = _mask(store, listed.id, policy)
    if not gives_away([name for name, _ in mask.names], words):
        return True
    return says(see(store, store.record(listed.id), policy, Viewer()), words)


def _mask(store: Store, incident: str, policy: Policy) -> Mask:
    return hidden_names(store, store.record(incident), policy)
