"""Everything that an account tells about where it plays, gathered for weighing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from citydesk.reading.context import Context
from citydesk.reading.places.names import Name
from citydesk.reading.places.outlets import Outlet
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.roles import away

MOST_MENTIONS = 60
JAILS = frozenset({"jail", "detention", "correctional", "prison"})
"""What makes a county that of an arrest, in a story of somebody from elsewhere."""


@dataclass(slots=True)
class Evidence:
    """The names of an account, its outlet, its scene's address, and what the names add up to.

    `by_key` holds the mentions of each city's name, `counties` how often each county is told,
    `parts` how often a part of a city is. `tail` is the word of the title where the outlet's own
    name begins, `lead` the index of the text's first sentence, `away` the cities that are only
    people's.
    """

    names: Sequence[Name]
    outlet: Outlet
    signs: Sequence[tuple[str, str]]
    address: Address | None
    context: Context
    lead: int
    tail: int = 10_000  # the word of the title where the outlet's own name begins
    by_key: dict[str, list[Name]] = field(default_factory=dict)
    counties: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    away: frozenset[str] = frozenset()

    def gather(self) -> None:
        """Sort the names into cities by key and counties; the first mentions of each count."""
        self.away = away(self.names, self.outlet.city)
        abroad = any(name.key in self.away and name.state for name in self.names)
        for name in self.names:
            if name.kind == "city" and name.inside != "street":
                mentions = self.by_key.setdefault(name.key, [])
                if len(mentions) < MOST_MENTIONS:
                    mentions.append(name)
            elif name.kind == "county" and not (abroad and name.words.low(name.end) in JAILS):
                self.counties[name.key] = self.counties.get(name.key, 0) + 1
