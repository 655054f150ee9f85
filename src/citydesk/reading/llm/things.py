"""Claims of the other things: kinds, charges, vehicles, what is said to be unknown, and so on.

Where the built-in reader has a grammar of a thing, the words must satisfy it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from citydesk.model import Mention, Span, Text, Unknown, Value
from citydesk.reading.llm.claims import Claim
from citydesk.reading.llm.ground import Ground, touch
from citydesk.reading.things import objects, people
from citydesk.reading.things.kinds import hits
from citydesk.reading.things.lexicon import offence_pattern
from citydesk.reading.things.told import Line
from citydesk.reading.things.unknowns import unknowns

__all__ = ["charge_of", "found_by", "kind_of", "phrase_of", "unknown_of"]

Made = tuple[Value, Span]
LONGEST_PHRASE = 200  # characters of a motive, a topic or a reason


def kind_of(claim: Claim, ground: Ground) -> Made | None:
    """Return the kind that the claim's label names, where a phrase for it stands in the quote."""
    line = ground.line(claim.spans[0])
    for hit in hits([line]) if line and claim.label else ():
        span = line.span(hit.start, hit.end) if line else claim.spans[0]
        if hit.kind == claim.label and touch(span, claim.spans[:1]):
            return Text(text=hit.kind), span
    return None


def found_by(finder: Callable[[Line], Iterator[Mention]]) -> Callable[[Claim, Ground], Made | None]:
    """Return a resolver: what a finder of the built-in reader finds in the claim's words."""

    def resolve(claim: Claim, ground: Ground) -> Made | None:
        named = claim.parts.get("words", claim.spans[0])
        line = ground.line(named)
        for mention in finder(line) if line else ():
            if mention.value is not None and touch(mention.spans[0], [named]):
                return mention.value, mention.spans[0]
        return None

    return resolve


def charge_of(claim: Claim, ground: Ground) -> Made | None:
    """Return the first offence that the claim's words name."""
    named = claim.parts.get("words", claim.spans[0])
    words = ground.words(named)
    match = offence_pattern().search(words)
    if match is None:
        return None
    span = Span(start=named.start + match.start(), end=named.start + match.end(), part=named.part)
    return Text(text=match[0].lower()), span


def phrase_of(claim: Claim, ground: Ground) -> Made | None:
    """Return the words that the claim calls the value (a motive), as they stand."""
    named = claim.parts.get("words", claim.spans[0])
    if named.end - named.start > LONGEST_PHRASE:
        return None
    return Text(text=" ".join(ground.words(named).split())), named


def unknown_of(claim: Claim, ground: Ground) -> Made | None:
    """Return what is said not to be known: as the built-in reader reads it, or about its words."""
    line = ground.line(claim.spans[0])
    for mention in unknowns(line) if line else ():
        same = mention.field == claim.field and touch(mention.spans[0], claim.spans[:1])
        if same and mention.value is not None:
            return mention.value, mention.spans[0]
    about, because = _phrase("about", claim, ground), _phrase("because", claim, ground)
    if about is None or claim.label is None:
        return None
    what: Any = claim.label
    return Unknown(what=what, about=about, because=because), claim.spans[0]


def _phrase(part: str, claim: Claim, ground: Ground) -> str | None:
    span = claim.parts.get(part)
    if span is None or span.end - span.start > LONGEST_PHRASE:
        return None
    return " ".join(ground.words(span).split())


conditions = found_by(people.conditions)
returned_fire = found_by(people.returned_fire)
vehicles = found_by(objects.vehicles)
weapons = found_by(objects.weapons)
