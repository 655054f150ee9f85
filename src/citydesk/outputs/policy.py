"""The publishing policy: a record as the desk knows it becomes the record that may leave it.

It acts on what leaves, never on the evidence. What it withholds, and why it is sure enough:

==============  ================================================================================
reason          who
==============  ================================================================================
minor           anybody whom an account makes younger than 18, whatever their role
not charged     a suspect of whom no account says arrested, charged, convicted or dead
kin not told    somebody killed, while the last word on it is that the family has not been told
sexual assault  the victims, where the statements tell of a sexual assault
by an editor    a name or field that an editor's judgement withholds
==============  ================================================================================

Where accounts disagree about an age, the youngest counts: a name can be published later, but never
taken back.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping

from citydesk.model import (
    Account,
    Finding,
    Outcome,
    Person,
    PersonEntry,
    Record,
    Span,
    Statement,
    Text,
    Unknown,
    quote,
)
from citydesk.outputs.masking import Mask
from citydesk.settings import Policy

__all__ = ["mark", "mask_of", "publish", "withheld_people"]

_CHILD = re.compile(
    r"(?i)\b(?:boys?|girls?|child|juvenile|minor|toddler|infant|baby|teen\w{0,5})\b"
)
_KIN = re.compile(r"(?i)\b(?:kin|famil(?:y|ies)|relatives?|notif\w{1,10}|loved ones)\b")
_ASSAULT = re.compile(
    r"(?i)\b(?:rap(?:e|ed|ing)|sexual(?:ly)? (?:assault|abus|batter)\w{0,4}|sodomy)\b"
)
_ANSWERED = frozenset({"arrested", "charged", "convicted", "killed", "died later"})
_DEAD = frozenset({"killed", "died later"})
_HEARSAY = frozenset({"anonymous", "witness", "social", "resident", "other", "sensor"})
_LOOSE = frozenset({"post", "tip", "call", "transcript"})
_PUBLIC_ROLES = frozenset({"victim", "suspect", "officer", "official"})
_BEGINNING = dt.datetime.min


def publish(record: Record, accounts: Iterable[Account], policy: Policy) -> Record:
    """Return the record that may be published: what the policy withholds is replaced and says why.

    Quotes are slices of accounts, which this leaves alone: pass them through `mask_of(…).text`.
    """
    told = {account.id: account for account in accounts}
    marked = mark(record, told.values(), policy)
    mask = mask_of(record, told.values(), policy)
    fields = tuple(_field(f, marked.withheld) for f in marked.findings)
    hidden = {s for f in record.findings if f.field in marked.withheld for s in _cited(f)}
    public = dataclasses.replace(
        marked,
        findings=fields,
        withheld=tuple(w for w in marked.withheld if any(f.field == w for f in marked.findings)),
        statements=tuple(s for s in marked.statements if s.id not in hidden),
    )
    return mask.apply(public)


def mark(record: Record, accounts: Iterable[Account], policy: Policy) -> Record:
    """Return the record with nothing removed and every withheld person marked with the reason."""
    reasons = withheld_people(record, {a.id: a for a in accounts}, policy)
    people = tuple(
        dataclasses.replace(entry, withheld=reasons.get(number, entry.withheld))
        for number, entry in enumerate(record.people)
    )
    return dataclasses.replace(record, people=people)


def mask_of(record: Record, accounts: Iterable[Account], policy: Policy) -> Mask:
    """Return the mask of a record: the names that it withholds, in every spelling told.

    A name that no reader found cannot be masked: it is no longer a person here, only words.
    """
    people = _everybody(record)
    reasons = withheld_people(record, {a.id: a for a in accounts}, policy)
    names = [
        (name, reasons[number])
        for number, entry in enumerate(people)
        if number in reasons
        for name in sorted(_spellings(record, entry), key=lambda n: (-len(n), n))
    ]
    free = {
        entry.name
        for number, entry in enumerate(people)
        if entry.name and number not in reasons and entry.role in _PUBLIC_ROLES
    }
    return Mask(tuple(names), tuple(sorted(free, key=lambda n: (-len(n), n))))


def withheld_people(
    record: Record, accounts: Mapping[str, Account], policy: Policy
) -> dict[int, str]:
    """Return why each withheld person is, by their place in `record.people` (strays follow)."""
    assault = policy.withhold_sexual_assault_victims and _tells_assault(record, accounts)
    untold = _last_untold(record, accounts) if policy.withhold_until_kin_told else None
    editors = {w.casefold() for w in record.withheld}
    reasons: dict[int, str] = {}
    for number, entry in enumerate(_everybody(record)):
        names = _spellings(record, entry)
        reason = entry.withheld
        if reason or editors & {n.casefold() for n in names}:
            reason = reason or "by an editor"
        elif policy.withhold_minors and _minor(record, entry, names):
            reason = "minor"
        elif assault and entry.role == "victim":
            reason = "sexual assault"
        elif policy.withhold_uncharged_suspects and _uncharged(entry):
            reason = "not charged"
        elif untold and _dead(entry) and not _named_since(record, names, accounts, untold):
            reason = "kin not told"
        if reason:
            reasons[number] = reason
    return reasons


def _everybody(record: Record) -> list[PersonEntry]:
    """Return the record's people, then those whom a statement names and no entry took up."""
    known = {n for entry in record.people for n in _spellings(record, entry)}
    strays: dict[str, PersonEntry] = {}
    for s in record.statements:
        if isinstance(s.value, Person) and s.value.name and s.value.name not in known:
            told = s.value
            strays.setdefault(
                s.value.name,
                PersonEntry(
                    name=told.name,
                    role=told.role,
                    age=told.age,
                    gender=told.gender,
                    descriptor=told.descriptor,
                    outcomes=tuple(_outcomes(record, s.value.name)),
                    statements=(s.id,),
                ),
            )
    return [*record.people, *strays.values()]


