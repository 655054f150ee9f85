"""What incidents withhold is worked out once, and kept until something near them changes.

A search for a surname asks it of many incidents at a time, and each answer takes their records and
all that their accounts tell.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from citydesk.privacy.mask import Mask
from citydesk.privacy.searching import PublicWords
from citydesk.store import Store

__all__ = ["Hidden", "Masks"]

MOST = 20_000  # incidents of which it is kept at a time: a kilobyte or two each


@dataclass(frozen=True, slots=True)
class Hidden:
    """What one incident, and all that its accounts tell, withholds: names, and fields by report.

    `public` is the id by which the public knows the incident.
    """

    mask: Mask
    fields: Mapping[str, frozenset[str]]
    accounts: tuple[str, ...]
    public: str = ""


class Masks:
    """Keeps it by incident with the state that it was made of, for one desk under one policy."""

    def __init__(self, most: int = MOST) -> None:
        """Keep up to so many, and forget first the one that nobody has asked for the longest."""
        self.words = PublicWords()
        self._held: OrderedDict[str, tuple[str, Hidden]] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def of(self, store: Store, incident: str, make: Callable[[], Hidden]) -> Hidden:
        """Return what an incident withholds now: kept, or made by `make`."""
        state = store.state_of(incident=incident)
        with self._lock:
            held = self._held.get(incident)
            if held and held[0] == state:
                self._held.move_to_end(incident)
                return held[1]
        made = make()
        with self._lock:
            self._held[incident] = state, made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
