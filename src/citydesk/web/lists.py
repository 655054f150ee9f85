"""Lists of incidents as a viewer may see them: the front page, the map and the API ask here.

A search must not tell the public that a withheld name is in an incident: where the words that are
searched for may be a part of such a name, they must stand in what the public sees.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping

from citydesk.base.errors import NotFound, UsageError
from citydesk.privacy.door import hidden, public_texts
from citydesk.privacy.mask import Mask
from citydesk.privacy.remembered import Hidden, Masks
from citydesk.settings import Policy
from citydesk.store import Listed, Store
from citydesk.streets.blurring import blurred
from citydesk.web.context import Viewer
from citydesk.web.filters import Filters
from citydesk.web.views.rows import Row, gives_away, row, says

__all__ = ["found", "line"]

MOST_READ = 50  # incidents whose own words are looked through for one answer
BATCH = 100


def found(
    store: Store, asked: Filters, policy: Policy, who: Viewer, *, limit: int,
    masks: Masks | None = None,
) -> Iterator[Listed]:  # fmt: skip
    """Yield up to `limit` incidents of a search that may be shown to who looks.

    `masks` remembers from one search to the next what is withheld.

    Raises `UsageError` where the page before is gone.
    """
    words = asked.where.text if who.audience == "public" else None
    after, read = asked.after, 0
    while limit > 0:
        size = min(2 * limit if words else limit, BATCH)  # a search is dear, and some fall out
        try:
            some = store.listing(asked.where, order=asked.order, after=after, limit=size)
        except NotFound as error:
            raise UsageError("the page before is gone: please start again") from error
        for listed in some:
            if limit <= 0:
                return
            if words and gives_away(listed.names, words):
                read += 1
                if read > MOST_READ:
                    return
                if not _says(store, listed, words, policy, masks):
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
    if who.audience == "public" and policy.blur_homes and listed.place is not None:
        listed = dataclasses.replace(listed, place=blurred(listed.place))
    mask = functools.partial(_mask, store, listed.id, policy)
    return row(listed, mask if who.audience == "public" else None, changed or {})


def _says(store: Store, listed: Listed, words: str, policy: Policy, masks: Masks | None) -> bool:
    """Tell whether an incident that has these words has them for the public as well."""
    make = functools.partial(_hidden, store, listed.id, policy)
    held = masks.of(store, listed.id, make) if masks else make()
    if not gives_away([each.name for each in held.mask.held], words):
        return True
    wanted = functools.partial(says, words=words)
    return any(map(wanted, public_texts(store, listed.headline, held, wanted)))


def _hidden(store: Store, incident: str, policy: Policy) -> Hidden:
    return hidden(store, store.record(incident), policy)


def _mask(store: Store, incident: str, policy: Policy) -> Mask:
    return _hidden(store, incident, policy).mask
