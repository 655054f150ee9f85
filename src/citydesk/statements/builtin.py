"""The built-in reader: grammar proposes, small trained models decide. No network, no download.

An account is parsed once; one survey finds who speaks, what is furniture and what is background;
then each finder proposes its mentions. A round-up is read once more part by part (`roundups/`), and
each part becomes a report. Deterministic: the same account gives the same mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from citydesk.model import Mention
from citydesk.statements import people, places, things, times, toll
from citydesk.statements.context import Context, survey
from citydesk.statements.parsed import Parsed, parse
from citydesk.statements.roundups import tells_its_day, together, without_others
from citydesk.statements.solid import passages


class BuiltinReader:
    """Reads English accounts of violent incidents in the United States."""

    name = "builtin"

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each account, in the order given."""
        for parsed, context in batch:
            found = _found(parsed, context, times.find(parsed, context))
            parts = [_alone(parsed, part) for part in context.parts]
            yield together(found, parts) if parts else found


def _alone(parsed: Parsed, part: frozenset[int]) -> list[Mention]:
    """Return the mentions of one part of a round-up, read as if it stood alone."""
    alone, context = alone_in(parsed, part)
    begun = times.find(*dated_in(parsed, part))
    timed = [each for each in begun if each.field == "time" or alone.at(each.spans[0])]
    return [*_found(alone, context, timed), *passages(alone.account, context)]


def alone_in(parsed: Parsed, part: frozenset[int], *, lead: bool = False) -> tuple[Parsed, Context]:
    """Return one part of a round-up with its context, all of it about one incident."""
    alone = parse(without_others(parsed, part, lead=lead))
    return alone, replace(survey(alone), report={}, background=frozenset(), parts=())


def dated_in(parsed: Parsed, part: frozenset[int]) -> tuple[Parsed, Context]:
    """Return a part for its times: where it tells hours and no day, with the page's beginning."""
    return alone_in(parsed, part, lead=not tells_its_day(parsed, part))


def _found(parsed: Parsed, context: Context, timed: Sequence[Mention]) -> list[Mention]:
    persons = people.find(parsed, context)
    counts = toll.find(parsed, context, persons)
    persons = people.settled(persons, counts, parsed.account)
    found = [*places.find(parsed, context), *timed, *persons, *counts]
    found += things.find(parsed, context)
    return found
