"""An editor's word becomes judgements: the same ones from the command, the desk and the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast, get_args, get_type_hints

from citydesk.base.errors import NotFound, UsageError
from citydesk.base.identity import content_id
from citydesk.base.judgements import CLEARED
from citydesk.model import Judgement
from citydesk.store import Store

__all__ = [
    "LONGEST_WHY", "VERBS", "judgement", "of_incident", "one_decision", "pair",
    "people", "split", "together",
]  # fmt: skip

VERBS: tuple[str, ...] = get_args(get_type_hints(Judgement)["verb"])
LONGEST_WHY = 2_000  # characters of a reason
LONGEST_HEADLINE = 200


def judgement(
    verb: str, subject: str, second: str | None = None, *, who: str, at: dt.datetime, why: str
) -> Judgement:
    """Return a decision; raise `UsageError` where it has no reason or the verb is none.

    What is decided is said by ids, as `Judgement` has them; whether they exist is for the store.
    """
    if verb not in VERBS:
        raise UsageError(f"{verb!r} cannot be decided: it is one of {', '.join(VERBS)}")
    if not why.strip():
        raise UsageError("say why: a decision needs a reason for those who come later")
    if len(why) > LONGEST_WHY:
        raise UsageError(f"a reason has at most {LONGEST_WHY:,} characters")
    return Judgement(
        id=content_id(verb, subject, second, who, at, why),
        verb=cast("Any", verb),
        subject=subject,
        object=second,
        who=who,
        at=at,
        why=why,
    )


def pair(one: str, other: str) -> tuple[str, str]:
    """Return two reports in the order in which they are kept; raise `UsageError` for the same."""
    if one == other:
        raise UsageError(f"{one} is one and the same report")
    return (one, other) if one < other else (other, one)


def people(one: str, other: str) -> tuple[str, str]:
    """Return two statements about people, to be judged of one person or of two.

    What else is told of either follows the one that it is more like. Raises `UsageError` for the
    same statement twice.
    """
    if one == other:
        raise UsageError(f"{one} is one and the same statement")
    return one, other


def of_incident(store: Store, verb: str, incident: str, what: str) -> tuple[str, str]:
    """Return what is decided of an incident: a headline, or what to clear ("vehicle:gray car").

    Raises `NotFound` for no incident, `UsageError` for what cannot be decided there.
    """
    own, words = store.resolve(incident), " ".join(what.split())
    if verb == "headline" and not 0 < len(words) <= LONGEST_HEADLINE:
        raise UsageError(f"a headline has 1 to {LONGEST_HEADLINE} characters")
    if verb == "clear":
        keys = [f"{f.field}:{f.key}" for f in store.record(own).findings if f.field in CLEARED]
        if words not in keys:
            there = ", ".join(keys) or "nothing of that kind"
            raise UsageError(f"{words!r} is not in this record: there is {there}")
    return own, words


def together(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs to be judged the same so that some reports and others are one incident.

    All of them are tied to the first: of two incidents that an editor puts together no report falls
    out because it fits the other half badly.
    """
    first, *rest = one
    return [pair(first, each) for each in dict.fromkeys((*rest, *other))]


def one_decision(one: Judgement, other: Judgement) -> bool:
    """Tell whether two judgements were made as one: a split, or two incidents put together."""
    pairs = one.verb == other.verb and one.verb in ("same", "different")
    return one.id == other.id or (
        pairs and (one.who, one.at, one.why) == (other.who, other.at, other.why)
    )


def split(store: Store, report: str) -> list[tuple[str, str]]:
    """Return the pairs to be judged different so that a report leaves its incident for itself.

    Raises `NotFound` where it is in none, `UsageError` where nothing else is in it.
    """
    homes = store.incidents_of([report])
    if not homes:
        raise NotFound(f"{report} belongs to no incident")
    others = [each for each in store.incident(homes[0]).reports if each != report]
    if not others:
        raise UsageError(f"{report} is alone in its incident: there is nothing to split off")
    return [pair(report, each) for each in others]
