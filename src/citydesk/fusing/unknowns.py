"""What is said to be unknown becomes a finding and an open question, until a later word answers it.

An answer comes from another account that was surely out later. The question stays, closed, with
the statements that answered it and when they were out; the finding stays too, superseded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from citydesk.base.names import plain
from citydesk.fields import field_of
from citydesk.fusing.asking import question_text
from citydesk.fusing.offices import called_officer
from citydesk.fusing.reasons import per, teller
from citydesk.fusing.sources import sources_behind
from citydesk.fusing.testimony import Testimony
from citydesk.fusing.words import data
from citydesk.model import (
    Account,
    Count,
    Finding,
    Person,
    Question,
    Status,
    Thing,
    Time,
    Unknown,
)
from citydesk.words import NOT_REPORTED, capital

__all__ = ["unknowns"]

OFFICERS = frozenset({"officer", "officers", "deputy", "deputies", "trooper", "troopers"})
ROLES = {
    "suspect": ("suspect",),
    "shooter": ("suspect",),
    "gunman": ("suspect",),
}


VICTIM = "victim"
ONE = frozenset({"victim", "man", "woman", "boy", "girl", "person", "teen", "teenager", "child"})
"""Words for the one who was hit, where it was one."""
SPEAKS = frozenset({"witness", "relative", "bystander"})
NO_ACCOUNTS: Mapping[str, Account] = {}
OFFICIAL = frozenset({"official", "agency", "document"})
GENDERS = {"man": "male", "boy": "male", "woman": "female", "girl": "female"}


def unknowns(
    told: Sequence[Testimony],
    settled: Mapping[str, Sequence[Finding]],
    withheld: frozenset[str],
    accounts: Mapping[str, Account] = NO_ACCOUNTS,
) -> tuple[list[Finding], list[Question]]:
    """Return the findings and questions of what is said to be unknown.

    `settled` holds the findings of each field that has a value; `accounts` by id tell who is called
    an officer.
    """
    groups: dict[tuple[str, str], list[Testimony]] = defaultdict(list)
    alone = _one_hit(settled)
    for each in told:
        if isinstance(each.value, Unknown) and not each.rejected:
            field, about = each.statement.field, plain(each.value.about)
            groups[field, VICTIM if alone and field == "name" and about in ONE else about].append(
                each
            )
    findings: list[Finding] = []
    questions: list[Question] = []
    for (field, about), group in sorted(groups.items()):
        answers = _answers(field, about, group, told, accounts)
        beside = _beside(field, group, told)
        if field_of(field).question:
            questions.append(_question(field, group, answers, beside))
        own = field_of(field).only_unknown
        if own or field not in settled:
            key = about if own else ""
            status: Status = "superseded" if answers else "unknown"
            shown = "withheld" if field in withheld else status
            if key or not any(f.field == field for f in findings):
                findings.append(_finding(field, key, group, answers, shown))
    return findings, questions


def _one_hit(settled: Mapping[str, Sequence[Finding]]) -> bool:
    """Tell whether one was killed or hurt, so that "the man" and "the victim" are the same."""
    counts = [f.value for field in ("killed", "injured") for f in settled.get(field, ())]
    return sum(c.low for c in counts if isinstance(c, Count)) == 1


def _answers(
    field: str,
    about: str,
    asked: Sequence[Testimony],
    told: Sequence[Testimony],
    accounts: Mapping[str, Account],
) -> list[Testimony]:
    """Return what closes a question: out later, in another account, and an answer to just that."""
    since = min(t.order for t in asked)
    later = [t for t in _others(asked, told) if t.order > since]
    if field == "name" or (field == "suspects" and not about.endswith("s")):
        return _named(about, later, accounts)
    answers = [t for t in later if t.statement.field == field and _tells(t)]
    if field_of(field).official and any(_unknown(t).what == "not released" for t in asked):
        return [t for t in answers if t.statement.attribution.speaker.kind in OFFICIAL]
    return [] if field == "details" else answers


def _named(
    about: str, later: Sequence[Testimony], accounts: Mapping[str, Account]
) -> list[Testimony]:
    """Return who names them: one name answers for one, and several are wanted for several."""
    roles = next((r for word, r in ROLES.items() if word in about), ("victim", "officer"))
    gender = next((g for word, g in GENDERS.items() if word in about.split()), None)
    people = [t for t in later if isinstance(t.value, Person) and t.value.name]
    if OFFICERS & set(about.split()):
        named = [t for t in people if _an_officer(t, accounts)]
    else:
        named = [
            t
            for t in people
            if isinstance(t.value, Person)
            and t.value.role in roles
            and (gender is None or t.value.gender in (None, gender))
        ]
    names = {t.value.name for t in named if isinstance(t.value, Person)}
    return named if len(names) >= (2 if about.endswith("s") else 1) else []


def _an_officer(told: Testimony, accounts: Mapping[str, Account]) -> bool:
    """Tell whether somebody named is an officer of the incident, and not one who tells of it."""
    person = told.value
    if not isinstance(person, Person) or not person.name or person.role in SPEAKS:
        return False
    if person.role == "officer" or OFFICERS & set(plain(person.descriptor or "").split()):
        return True
    speaks = told.statement.attribution.speaker.name == person.name
    account = accounts.get(told.statement.account)
    return not speaks and account is not None and called_officer(person.name, account.text)


def _others(asked: Sequence[Testimony], told: Sequence[Testimony]) -> list[Testimony]:
    accounts = {t.statement.account for t in asked}
    return [
        t
        for t in told
        if t.statement.account not in accounts
        and not (t.unknown or t.denied or t.rejected or t.implausible)
    ]


def _beside(field: str, asked: Sequence[Testimony], told: Sequence[Testimony]) -> list[Testimony]:
    """Return what is told of a field by somebody else than who says that it is not known."""
    if not field_of(field).beside:
        return []
    own = {t.source for t in asked}
    police = data("questions")["police_vehicle"]
    return [
        t
        for t in told
        if t.statement.field == field
        and not (t.unknown or t.denied or t.rejected or t.implausible)
        and (t.source not in own or isinstance(t.value, Count))
        and not (isinstance(t.value, Thing) and set(plain(t.value.words).split()) & set(police))
        and t.value != NOT_REPORTED
    ]


def _tells(told: Testimony) -> bool:
    """Tell whether a value answers: a range does not say how many."""
    return not (isinstance(told.value, Count) and told.value.high != told.value.low)


def _question(
    field: str,
    asked: Sequence[Testimony],
    answers: Sequence[Testimony],
    beside: Sequence[Testimony],
) -> Question:
    return Question(
        text=question_text(field, asked, () if answers else beside),
        origin="said",
        field=field,
        statements=tuple(t.id for t in asked),
        asked=asked[0].published,
        answered_by=tuple(t.id for t in answers),
        closed=_closed(answers),
    )


def _closed(answers: Sequence[Testimony]) -> Time | None:
    return min(answers, key=lambda t: (t.order, t.id)).published if answers else None


def _finding(
    field: str, key: str, asked: Sequence[Testimony], answers: Sequence[Testimony], status: Status
) -> Finding:
    said = "; ".join(list(dict.fromkeys(per(t) for t in asked))[:3])
    sentence = f"{capital(_unknown(asked[0]).what)}, {said}."
    if answers:
        sentence += f" Reported since by {'; '.join(sorted({teller(t) for t in answers})[:3])}."
    return Finding(
        field=field,
        key=key,
        value=asked[0].value,
        status=status,
        reason="withheld by an editor" if status == "withheld" else sentence,
        statements=tuple(t.id for t in asked),
        sources=sources_behind((t.source, t.voice, t.origin) for t in asked),
        since=asked[0].published,
    )


def _unknown(told: Testimony) -> Unknown:
    if not isinstance(told.value, Unknown):
        raise TypeError(f"{told.id} does not say that something is unknown")
    return told.value
