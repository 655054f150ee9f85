"""Many small invented incidents in one store, for pages and for measuring."""

from __future__ import annotations

import datetime as dt

from citydesk import testing
from citydesk.model import Count, Place, Text
from citydesk.store import Store


def fill(store: Store, number: int) -> None:
    """Add so many incidents, one account each, an hour apart."""
    body = testing.capture(b"many")
    with store.transaction():
        store.put_capture(body)
        for n in range(number):
            start = dt.datetime(2023, 1, 1) + dt.timedelta(hours=n)
            told = testing.account(
                f"Account {n}. Two people were hurt near Orchard Row.",
                title=f"Shots near Orchard Row, {n}",
                id=f"many-{n}",
                capture=body.id,
                published=testing.minute(f"{start:%Y-%m-%dT%H:%M}"),
            )
            store.put_reading(testing.reading(told))
            store.put_incidents([], [testing.incident(f"m{n}", f"many-{n}#0")])
            values = {
                "time": testing.minute(f"{start:%Y-%m-%dT%H:%M}"),
                "place": Place(words="Orchard Row", precision="street", city="Port Alder",
                               state="WA", lat=47 + n % 97 / 100, lon=-122 + n % 89 / 100),
                "kind": Text(text="shooting" if n % 3 else "robbery"),
                "injured": Count(low=2, high=2),
            }  # fmt: skip
            store.put_record(testing.record(f"m{n}", told, headline=f"Two hurt, {n}", **values))