def _outcomes(record: Record, name: str) -> list[str]:
    told = [s.value for s in record.statements if isinstance(s.value, Outcome)]
    return [outcome.result for outcome in told if outcome.who == name]


def _spellings(record: Record, entry: PersonEntry) -> set[str]:
    names = {entry.name} if entry.name else set()
    for s in record.statements:
        if s.id in entry.statements and isinstance(s.value, Person):
            names |= {s.value.name} if s.value.name and s.value.role == entry.role else set()
    return names


def _minor(record: Record, entry: PersonEntry, names: set[str]) -> bool:
    ages = [entry.age] if entry.age is not None else []
    words = [entry.descriptor or ""]
    for s in record.statements:
        told = s.value
        if isinstance(told, Person) and (told.name in names or s.id in entry.statements):
            ages += [told.age] if told.age is not None else []
            words.append(told.descriptor or "")
    if ages:
        return min(ages) < 18
    return entry.minor or any(_CHILD.search(w) for w in words)


def _uncharged(entry: PersonEntry) -> bool:
    return entry.role == "suspect" and not _ANSWERED & set(entry.outcomes)


def _dead(entry: PersonEntry) -> bool:
    """Somebody of whom only wounds are told has kin who can visit; in doubt, it is a death."""
    if entry.role not in ("victim", "officer"):
        return False
    return bool(_DEAD & set(entry.outcomes)) or not entry.outcomes


def _last_untold(record: Record, accounts: Mapping[str, Account]) -> dt.datetime | None:
    """Return when an account last said that a family had not been told, if one did."""
    times = [
        _published(accounts.get(s.account))
        for s in record.statements
        if isinstance(s.value, Unknown)
        and s.field in ("name", "person")
        and (_KIN.search(s.value.because or "") or _KIN.search(_words(s, accounts)))
    ]
    return max(times, default=None)


def _named_since(
    record: Record, names: set[str], accounts: Mapping[str, Account], untold: dt.datetime
) -> bool:
    """Tell whether more than hearsay has named them after the family was last said not to know."""
    for s in record.statements:
        account = accounts.get(s.account)
        if not (isinstance(s.value, Person) and s.value.name in names) or account is None:
            continue
        hearsay = s.attribution.speaker.kind in _HEARSAY or account.kind in _LOOSE
        if not hearsay and _published(account) > untold:
            return True
    return False


def _tells_assault(record: Record, accounts: Mapping[str, Account]) -> bool:
    return any(
        _ASSAULT.search(s.value.text) or _ASSAULT.search(_words(s, accounts))
        for s in record.statements
        if s.field in ("charge", "kind", "motive") and isinstance(s.value, Text)
    )


def _published(account: Account | None) -> dt.datetime:
    if account is None or account.published is None:
        return _BEGINNING
    start = account.published.start
    return start.astimezone(dt.UTC).replace(tzinfo=None) if start.tzinfo else start


def _words(statement: Statement, accounts: Mapping[str, Account]) -> str:
    account = accounts.get(statement.account)
    spans = [s for s in statement.evidence if isinstance(s, Span)]
    return " ".join(quote(account, s) for s in spans) if account else ""


def _field(finding: Finding, withheld: tuple[str, ...]) -> Finding:
    if finding.status != "withheld" and finding.field not in withheld:
        return finding
    return dataclasses.replace(
        finding,
        value=None,
        status="withheld",
        reason="withheld by an editor",
        statements=(),
        alternatives=(),
    )


def _cited(finding: Finding) -> list[str]:
    return [*finding.statements, *(s for a in finding.alternatives for s in a.statements)]
