"""The built-in reader: grammar proposes, small trained models decide. No network, no download.

An account is parsed once; one survey finds who speaks, what is furniture and what is background;
then each finder proposes its mentions. Deterministic: the same account gives the same mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citydesk.model import Mention
from citydesk.statements import people, places, things, times, toll
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed


class BuiltinReader:
    """Reads English accounts of violent incidents in the United States."""

    name = "builtin"

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each account, in the order given."""
        for parsed, context in batch:
            found = [*places.find(parsed, context), *times.find(parsed, context)]
            persons = people.find(parsed, context)
            found += [*persons, *toll.find(parsed, context, persons)]
            found += things.find(parsed, context)
            yield found
