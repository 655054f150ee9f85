"""Lists of incidents as a viewer may see them: the front page, the map and the API ask here.

A search must not tell the public that a withheld name, or a withheld place, is in an incident: the
words must stand in what the public sees.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping

from citydesk.base.errors import NotFound, UsageError
from citydesk.privacy.door import find_incident, hidden, public_texts
from citydesk.privacy.remembered import Hidden, Masks
from citydesk.privacy.searching import PublicWords
from citydesk.privacy.viewer import ANYBODY
from citydesk.settings import Policy
from citydesk.store import Listed, Store, Where
from citydesk.store.listing import away
from citydesk.streets.blurring import blurred
from citydesk.views.rows import Row, row
from citydesk.web.context import Viewer
from citydesk.web.filters import Filters

__all__ = ["found", "line"]

MOST_READ = 300  # incidents whose public words are looked through for one answer
BATCH = 100
MOVED = 0.3  # kilometres: blurring moves no point as far


def found(
    store: Store, asked: Filters, policy: Policy, who: Viewer, *, limit: int,
    masks: Masks | None = None,
) -> Iterator[Listed]:  # fmt: skip
    """Yield up to `limit` incidents of a search that may be shown to who looks.

    `masks` remembers from one search to the next what is withheld.

    Raises `UsageError` where the page before is gone.
    """
    words = asked.where.text if who.audience == "public" else None
    blurs = who.audience == "public" and policy.blur_homes
    where = _wider(asked.where) if blurs else asked.where
    circle = asked.where if blurs else Where()
    after, read = asked.after, 0
    if after and who.audience == "public":
        after = _own(store, after, policy)
    while limit > 0:
        size = min(2 * limit if words else limit, BATCH)  # a search is dear, and some fall out
        try:
            some = store.listing(where, order=asked.order, after=after, limit=size)
        except NotFound as error:
            raise UsageError("the page before is gone: please start again") from error
        for listed in (each for each in some if _near(each, circle)):
            if limit <= 0:
                return
            if words:
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


def _wider(where: Where) -> Where:
    """Return a search that also finds what blurring moves into its circle."""
    if where.near is None:
        return where
    return dataclasses.replace(
        where, near=dataclasses.replace(where.near, km=where.near.km + MOVED)
    )


def _near(listed: Listed, where: Where) -> bool:
    """Tell whether the point that the public sees lies in a search's circle.

    Circles that are tried around a house must not lead nearer to it than its blurred point.
    """
    if where.near is None:
        return True
    place = blurred(listed.place) if listed.place else None
    if place is None or place.lat is None or place.lon is None:
        return False
    return away(where.near, place.lat, place.lon) <= where.near.km


def _own(store: Store, after: str, policy: Policy) -> str:
    """Return the incident that ended the page before, which the public may know by another id."""
    try:
        return find_incident(store, after, policy, ANYBODY) or after
    except NotFound as error:
        raise UsageError("the page before is gone: please start again") from error


def line(
    store: Store,
    listed: Listed,
    policy: Policy,
    who: Viewer,
    changed: Mapping[str, str] | None = None,
    *,
    masks: Masks | None = None,
) -> Row:
    """Return one line as who looks may see it; `changed` says what is new since a visit."""
    if who.audience == "desk":
        return row(listed, None, changed or {})
    if policy.blur_homes and listed.place is not None:
        listed = dataclasses.replace(listed, place=blurred(listed.place))
    held = _remembered(store, listed.id, policy, masks)
    made = row(listed, held.mask, changed or {})
    return dataclasses.replace(made, id=held.public)


def _says(store: Store, listed: Listed, words: str, policy: Policy, masks: Masks | None) -> bool:
    """Tell whether an incident that has these words has them for the public as well."""
    held = _remembered(store, listed.id, policy, masks)
    known = masks.words if masks else PublicWords()
    texts = functools.partial(public_texts, store, listed.headline, held, policy)
    return known.says(listed.id, store.state_of(incident=listed.id), words, texts)


def _remembered(store: Store, incident: str, policy: Policy, masks: Masks | None) -> Hidden:
    make = functools.partial(_hidden, store, incident, policy)
    return masks.of(store, incident, make) if masks else make()


def _hidden(store: Store, incident: str, policy: Policy) -> Hidden:
    return hidden(store, store.record(incident), policy)
