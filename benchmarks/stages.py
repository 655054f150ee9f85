"""Which room of the reader takes the time, account by account.

    python -m benchmarks.stages                600 articles
    python -m benchmarks.stages --limit 200    a first look

Seconds that this process computes, so that other work on the machine matters less; as in
`speed.py`, every text is met for the first time. The reader takes sixteen accounts at a time
through each finder and is faster than the sum: this tells how the rooms share the time.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from benchmarks.reading import account_of
from benchmarks.speed import rows
from citydesk.model import Account, Mention
from citydesk.reading import people, places, read, things, times, toll
from citydesk.reading.context import survey
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import parse
from citydesk.reading.solid import passages, solidify

EVERY = 5  # articles of the corpus, of which one is read: all years and outlets have their share
T = TypeVar("T")


class Clock:
    """Adds up the seconds that each room takes."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.taken: dict[str, float] = defaultdict(float)

    def time(self, room: str, work: Callable[[], T]) -> T:
        """Do some work and add its time to a room's."""
        began = time.process_time()
        made = work()
        self.taken[room] += time.process_time() - began
        return made


def stages(account: Account, clock: Clock) -> None:
    """Read one account room by room, as `citydesk.reading.read` does with sixteen."""
    parsed = clock.time("parse", lambda: parse(account))
    if clock.time("language", lambda: unreadable(parsed)):
        return
    context = clock.time("survey", lambda: survey(parsed))
    found: list[Mention] = []
    found += clock.time("places", lambda: places.find(parsed, context))
    found += clock.time("times", lambda: times.find(parsed, context))
    persons = clock.time("people", lambda: people.find(parsed, context))
    found += [*persons, *clock.time("toll", lambda: toll.find(parsed, context, persons))]
    found += clock.time("things", lambda: things.find(parsed, context))
    found += passages(account, context)
    clock.time("solid", lambda: solidify(account, found, context, reader="builtin", parsed=parsed))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=600, help="so many articles")
    limit = parser.parse_args().limit
    accounts = [account_of(row) for row in rows(limit * EVERY)[::EVERY]]
    for _ in read(accounts[:3]):
        pass
    clock = Clock()
    for account in accounts:
        stages(account, clock)
    for room, taken in sorted(clock.taken.items(), key=lambda each: -each[1]):
        print(f"{1000 * taken / len(accounts):8.3f}  {room}")
    print(f"{1000 * sum(clock.taken.values()) / len(accounts):8.3f}  milliseconds an account")


if __name__ == "__main__":
    main()
