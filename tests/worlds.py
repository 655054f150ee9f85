"""Small invented worlds: incidents, the accounts that tell of them, and what a reader makes of it.

Everything follows from a seed. Accounts of one incident differ as real ones do: some leave out the
place or the day, clocks and tolls disagree, an outlet copies another, a name comes out later.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citydesk import testing
from citydesk.accounts.copies import fingerprint, origins
from citydesk.fusing import fuse
from citydesk.model import (
    Account,
    Count,
    Person,
    Place,
    Record,
    Report,
    Speaker,
    Statement,
    Text,
    Time,
    Unknown,
    Value,
)

TOWNS = (("Port Alder", "WA"), ("Mill Harbor", "OH"), ("Cedar Flats", "TX"))
STREETS = ("Juniper", "Lantern", "Quarry", "Beacon", "Saddle", "Orchid")
NAMES = ("Ana Ruizo", "Bo Tandy", "Cleo Marsh", "Dov Kessel", "Edda Lund", "Finn Oake", "Gia Prell")
OUTLETS = ("The Alder Post", "KQZA", "Harbor Wire", "The Quarry Times")
CHIEF = Speaker(name="Chief Ilse Brandt", kind="official")
NOBODY = Speaker(name="a source", kind="anonymous", anonymous=True)
FILLER = [f"{a}{b}" for a in ("lamp", "fence", "porch", "alley") for b in "abcdefghijklmnop"]


@dataclass(frozen=True)
class World:
    """Accounts with their reports; `truth` gives the incident of each account."""

    accounts: Mapping[str, Account]
    reports: tuple[Report, ...]
    truth: Mapping[str, int]


class Telling:
    """One account under way: each `say` adds a sentence and the statement that rests on it."""

    def __init__(self, outlet: str, published: Time, name: str) -> None:
        self.outlet, self.published, self.name = outlet, published, name
        self.parts: list[str] = []
        self.said: list[tuple[str, Value, str, tuple[Speaker, ...], dict[str, object]]] = []

    def say(
        self, field: str, value: Value, words: str, *speakers: Speaker, **more: object
    ) -> Telling:
        self.parts.append(f"{words}.")
        self.said.append((field, value, words, speakers, more))
        return self

    def done(self, *, background: bool = False) -> tuple[Account, Report]:
        text = " ".join(self.parts)
        told = testing.account(
            text, title="", published=self.published, id=self.name, outlet=self.outlet,
            source=self.outlet.lower().replace(" ", "."), fingerprint=fingerprint(text),
        )  # fmt: skip
        made: list[Statement] = [
            testing.statement(told, field, value, words, speakers=speakers, **more)  # type: ignore[arg-type]
            for field, value, words, speakers, more in self.said
        ]
        report = Report(
            id=f"{told.id}#0", account=told.id, source=told.source, published=told.published,
            statements=tuple(made), background=background,
        )  # fmt: skip
        return told, report


def world(seed: int, *, incidents: int = 3, most: int = 4) -> World:
    """Return a world of some incidents, each told by one to `most` accounts."""
    rng = random.Random(seed)
    accounts: dict[str, Account] = {}
    reports: list[Report] = []
    truth: dict[str, int] = {}
    for number in range(incidents):
        town, state = rng.choice(TOWNS)
        street, name = rng.choice(STREETS), rng.choice(NAMES)
        start = dt.datetime(2024, 5, 1) + dt.timedelta(days=rng.randrange(9), hours=22)
        for copy in range(rng.randint(1, most)):
            told, report = _account(rng, (town, state, street, name), start, f"{number}-{copy}")
            accounts[told.id] = told
            reports.append(report)
            truth[told.id] = number
    return World(accounts, tuple(reports), truth)


def _account(
    rng: random.Random, facts: tuple[str, str, str, str], start: dt.datetime, ident: str
) -> tuple[Account, Report]:
    town, state, street, name = facts
    day = (start + dt.timedelta(days=rng.choice((0, 1, 1, 2)))).date().isoformat()
    told = Telling(rng.choice(OUTLETS), testing.day(day), ident)
    told.parts.append(" ".join(rng.choices(FILLER, k=80)))
    if rng.random() < 0.9:
        minute = (start + dt.timedelta(minutes=rng.choice((0, 0, 3, 40)))).isoformat()
        who = rng.choice(((), (CHIEF,), (NOBODY,)))
        told.say("time", testing.minute(minute), f"It happened at {minute}", *who)
    if rng.random() < 0.9:
        where = Place(
            words=f"{street} Street", precision="street", address=f"{street} Street", city=town,
            state=state,
        )  # fmt: skip
        told.say("place", where, f"It was on {street} Street in {town}")
    dead = rng.choice((0, 1, 1, 2))
    told.say("killed", Count(low=dead, high=dead), f"The dead number {dead}", CHIEF)
    if rng.random() < 0.6:
        told.say("person", Person(role="victim", name=name, age=30), f"The victim was {name}, 30")
    else:
        about = Unknown(what="not released", about="victim", because="family is being told")
        told.say("name", about, "The name was not given out", CHIEF, certainty="unknown")
    told.say("kind", Text(text="shooting"), "It was a shooting")
    return told.done()


def fused(reports: Sequence[Report], accounts: Mapping[str, Account], **more: object) -> Record:
    """Return the record of some reports."""
    return fuse("incident", reports, accounts, origins, **more)  # type: ignore[arg-type]


def told_by(*tellings: Telling) -> tuple[dict[str, Account], list[Report]]:
    """Return the accounts and reports of some tellings."""
    made = [each.done() for each in tellings]
    return {account.id: account for account, _ in made}, [report for _, report in made]
