"""Why an account was read as it was: for each value, what was considered, and what spoke for it.

    account ─ the finders' own inner functions ─ candidates ─ probabilities and reasons

Nothing here decides: candidates, features and weights are those of the finders, asked once more, so
the reader stays as fast as it is and its probabilities are the ones that are explained.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Account, Statement
from citydesk.reading import people, read
from citydesk.reading.builtin import alone_in, dated_in
from citydesk.reading.context import survey
from citydesk.reading.explaining.ages import ages
from citydesk.reading.explaining.considered import (
    Considered,
    Slot,
    Verdict,
    likeliest,
    strongest,
)
from citydesk.reading.explaining.days import days
from citydesk.reading.explaining.persons import persons
from citydesk.reading.explaining.scenes import scenes
from citydesk.reading.explaining.speakers import speakers
from citydesk.reading.explaining.tolls import tolls
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import Parsed, parse

__all__ = ["SLOTS", "Considered", "Slot", "Verdict", "explain", "likeliest", "strongest"]

SLOTS: dict[Slot, str] = {
    "day": "The day",
    "clock": "The time of day",
    "address": "The address",
    "city": "The town",
    "state": "The state",
    "killed": "Killed",
    "injured": "Injured",
    "person": "Who is who",
    "age": "How old",
    "speaker": "Who speaks",
}
"""What is explained, in its order, with its name for people."""


def explain(account: Account) -> tuple[Considered, ...]:
    """Return what the built-in reader considers in an account, by slot, the likeliest first.

    It explains the main report, and of a round-up the part that this was read from; an account that
    cannot be read yields nothing.
    """
    parsed = parse(account)
    if unreadable(parsed) is not None:
        return ()
    context = survey(parsed)
    made: Sequence[Statement] = next(read([account])).reports[0].statements
    dated = parsed, context
    if context.parts:
        part = max(context.parts, key=lambda part: _within(part, parsed, made))
        dated, (parsed, context) = dated_in(parsed, part), alone_in(parsed, part)
    found = [*days(*dated, made), *scenes(parsed, context, made)]
    found += tolls(parsed, context, people.find(parsed, context), made)
    found += [*persons(parsed, context, made), *ages(account, made), *speakers(parsed, context)]
    return tuple(found)


def _within(part: frozenset[int], parsed: Parsed, made: Sequence[Statement]) -> int:
    """Count the statements whose words stand in one part of a round-up."""
    sentences = (parsed.at(statement.evidence[0]) for statement in made)
    return sum(sentence is not None and sentence.index in part for sentence in sentences)
