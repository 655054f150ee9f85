"""The built-in reader: grammar proposes, small trained models decide. No network, no download.

An account is parsed once; one survey finds who speaks, what is furniture and what is background;
then each finder proposes its mentions. A round-up is read once more part by part (`roundups/`), and
each part becomes a report. Deterministic: the same account gives the same mentions.

Several accounts are read finder by finder, not account by account: what one finder looks up again
and again then stays in the processor's caches, which saves an eighth of the time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from citydesk.model import Mention
from citydesk.reading import people, places, things, times, toll
from citydesk.reading.context import Context, survey
from citydesk.reading.ownday import in_own_day
from citydesk.reading.parsed import Parsed, parse
from citydesk.reading.roundups import tells_its_day, together, without_others
from citydesk.reading.solid import passages

TOGETHER = 16
"""So many accounts are read finder by finder at most."""


class BuiltinReader:
    """Reads English accounts of violent incidents in the United States."""

    name = "builtin"

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each account, in the order given."""
        waiting = iter(batch)
        while group := list(itertools.islice(waiting, TOGETHER)):
            placed = [places.find(*each) for each in group]
            timed = [
                times.find(in_own_day(parsed, where), context)
                for (parsed, context), where in zip(group, placed, strict=True)
            ]
            every = _found(group, placed, timed)
            for (parsed, context), found in zip(group, every, strict=True):
                parts = [_alone(parsed, part) for part in context.parts]
                yield together(found, parts) if parts else found


def _alone(parsed: Parsed, part: frozenset[int]) -> list[Mention]:
    """Return the mentions of one part of a round-up, read as if it stood alone."""
    alone, context = alone_in(parsed, part)
    placed = places.find(alone, context)
    dated, lead = dated_in(parsed, part)
    begun = times.find(in_own_day(dated, placed), lead)
    timed = [each for each in begun if each.field == "time" or alone.at(each.spans[0])]
    (found,) = _found([(alone, context)], [placed], [timed])
    return [*found, *passages(alone.account, context)]


def alone_in(parsed: Parsed, part: frozenset[int], *, lead: bool = False) -> tuple[Parsed, Context]:
    """Return one part of a round-up with its context, all of it about one incident."""
    alone = parse(without_others(parsed, part, lead=lead))
    return alone, replace(survey(alone), report={}, background=frozenset(), parts=())


def dated_in(parsed: Parsed, part: frozenset[int]) -> tuple[Parsed, Context]:
    """Return a part for its times: where it tells hours and no day, with the page's beginning."""
    return alone_in(parsed, part, lead=not tells_its_day(parsed, part))


def _found(
    group: Sequence[tuple[Parsed, Context]],
    placed: Sequence[Sequence[Mention]],
    timed: Sequence[Sequence[Mention]],
) -> list[list[Mention]]:
    """Return all mentions of each account, of whose places and times they are found already."""
    seen = [people.find(*each) for each in group]
    counted = [toll.find(*each, who) for each, who in zip(group, seen, strict=True)]
    persons = [
        people.settled(who, counts, parsed.account)
        for (parsed, _), who, counts in zip(group, seen, counted, strict=True)
    ]
    others = [things.find(*each) for each in group]
    found = zip(placed, timed, persons, counted, others, strict=True)
    return [list(itertools.chain(*each)) for each in found]
