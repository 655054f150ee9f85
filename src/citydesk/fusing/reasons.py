"""Why a value is preferred, in one plain sentence or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.fusing.fields import Rule
from citydesk.fusing.sources import POLICE, count_sources, independent
from citydesk.fusing.testimony import STANDING, Testimony
from citydesk.fusing.words import joined, number

__all__ = ["reason", "teller", "unbelieved"]

MOST_NAMED = 3
MOST_VALUES = 2


def reason(
    rule: Rule,
    chosen: Testimony,
    support: Sequence[Testimony],
    *,
    others: Sequence[Testimony],
    verdicts: Mapping[str, str],
    weighed: bool = False,
) -> str:
    """Return why the chosen statement's value is preferred and what stands against it.

    `weighed` says that all accounts' counts were weighed together, and not voted on one by one.
    """
    against = [t for t in others if verdicts[t.id] == "conflicts"]
    older = [t for t in others if verdicts[t.id] == "superseded"]
    parts = [_agreement(support), *_partial(support)]
    if rule.silent(chosen.value) and not against:
        parts = ["No account tells of any."]
    if chosen.preferred:
        parts.append("An editor prefers it.")
    elif against:
        parts.append(f"Preferred to {_short(rule, against)}: {_why(support, against, weighed)}.")
    if older:
        parts.append(f"Replaces {_short(rule, older)}.")
    denied = [t for t in others if verdicts[t.id] == "denied"]
    back = [t for t in denied if "retracted" in t.marks and not t.rejected]
    for found, words in (
        ([t for t in denied if t not in back], "Denied or rejected"),
        (back, "Taken back since"),
    ):
        if found:
            parts.append(f"{words}: {_short(rule, found)}.")
    doubted = [t for t in others if verdicts[t.id] == "implausible"]
    return " ".join([*parts, *([unbelieved(rule, doubted)] if doubted else [])])


def unbelieved(rule: Rule, told: Sequence[Testimony]) -> str:
    """Return what cannot be, and why."""
    reasons = dict.fromkeys(t.marks["implausible"] for t in told)
    return f"Not plausible: {_short(rule, told)}: {joined(list(reasons))}."


def _short(rule: Rule, told: Sequence[Testimony]) -> str:
    """Return other values in a few words; those that do not fit are counted."""
    values = _values(rule, told)
    more = len(values) - MOST_VALUES
    if more > 0:
        values = [*values[:MOST_VALUES], f"{number(more)} more"]
    return joined(values)


def teller(told: Testimony) -> str:
    """Return who tells it: "KXTO", or "The Ledger, citing Gwen Sadowski"."""
    chain = told.statement.attribution.speakers
    return told.outlet if len(chain) == 1 else f"{told.outlet}, citing {chain[0].name}"


def _agreement(support: Sequence[Testimony]) -> str:
    outlets = sorted({t.outlet for t in support})
    sources = count_sources((t.source, t.voice) for t in support)
    several = len(outlets) > MOST_NAMED
    named = joined([*outlets[:MOST_NAMED], "others"] if several else outlets)
    if sources > 1:
        through = f"in {named}" if len(outlets) > 1 else f"all in {named}"
        return f"{number(sources).capitalize()} independent sources agree, {through}."
    if len(outlets) == 1:
        return f"Only {teller(support[0])}."
    quoted = sorted(
        {t.statement.attribution.speaker.name for t in support if t.statement.attribution.hand > 1}
    )
    both = "both" if len(outlets) == 2 else "all"
    speaker = quoted[0] if quoted else ""
    if any(t.source == POLICE for t in support):  # its officers and its releases are one source
        speaker = "the police"
    from_whom = f"{both} from {speaker}" if speaker else "one of them the origin"
    return f"{number(len(outlets)).capitalize()} outlets, {from_whom}: {named}."


def _partial(support: Sequence[Testimony]) -> list[str]:
    """Return that nobody but parties to the incident tells a value, where that is so."""
    tellers = independent((t.source, t.voice) for t in support)
    parties = {t.source for t in support if "party" in t.marks}
    if not parties or not tellers <= parties:
        return []
    return [f"Told only by {'a party' if len(tellers) == 1 else 'parties'} to the incident."]


def _values(rule: Rule, told: Sequence[Testimony]) -> list[str]:
    """Return other values with who tells them, each value once."""
    found: dict[str, list[str]] = {}
    for each in told:
        tellers = found.setdefault(rule.words(each.value), [])
        if teller(each) not in tellers:
            tellers.append(teller(each))
    return [f"{words} ({'; '.join(names[:MOST_NAMED])})" for words, names in found.items()]


def _why(support: Sequence[Testimony], against: Sequence[Testimony], weighed: bool) -> str:
    ours, theirs = ([(t.source, t.voice) for t in told] for told in (support, against))
    if count_sources(ours) > count_sources(theirs):
        return "more sources say so"
    if not weighed and _standing(support) > _standing(against):
        party = all("party" in t.marks for t in support if _standing([t]) == _standing(support))
        return "the speaker is better placed to know" + (", though a party to it" if party else "")
    if max(t.order for t in support) > max(t.order for t in against):
        return "it is the later word"
    return "it fits best what all accounts count" if weighed else "it is told most clearly"


def _standing(told: Sequence[Testimony]) -> float:
    return max(STANDING[t.statement.attribution.speaker.kind] for t in told)
