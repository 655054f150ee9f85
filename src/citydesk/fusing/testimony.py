"""A statement becomes a testimony: whose word it is, when it was out, what it weighs, its marks.

Weight is the square of the reader's probability (one sure reading outweighs two guesses; better on
the bench than the plain probability or its log odds) times the standing of who says it. Standing is
about who can know, not about who is right: an official counts as much as a document, an anonymous
source less.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from citydesk.base.clock import order
from citydesk.fusing.plausible import without_impossible_age
from citydesk.fusing.sources import outlet_of, source_of
from citydesk.fusing.stamps import without_stamp
from citydesk.model import (
    UNCONFIRMED,
    Account,
    Person,
    Report,
    Statement,
    Time,
    Unknown,
    Value,
    quote,
)

__all__ = ["STANDING", "Effect", "Testimony", "gather", "unheard"]

STANDING = {
    "document": 1.0, "official": 1.0, "agency": 1.0, "sensor": 0.9, "media": 0.9, "lawyer": 0.8,
    "witness": 0.8, "family": 0.8, "resident": 0.7, "other": 0.7, "anonymous": 0.6, "social": 0.5,
    "dispatcher": 0.6, "caller": 0.6,
}  # fmt: skip
ALLEGED = 0.9  # what is only alleged weighs a little less
SINGLE = frozenset({"time", "place", "killed", "injured", "suspects", "arrests"})
POOLED = frozenset({"victim", "suspect"})  # roles that all accounts together decide
SURE = 0.5  # probability from which a report's second value of such a field is heard as well
LIKELY = 0.5  # probability from which somebody else is taken for a person of the incident


Effect = Literal[
    "preferred", "rejected", "implausible", "unheard", "left out", "retracted", "contradicted",
    "replaced", "updated", "aside", "party",
]  # fmt: skip
"""What a mark does to a testimony.

============== =================================================================================
effect         a testimony so marked
============== =================================================================================
preferred      is what an editor prefers
rejected       is what an editor rejects
implausible    cannot be so: kept, shown, and never preferred
unheard        is not believed by its own reader: it enters nothing but the list of names
left out       is no finding of this incident; it may still answer a question
retracted      has been taken back by its own outlet
contradicted   is ruled out by a better placed word on another field
replaced       gave way to a later correction
overtaken      was true once: the wounded are fewer when one has died, and people grow older
aside          is the clock reading of another event, of which only the day counts here
party          is the word of a party to the incident; it weighs as much as any
============== =================================================================================
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """A statement with all that settling it needs.

    `value` is the statement's, without an age that cannot be. `source` says whose word it is,
    `voice` through which outlet, `outlet` is its name for people; `origin` is the account that the
    telling one repeats, or itself. `order` sorts by when it was first told: what a copy repeats is
    old news, however late it is, and what it tells otherwise (one more has died) is its own.
    `words` are those that the statement rests on. `marks` holds what speaks for or against using
    it, each with why, in words (`marks.py`).
    """

    statement: Statement
    value: Value
    source: str
    voice: str
    origin: str
    outlet: str
    published: Time | None
    order: str
    weight: float
    words: str = ""
    marks: Mapping[Effect, str] = dataclasses.field(default_factory=dict)

    def marked(self, effect: Effect, why: str) -> Testimony:
        """Return it with one more mark."""
        return dataclasses.replace(self, marks={**self.marks, effect: why})

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def field(self) -> str:
        """The statement's field."""
        return self.statement.field

    @property
    def denied(self) -> bool:
        """Whether it is said that this is not so."""
        return self.statement.certainty == "denied"

    @property
    def unknown(self) -> bool:
        """Whether it is said that this is not known."""
        return isinstance(self.value, Unknown)

    @property
    def unconfirmed(self) -> bool:
        """Whether a machine or a call tells it, before anybody looked: that settles nothing."""
        return self.statement.attribution.speakers[-1].kind in UNCONFIRMED

    @property
    def preferred(self) -> bool:
        """Whether an editor prefers it."""
        return "preferred" in self.marks

    @property
    def rejected(self) -> bool:
        """Whether an editor rejects it."""
        return "rejected" in self.marks

    @property
    def implausible(self) -> bool:
        """Whether it cannot be so."""
        return "implausible" in self.marks

    @property
    def contradicted(self) -> bool:
        """Whether another field rules it out, or its own outlet has taken it back."""
        return "contradicted" in self.marks or "retracted" in self.marks

    @property
    def overtaken(self) -> bool:
        """Whether a correction or later events have taken its place."""
        return "updated" in self.marks or "replaced" in self.marks

    @property
    def aside(self) -> bool:
        """Whether it is the clock reading of another event."""
        return "aside" in self.marks


def gather(
    reports: Iterable[Report],
    accounts: Mapping[str, Account],
    origins: Mapping[str, str],
) -> list[Testimony]:
    """Return all that these reports tell, each statement once, in the order of publication."""
    members = list(reports)
    copied = {origin for account, origin in origins.items() if account != origin}
    heard = {
        (r.account, s.field, s.value) for r in members if r.account in copied for s in r.statements
    }
    found: dict[str, Testimony] = {}
    for report in members:
        account = accounts[report.account]
        origin = accounts.get(origins.get(account.id, account.id), account)
        late = order(report.published)
        early = min(order(origin.published), late)
        voice = outlet_of(account, accounts, origins)
        for statement in report.statements:
            repeated = bool(heard) and (origin.id, statement.field, statement.value) in heard
            found[statement.id] = Testimony(
                statement=statement,
                value=without_stamp(without_impossible_age(statement.value), statement, account),
                source=source_of(statement, account, accounts, origins),
                origin=origin.id,
                voice=voice,
                outlet=account.outlet,
                published=report.published,
                order=early if repeated else late,
                weight=_weight(statement),
                words=" … ".join(quote(account, span) for span in statement.evidence),
            )
    return sorted(found.values(), key=lambda told: (told.order, told.id))


def unheard(told: Iterable[Testimony]) -> set[str]:
    """Return what its reader does not believe: second thoughts about a field, unlikely people.

    Leaving out people below `LIKELY` makes records better by three points of F1 on the bench.
    """
    known = [t for t in told if not t.implausible]
    best: dict[tuple[str, str], float] = {}
    for each in known:
        place = (each.statement.report, each.field)
        best[place] = max(best.get(place, 0.0), each.statement.probability)
    return {t.id for t in known if not (t.preferred or t.unknown or _sure(t, best))}


def _sure(told: Testimony, best: Mapping[tuple[str, str], float]) -> bool:
    """Tell whether a statement is likely enough, or the best of its field where that has one."""
    field, probability = told.field, told.statement.probability
    if field in SINGLE:
        return probability >= min(SURE, best.get((told.statement.report, field), SURE))
    if isinstance(told.value, Person) and told.value.name and told.value.role in POOLED:
        return True
    return field != "person" or probability >= LIKELY


def _weight(statement: Statement) -> float:
    weight = statement.probability**2 * STANDING[statement.attribution.speaker.kind]
    return round(weight * (ALLEGED if statement.certainty == "alleged" else 1.0), 4)
