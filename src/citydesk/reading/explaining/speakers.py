"""Who says each sentence: somebody whom its words name, or the outlet itself.

Whether somebody else says it is weighed by trained weights; who that is, rules say: the subject of
the verb of saying, or else whoever the quotation goes back to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from citydesk.model import Text, quote
from citydesk.reading.attribution.cast import Cast
from citydesk.reading.attribution.decide import THRESHOLD, features, probability
from citydesk.reading.attribution.passages import Look, assign, look
from citydesk.reading.context import Context, Said
from citydesk.reading.explaining.considered import Considered, Verdict, parts_of, told
from citydesk.reading.explaining.wording import says
from citydesk.reading.parsed import Parsed
from citydesk.reading.weights import load

PARTS: tuple[Literal["title", "text"], ...] = ("title", "text")
UNLIKELY = 0.05
"""Sentences that name nobody and are less likely said by somebody are left out."""
HOW = {
    "cue": "named beside a verb of saying",
    "block": "a statement announced before it",
    "continued": "the quotation goes on",
    "ahead": "named after the quotation",
    "met": "the person just met",
    "paragraph": "who speaks in this paragraph",
    "previous": "who spoke just before",
    "far": "who spoke last",
}
SIGNED = "by a rule: a signed post, or a further speaker within the sentence"


def speakers(parsed: Parsed, context: Context) -> list[Considered]:
    """Return, sentence by sentence, who may say it."""
    account = parsed.account
    cast = Cast(f"{account.title}\n{account.text}")
    out: list[Considered] = []
    for part in PARTS:
        looks = look(parsed, part, context.furniture)
        cast.begin()
        assign(looks, cast)
        for place, each in enumerate(looks):
            before = looks[place - 1] if place else None
            after = looks[place + 1] if place + 1 < len(looks) else None
            out += _sentence(parsed, each, (before, after), context)
    return out


def _sentence(
    parsed: Parsed, each: Look, around: tuple[Look | None, Look | None], context: Context
) -> Iterator[Considered]:
    sentence = each.sentence
    span = sentence.span(0, len(sentence.text))
    words = quote(parsed.account, span)
    chance = probability(each, *around)
    heard = [s.attribution.speaker.name for s in context.said if _within(s, each)]
    who = each.who.speaker.name if each.who else ""
    if not heard and (chance < UNLIKELY or not who):
        return
    parts = parts_of(load("attribution"), features(each, *around))
    reasons, rest, score = told(parts, says("attribution"))
    made = Considered(
        slot="speaker",
        key=str(sentence.index),
        value=Text(text=who),
        spans=(span,),
        words=words,
        probability=chance,
        verdict="chosen" if who in heard else "not believed",
        score=score,
        reasons=reasons,
        rest=rest,
        note=HOW.get(each.how, ""),
    )
    if who and chance >= UNLIKELY:
        yield made
    for name in dict.fromkeys(name for name in heard if name != who):
        value, note = Text(text=name), SIGNED
        yield replace(made, value=value, verdict="chosen", score=None, reasons=(), note=note)
    own = Text(text=parsed.account.outlet)
    verdict: Verdict = "not believed" if heard else "chosen"
    left = replace(made, value=own, probability=1.0 - chance, verdict=verdict, score=None)
    yield replace(left, reasons=(), rest=0.0, note=f"somebody else from {THRESHOLD:.0%} on")


def _within(said: Said, each: Look) -> bool:
    sentence = each.sentence
    return said.span.part == sentence.part and sentence.start <= said.span.start < sentence.end
