"""A reply becomes mentions with values, and a list of what was dropped and why.

The claims of a reply point at words; a resolver of their field reads the words. A claim whose words
hold no value of its field is dropped, whatever the model said that they mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from citydesk.fields import field_of
from citydesk.model import (
    Count,
    Event,
    Mention,
    Outcome,
    Person,
    Place,
    Rejection,
    Span,
    Text,
    Time,
    Value,
)
from citydesk.reading.context import Context
from citydesk.reading.llm import people, things
from citydesk.reading.llm.claims import Claim, claims_of
from citydesk.reading.llm.ground import Ground
from citydesk.reading.llm.places import hospital_of, place_of
from citydesk.reading.llm.times import event_of, main_day, time_of
from citydesk.reading.parsed import Parsed

__all__ = ["Proposal", "parse"]

SUREST, LESS, LEAST = 0.9, 0.1, 0.4
"""The probability of a field's first claim, what each further one has less, and the least of all.

A model is not asked for probabilities, because what it says of them is made up.
"""
Spans = Span | tuple[Span, ...]
Resolver = Callable[[Claim, Ground], tuple[Value, Spans] | None]
RESOLVERS: dict[str, Resolver] = {
    "hospital": hospital_of,
    "kind": things.kind_of,
    "charge": things.charge_of,
    "vehicle": things.vehicles,
    "weapon": things.weapons,
    "condition": things.conditions,
    "returned_fire": things.returned_fire,
}
"""What reads the words of the claims of fields that have a grammar of their own."""
OF_CLASS: dict[type, Resolver] = {
    Time: time_of,
    Event: event_of,
    Place: place_of,
    Count: people.count_of,
    Person: people.person_of,
    Outcome: people.outcome_of,
    Text: things.phrase_of,
}
"""What reads the words of the claims of the other fields, by the class of their values."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model's reply about one account is worth: its mentions, and what was dropped."""

    mentions: tuple[Mention, ...]
    dropped: tuple[Rejection, ...]


def parse(reply: str, parsed: Parsed, context: Context) -> Proposal:
    """Return what a reply proposes about an account. A pure function of what it is given.

    Raises `NoClaims` for a reply that is not of the form that was asked for.
    """
    claims, dropped = claims_of(reply, parsed.account)
    ground = Ground(parsed, context)
    ground.main = main_day(claims, ground)
    mentions: dict[Mention, Mention] = {}  # what is claimed twice counts once
    for claim in claims:
        mention = _mention(claim, ground)
        if mention is not None:
            mentions.setdefault(replace(mention, probability=0.0), mention)
            continue
        words = " … ".join(ground.words(span) for span in claim.spans)
        reason = f"no {claim.field} can be read from the words"
        dropped.append(
            Rejection(account=parsed.account.id, field=claim.field, words=words, reason=reason)
        )
    return Proposal(tuple(mentions.values()), tuple(dropped))


def _resolver(name: str) -> Resolver | None:
    field = field_of(name)
    return None if field.only_unknown else RESOLVERS.get(name) or OF_CLASS.get(field.holds)


def _mention(claim: Claim, ground: Ground) -> Mention | None:
    unknown = claim.certainty == "unknown"
    resolve = things.unknown_of if unknown else _resolver(claim.field)
    made = resolve(claim, ground) if resolve else None
    if made is None:
        return None
    value, where = made
    own = where if isinstance(where, tuple) else (where,)
    return Mention(
        field=claim.field,
        spans=tuple(dict.fromkeys((*own, *claim.spans))),
        value=value,
        speaker=claim.speaker,
        certainty=claim.certainty if claim.certainty != "asserted" else None,
        report=ground.report(claim.spans[0]) if claim.background else 0,
        background=claim.background,
        probability=round(max(LEAST, SUREST - LESS * claim.order), 2),
    )
