"""Why a value is preferred, in one plain sentence or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.record.fields import Rule
from citydesk.record.sources import count_sources
from citydesk.record.told import STANDING, Told
from citydesk.record.words import joined, number

__all__ = ["reason", "teller"]

MOST_NAMED = 3


def reason(
    rule: Rule,
    chosen: Told,
    support: Sequence[Told],
    *,
    others: Sequence[Told],
    verdicts: Mapping[str, str],
) -> str:
    """Return why the chosen statement's value is preferred and what stands against it."""
    against = [t for t in others if verdicts[t.id] == "conflicts"]
    older = [t for t in others if verdicts[t.id] == "superseded"]
    parts = [_agreement(support)]
    if chosen.preferred:
        parts.append("An editor prefers it.")
    elif against:
        values = joined(_values(rule, against))
        parts.append(
            f"Told differently: {values}. It comes first because {_why(support, against)}."
        )
    if older:
        parts.append(f"It replaces what was told before: {joined(_values(rule, older))}.")
    sources = {t.source for t in support}
    agreeing = [t for t in others if verdicts[t.id] == "coarser" and t.source not in sources]
    count = count_sources((t.source, t.voice) for t in agreeing)
    if count:
        verb = "agrees" if count == 1 else "agree"
        parts.append(f"{number(count).capitalize()} more {verb} as far as {_they(count)}.")
    for verdict, words in (("denied", "Denied or rejected"), ("implausible", "Not plausible")):
        found = [t for t in others if verdicts[t.id] == verdict]
        if found:
            parts.append(f"{words}: {joined(_values(rule, found))}.")
    return " ".join(parts)


def teller(told: Told) -> str:
    """Return who tells it: "KRON", or "SFist, citing Darren Allison"."""
    chain = told.statement.attribution.speakers
    return told.outlet if len(chain) == 1 else f"{told.outlet}, citing {chain[0].name}"


def _agreement(support: Sequence[Told]) -> str:
    outlets = sorted({t.outlet for t in support})
    sources = count_sources((t.source, t.voice) for t in support)
    named = joined(outlets[:MOST_NAMED]) + (" and others" if len(outlets) > MOST_NAMED else "")
    if sources > 1:
        return f"{number(sources).capitalize()} independent sources agree, told by {named}."
    if len(outlets) == 1:
        return f"One source only: {teller(support[0])}."
    quoted = sorted(
        {t.statement.attribution.speaker.name for t in support if t.statement.attribution.hand > 1}
    )
    if quoted:
        both = "both" if len(outlets) == 2 else "all"
        return f"{number(len(outlets)).capitalize()} outlets, {both} from {quoted[0]}: {named}."
    return f"{number(len(outlets)).capitalize()} outlets, one of them the origin: {named}."


def _values(rule: Rule, told: Sequence[Told]) -> list[str]:
    """Return other values with who tells them, each value once."""
    found: dict[str, list[str]] = {}
    for each in told:
        tellers = found.setdefault(rule.words(each.value), [])
        if teller(each) not in tellers:
            tellers.append(teller(each))
    return [f"{words} ({'; '.join(names[:MOST_NAMED])})" for words, names in found.items()]


def _why(support: Sequence[Told], against: Sequence[Told]) -> str:
    ours, theirs = ([(t.source, t.voice) for t in told] for told in (support, against))
    if count_sources(ours) > count_sources(theirs):
        return "more independent sources tell it"
    if _standing(support) > _standing(against):
        return "its source is in a better position to know"
    if max(t.order for t in support) > max(t.order for t in against):
        return "it is the later word"
    return "its words are the clearest"


def _standing(told: Sequence[Told]) -> float:
    return max(STANDING[t.statement.attribution.speaker.kind] for t in told)


def _they(count: int) -> str:
    return "it goes" if count == 1 else "they go"
