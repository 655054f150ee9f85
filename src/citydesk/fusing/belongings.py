"""Charges, conditions and hospitals hang on the person of whom a sentence tells them.

An account says of somebody that he was arrested, and in the same sentence what he is charged with;
that a woman was hurt, and how she is. A finding is somebody's where most of its statements stand in
one sentence with what became of that person, or where nobody else is there whose it can be.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from citydesk.fusing.testimony import Testimony
from citydesk.model import Account, Finding, Outcome, PersonEntry, Span

__all__ = ["belonging", "outlived"]

OF = {
    "charge": frozenset({"arrested", "charged", "convicted"}),
    "condition": frozenset({"injured", "killed", "died later"}),
}
"""Field -> what must have become of somebody whose it is."""
DEAD = frozenset({"killed", "died later"})
APART = 300  # characters that one sentence may have between two things it tells
NEAR = 60  # characters before a fact in which "the woman" says whose it is
NOUNS = {
    "woman": ("female", False), "man": ("male", False), "girl": ("female", True),
    "boy": ("male", True),
}  # fmt: skip
_NOUN = re.compile(r"\bthe (?:\w+ )?(woman|man|girl|boy)\b")
_STOP = re.compile(r"[.!?][”\"']?\s+(?=[A-Z“\"])|\n")


def belonging(
    people: Sequence[PersonEntry],
    findings: Sequence[Finding],
    told: Mapping[str, Testimony],
    accounts: Mapping[str, Account],
) -> tuple[PersonEntry, ...]:
    """Return the people, each with the findings, by field and key, that are theirs."""
    owned: dict[int, list[tuple[str, str]]] = {number: [] for number in range(len(people))}
    for finding in findings:
        if finding.field in OF and finding.value is not None:
            owner = _owner(finding, people, told, accounts)
            if owner is not None:
                owned[owner].append((finding.field, finding.key))
    return tuple(
        dataclasses.replace(entry, owns=tuple(owned[number])) if owned[number] else entry
        for number, entry in enumerate(people)
    )


def outlived(people: Sequence[PersonEntry], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings where nobody's condition outlives him: it was true once."""
    over = {
        own for p in people if DEAD & set(p.outcomes) for own in p.owns if own[0] == "condition"
    }
    return tuple(
        dataclasses.replace(f, status="superseded", reason=f"{f.reason} The person has died since.")
        if (f.field, f.key) in over and f.status in ("settled", "single-source", "contested")
        else f
        for f in findings
    )


def _owner(
    finding: Finding,
    people: Sequence[PersonEntry],
    told: Mapping[str, Testimony],
    accounts: Mapping[str, Account],
) -> int | None:
    able = [n for n, entry in enumerate(people) if OF[finding.field] & set(entry.outcomes)]
    beside = Counter[int]()
    for each in (told[s] for s in finding.statements if s in told):
        nearest = _nearest(each, able, people, told, accounts[each.statement.account])
        beside.update([nearest] if nearest is not None else [])
    if not beside:
        support = (told[s] for s in finding.statements if s in told)
        beside.update(n for each in support for n in _meant(each, able, people, accounts))
    if beside:
        return beside.most_common(1)[0][0]
    return able[0] if len(able) == 1 else None


def _meant(
    fact: Testimony,
    able: Sequence[int],
    people: Sequence[PersonEntry],
    accounts: Mapping[str, Account],
) -> list[int]:
    """Return the only person whom "the woman" before a fact can mean, if there is one."""
    span = fact.statement.evidence[0]
    text = accounts[fact.statement.account].text if span.part == "text" else ""
    sentence = _STOP.split(text[max(0, span.start - NEAR) : span.start])[-1]
    before = _NOUN.findall(sentence.lower()) if sentence else []
    if not before:
        return []
    gender, minor = NOUNS[before[-1]]
    found = [n for n in able if people[n].gender == gender and people[n].minor == minor]
    return found if len(found) == 1 else []


def _nearest(
    fact: Testimony,
    able: Collection[int],
    people: Sequence[PersonEntry],
    told: Mapping[str, Testimony],
    account: Account,
) -> int | None:
    """Return the person of whom the same sentence tells an outcome, the nearest before others."""
    found: list[tuple[int, int]] = []
    for number in able:
        own = (told[s] for s in people[number].statements if s in told)
        for each in own:
            same = each.statement.account == account.id and isinstance(each.value, Outcome)
            gap = _gap(fact.statement.evidence, each.statement.evidence, account) if same else None
            if gap is not None:
                found.append((gap, number))
    return min(found)[1] if found else None


def _gap(one: Sequence[Span], other: Sequence[Span], account: Account) -> int | None:
    """Return how many characters lie between two pieces of evidence; None across sentences."""
    gaps = []
    for a in one:
        for b in other:
            first, second = (a, b) if a.start <= b.start else (b, a)
            gap = second.start - first.end
            within = a.part == b.part == "text" and gap <= APART
            if within and not _STOP.search(account.text, first.end, max(first.end, second.start)):
                gaps.append(max(gap, 0))
    return min(gaps, default=None)
