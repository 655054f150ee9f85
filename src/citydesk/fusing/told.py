"""A statement becomes something told: with its account, when it was out, and what it weighs.

Weight is the square of the reader's probability (one sure reading outweighs two guesses; better on
the bench than the plain probability or its log odds) times the standing of who says it. Standing is
about who can know, not about who is right: an official counts as much as a document, an anonymous
source less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citydesk.base.clock import order
from citydesk.fusing.plausible import implausible, without_impossible_age
from citydesk.fusing.sources import outlet_of, source_of
from citydesk.model import (
    Account,
    Judgement,
    Person,
    Report,
    Statement,
    Time,
    Unknown,
    Value,
)

__all__ = ["STANDING", "Told", "believed", "gather"]

STANDING = {
    "document": 1.0, "official": 1.0, "agency": 1.0, "sensor": 0.9, "media": 0.9, "lawyer": 0.8,
    "witness": 0.8, "family": 0.8, "resident": 0.7, "other": 0.7, "anonymous": 0.6, "social": 0.5,
}  # fmt: skip
ALLEGED = 0.9  # what is only alleged weighs a little less
SINGLE = frozenset({"time", "place", "killed", "injured", "suspects", "arrests"})
POOLED = frozenset({"victim", "suspect"})  # roles that all accounts together decide
SURE = 0.5  # probability from which a report's second value of such a field is heard as well
LIKELY = 0.5  # probability from which somebody else is taken for a person of the incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement with all that settling it needs.

    `value` is the statement's, without an age that cannot be. `source` says whose word it is,
    `voice` through which outlet, `outlet` is its name for people; `origin` is the account that the
    telling one repeats, or itself.

    `overtaken` is what later events have changed: the wounded are fewer when one has died.
    `contradicted` is what a better placed word on another field rules out, or what its own outlet
    has `retracted`.
    `aside` is the clock reading of another event, of which only the day counts here.
    `party` marks the word of a party to the incident (`parties.py`).
    `order` sorts by when it was first told: what a copy repeats is old news, however late it is,
    and what it tells otherwise (one more has died) is its own.
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
    implausible: bool = False
    preferred: bool = False
    rejected: bool = False
    overtaken: bool = False
    contradicted: bool = False
    retracted: bool = False
    aside: bool = False
    party: bool = False

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def denied(self) -> bool:
        """Whether it is said that this is not so."""
        return self.statement.certainty == "denied"

    @property
    def unknown(self) -> bool:
        """Whether it is said that this is not known."""
        return isinstance(self.value, Unknown)


def gather(
    reports: Iterable[Report],
    accounts: Mapping[str, Account],
    origins: Mapping[str, str],
    judgements: Iterable[Judgement],
) -> list[Told]:
    """Return all that these reports tell, each statement once, in the order of publication."""
    prefer = {j.subject for j in judgements if j.verb == "prefer"}
    reject = {j.subject for j in judgements if j.verb == "reject"} - prefer
    members = list(reports)
    copied = {origin for account, origin in origins.items() if account != origin}
    heard = {
        (r.account, s.field, s.value) for r in members if r.account in copied for s in r.statements
    }
    found: dict[str, Told] = {}
    for report in members:
        account = accounts[report.account]
        origin = accounts.get(origins.get(account.id, account.id), account)
        late = order(report.published)
        early = min(order(origin.published), late)
        voice = outlet_of(account, accounts, origins)
        for statement in report.statements:
            repeated = bool(heard) and (origin.id, statement.field, statement.value) in heard
            found[statement.id] = Told(
                statement=statement,
                value=without_impossible_age(statement.value),
                source=source_of(statement, account, accounts, origins),
                origin=origin.id,
                voice=voice,
                outlet=account.outlet,
                published=report.published,
                order=early if repeated else late,
                weight=_weight(statement),
                implausible=implausible(statement.field, statement.value, report.published),
                preferred=statement.id in prefer,
                rejected=statement.id in reject,
            )
    return sorted(found.values(), key=lambda told: (told.order, told.id))


def believed(told: Iterable[Told]) -> list[Told]:
    """Return what its reader believes: no second thoughts about a field, nobody unlikely.

    Leaving out people below `LIKELY` makes records better by three points of F1 on the bench.
    """
    kept = list(told)
    best: dict[tuple[str, str], float] = {}
    for each in (t for t in kept if not t.implausible):
        place = (each.statement.report, each.statement.field)
        best[place] = max(best.get(place, 0.0), each.statement.probability)
    return [t for t in kept if t.preferred or t.unknown or t.implausible or _sure(t, best)]


def _sure(told: Told, best: Mapping[tuple[str, str], float]) -> bool:
    """Tell whether a statement is likely enough, or the best of its field where that has one."""
    field, probability = told.statement.field, told.statement.probability
    if field in SINGLE:
        return probability >= min(SURE, best.get((told.statement.report, field), SURE))
    if isinstance(told.value, Person) and told.value.name and told.value.role in POOLED:
        return True
    return field != "person" or probability >= LIKELY


def _weight(statement: Statement) -> float:
    weight = statement.probability**2 * STANDING[statement.attribution.speaker.kind]
    return round(weight * (ALLEGED if statement.certainty == "alleged" else 1.0), 4)
