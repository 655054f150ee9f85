"""Whom the publishing policy withholds, and why.

==============  ================================================================================
reason          who
==============  ================================================================================
minor           anybody whom an account makes younger than 18, whatever their role
not charged     a suspect of whom no account says arrested, charged, convicted or dead; so too
                somebody of no other part beside whose name stands "person of interest" or the like
kin not told    somebody killed, while the last word on it is that the family has not been told
sexual assault  the victims, where the statements tell of a sexual assault
by an editor    a name or field that an editor's judgement withholds
==============  ================================================================================

Where accounts disagree about an age, the youngest counts: a name can be published later, but never
taken back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from citydesk.model import (
    Account,
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
from citydesk.settings import Policy

__all__ = ["ages_of", "everybody", "public_reason", "spellings", "withheld_people"]

BY_AN_EDITOR = "by an editor"
REASONS = frozenset({"minor", "not charged", "kin not told", "sexual assault", BY_AN_EDITOR})

_CHILD = re.compile(
    r"(?i)\b(?:boys?|girls?|child|juvenile|minor|toddler|infant|baby|teen\w{0,5})\b"
)
_KIN = re.compile(r"(?i)\b(?:kin|famil(?:y|ies)|relatives?|notif\w{1,10}|loved ones)\b")
_TOLD = r"\b(?:notif|told|informed|reached|contacted)"
_UNTOLD = re.compile(
    rf"(?i)\b(?:pending|until|before)\b[^.\n]{{0,60}}{_KIN.pattern[4:]}[^.\n]{{0,40}}{_TOLD}"
    rf"|\bpending\s(?:[a-z]{{1,12}}\s){{0,3}}notif"
    rf"|{_KIN.pattern[4:]}[^.\n]{{0,25}}(?:\bnot\b|n['’]t\b)[^.\n]{{0,15}}{_TOLD}"
    rf"|\bnot\s(?:[a-z]{{1,12}}\s){{0,2}}{_TOLD[2:]}[^.\n]{{0,30}}{_KIN.pattern[4:]}"
)
_SOUGHT_BEFORE = re.compile(
    r"(?i)\b(?:looking for|searching for|(?:talk|speak) (?:to|with)|to question|gunm[ae]n|shooter"
    r"|suspects?|wanted|sought|person of interest)[,:]? \Z"
)
_SOUGHT_AFTER = re.compile(
    r"(?i)\A[^.;]{0,60}\b(?:persons? of interest|(?:is|was|as) (?:a|the) (?:suspect|gunman|shooter)"
    r"|(?:is|was) (?:wanted|sought))\b"
)
_ASSAULT = re.compile(
    r"(?i)\b(?:rap(?:e|ed|ing)|sexual(?:ly)? (?:assault|abus|batter)\w{0,4}|sodomy)\b"
)
_BESIDE = 70  # characters beside a name that may make it a suspect's
_ANSWERED = frozenset({"arrested", "charged", "convicted", "killed", "died later"})
_DEAD = frozenset({"killed", "died later"})
_HEARSAY = frozenset({
    "anonymous", "witness", "social", "resident", "other", "sensor", "dispatcher", "caller",
})  # fmt: skip
_LOOSE = frozenset({"post", "tip", "call", "transcript"})
_BEGINNING = dt.datetime.min


def withheld_people(
    record: Record, accounts: Mapping[str, Account], policy: Policy
) -> dict[int, str]:
    """Return why each withheld person is, by their place in `record.people` (strays follow)."""
    assault = policy.withhold_sexual_assault_victims and _tells_assault(record, accounts)
    untold = _last_untold(record, accounts) if policy.withhold_until_kin_told else None
    editors = {w.casefold() for w in record.withheld}
    reasons: dict[int, str] = {}
    for number, entry in enumerate(everybody(record)):
        names = spellings(record, entry)
        if not names:
            continue
        reason = entry.withheld
        if reason or editors & {n.casefold() for n in names}:
            reason = reason or BY_AN_EDITOR
        elif policy.withhold_minors and _minor(record, entry, names):
            reason = "minor"
        elif assault and entry.role == "victim":
            reason = "sexual assault"
        elif policy.withhold_uncharged_suspects and _uncharged(record, entry, accounts):
            reason = "not charged"
        elif untold and _dead(entry) and not _named_since(record, names, accounts, untold):
            reason = "kin not told"
        if reason:
            reasons[number] = reason
    return reasons


def public_reason(reason: str) -> str:
    """Return a reason as the public may read it: what an editor wrote may hold the name."""
    return reason if reason in REASONS else BY_AN_EDITOR


def everybody(record: Record) -> list[PersonEntry]:
    """Return the record's people, then those whom a statement names and no entry took up."""
    known = {n for entry in record.people for n in spellings(record, entry)}
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


def spellings(record: Record, entry: PersonEntry) -> set[str]:
    """Return every spelling of a person's name that their statements tell."""
    names = {entry.name} if entry.name else set()
    for s in record.statements:
        if s.id in entry.statements and isinstance(s.value, Person):
            names |= {s.value.name} if s.value.name and s.value.role == entry.role else set()
    return names


def ages_of(record: Record, entry: PersonEntry, name: str) -> tuple[int, ...]:
    """Return the ages that are told of a person by a name."""
    told = [s.value for s in record.statements if isinstance(s.value, Person)]
    ages = {t.age for t in told if t.name == name and t.role == entry.role and t.age is not None}
    if name == entry.name and entry.age is not None:
        ages.add(entry.age)
    return tuple(sorted(ages))


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


def _uncharged(record: Record, entry: PersonEntry, accounts: Mapping[str, Account]) -> bool:
    """Tell of somebody accused, or of somebody without another part whom the words make so."""
    if _ANSWERED & set(entry.outcomes):
        return False
    if entry.role in ("suspect", "accessory"):
        return True
    told = [s for s in record.statements if s.id in entry.statements]
    return entry.role == "other" and any(_sought(s, accounts) for s in told)


def _dead(entry: PersonEntry) -> bool:
    """Somebody of whom only wounds are told has kin who can visit; in doubt, it is a death."""
    if entry.role not in ("victim", "officer"):
        return False
    return bool(_DEAD & set(entry.outcomes)) or not entry.outcomes


def _last_untold(record: Record, accounts: Mapping[str, Account]) -> dt.datetime | None:
    """Return when an account last said that a family had not been told, if one did.

    The accounts' own text is searched as well, so that nothing hangs on what the reader made of it.
    """
    said = [
        s.account
        for s in record.statements
        if isinstance(s.value, Unknown)
        and s.field in ("name", "person")
        and (_KIN.search(s.value.because or "") or _KIN.search(_words(s, accounts)))
    ]
    said += [account.id for account in accounts.values() if _UNTOLD.search(account.text)]
    return max((_published(accounts.get(account)) for account in said), default=None)


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


def _sought(statement: Statement, accounts: Mapping[str, Account]) -> bool:
    account = accounts.get(statement.account)
    span = statement.evidence[0] if statement.evidence else None
    if account is None or not isinstance(span, Span):
        return False
    text = account.title if span.part == "title" else account.text
    before = text[max(0, span.start - _BESIDE) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _BESIDE].partition("\n")[0]
    return bool(_SOUGHT_BEFORE.search(before) or _SOUGHT_AFTER.match(after))
