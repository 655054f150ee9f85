"""Why a value is preferred, in one plain sentence or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.fusing.fields import Rule
from citydesk.fusing.sources import POLICE, count_sources, independent, sources_behind
from citydesk.fusing.testimony import STANDING, Testimony
from citydesk.words import joined, number_words, speaker_words, under_heading

__all__ = ["per", "reason", "teller", "unbelieved"]

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
        parts = ["No account reports any."]
    if chosen.preferred:
        parts.append("An editor prefers it.")
    elif against:
        parts.append(f"Preferred to {_short(against)}: {_why(support, against, weighed)}.")
    if older:
        parts.append(f"Updates {_short(older)}.")
    denied = [t for t in others if verdicts[t.id] == "denied"]
    back = [t for t in denied if "retracted" in t.marks and not t.rejected]
    for found, words in (
        ([t for t in denied if t not in back], "Denied or rejected"),
        (back, "Withdrawn since"),
    ):
        if found:
            parts.append(f"{words}: {_short(found)}.")
    doubted = [t for t in others if verdicts[t.id] == "implausible"]
    return " ".join([*parts, *([unbelieved(doubted)] if doubted else [])])


def unbelieved(told: Sequence[Testimony]) -> str:
    """Return what cannot be, and why."""
    reasons = dict.fromkeys(t.marks["implausible"] for t in told)
    return f"Implausible: {_short(told)}: {joined(list(reasons))}."


def _short(told: Sequence[Testimony]) -> str:
    """Return other values in a few words; those that do not fit are counted."""
    values = _values(told)
    more = len(values) - MOST_VALUES
    if more > 0:
        values = [*values[:MOST_VALUES], f"{number_words(more)} more"]
    return joined(values)


def per(told: Testimony) -> str:
    """Return on whose word it rests: "per KXTO", or "per Gwen Sadowski (The Ledger)"."""
    chain = told.statement.attribution.speakers
    return f"per {told.outlet if len(chain) == 1 else f'{speaker_words(chain[0])} ({told.outlet})'}"


def teller(told: Testimony) -> str:
    """Return who tells it: "KXTO", or "The Ledger, per Gwen Sadowski"."""
    chain = told.statement.attribution.speakers
    return told.outlet if len(chain) == 1 else f"{told.outlet}, per {speaker_words(chain[0])}"


def _agreement(support: Sequence[Testimony]) -> str:
    outlets = sorted({t.outlet for t in support})
    sources = sources_behind((t.source, t.voice, t.origin) for t in support)
    several = len(outlets) > MOST_NAMED
    named = joined([*outlets[:MOST_NAMED], "others"] if several else outlets)
    if sources > 1:
        through = f"in {named}" if len(outlets) > 1 else f"all in {named}"
        return f"{number_words(sources).capitalize()} independent sources agree, {through}."
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
    return f"{number_words(len(outlets)).capitalize()} outlets, {from_whom}: {named}."


def _partial(support: Sequence[Testimony]) -> list[str]:
    """Return that nobody but parties to the incident tells a value, where that is so."""
    tellers = independent((t.source, t.voice) for t in support)
    parties = {t.source for t in support if "party" in t.marks}
    if not parties or not tellers <= parties:
        return []
    return [f"Reported only by {'a party' if len(tellers) == 1 else 'parties'} to the incident."]


def _values(told: Sequence[Testimony]) -> list[str]:
    """Return other values with who tells them, each value once."""
    found: dict[str, list[str]] = {}
    for each in told:
        tellers = found.setdefault(under_heading(each.value), [])
        if teller(each) not in tellers:
            tellers.append(teller(each))
    return [f"{words} ({'; '.join(names[:MOST_NAMED])})" for words, names in found.items()]


def _why(support: Sequence[Testimony], against: Sequence[Testimony], weighed: bool) -> str:
    ours, theirs = ([(t.source, t.voice) for t in told] for told in (support, against))
    if count_sources(ours) > count_sources(theirs):
        return "more sources say so"
    if not weighed and _standing(support) > _standing(against):
        party = all("party" in t.marks for t in support if _standing([t]) == _standing(support))
        return "its source is closer to the event" + (", though a party to it" if party else "")
    if max(t.order for t in support) > max(t.order for t in against):
        return "it is the later report"
    return (
        "it fits the counts of all accounts best" if weighed else "its wording is the most explicit"
    )


def _standing(told: Sequence[Testimony]) -> float:
    return max(STANDING[t.statement.attribution.speaker.kind] for t in told)
