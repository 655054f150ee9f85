"""Finds how many were killed and injured.

    sentences ─ words ─ groups of people ─ claims ─ what is told ─ candidates ─ the most probable

Grammar proposes ("two people were shot, one fatally"), a trained model weighs all that the account
tells, and the number that it believes is given with the words that it rests on, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from citydesk.model import Count, Mention, Span
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.solid import speaker_of
from citydesk.reading.sure import sure
from citydesk.reading.toll.claims import Claim, claims
from citydesk.reading.toll.decide import marginal, weigh
from citydesk.reading.toll.evidence import SIDES, ground, spans
from citydesk.reading.toll.reading import LONGEST, read_told
from citydesk.reading.toll.tokens import words
from citydesk.reading.toll.told import Told
from citydesk.reading.toll.vague import told_vaguely

__all__ = ["find"]

WORTH = 0.15
"""A second number is told beside the best one when it is at least so probable and has its words."""
IMPLIED = 0.95
"""A number that the words only imply is never held for surer than this."""
ELSEWHERE = 0.7


def find(parsed: Parsed, context: Context, people: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of `killed` and `injured`; `people` are the people finder's mentions."""
    told = read_told(parsed, context, people)
    found = list(_mentions(parsed, told, context)) if told.claims else []
    return [*found, *_elsewhere(parsed, context)]


def _mentions(parsed: Parsed, told: Told, context: Context) -> Iterator[Mention]:
    weighed = weigh(told)
    numbers = [marginal(weighed, side) for side in (0, 1)]
    best = [max(number, key=lambda v: number[v]) for number in numbers]
    for side in (0, 1):
        for value, probability in numbers[side].items():
            chosen = value == best[side]
            if not chosen and (probability < WORTH or not value or not best[side]):
                continue
            base = ground(told, side, value, best[1 - side])
            if base is None or not (chosen or base.told):
                continue
            loose = chosen and not base.told
            if loose and (some := told_vaguely(parsed, told, side, best)):
                held = sure(SIDES[side], probability)
                count = Count(low=some.low, high=None)
                yield Mention(field=SIDES[side], spans=some.spans, value=count, probability=held)
                break
            held = sure(SIDES[side], probability)
            mention = Mention(
                field=SIDES[side],
                spans=spans(parsed, base.claims),
                value=base.as_count(value),
                probability=held if base.told else min(held, IMPLIED),
            )
            yield mention
            if base.told and value:
                direct = [c for _, c in told.claims if (c.kind, c.count) == (SIDES[side], value)]
                yield from _by_others(mention, direct, parsed, context)


def _by_others(
    mention: Mention, claims: Sequence[Claim], parsed: Parsed, context: Context
) -> Iterator[Mention]:
    """Yield the same number again, once for every other speaker who tells it outright."""
    heard = {_speaker(mention.spans[0], context)}
    for claim in claims:
        where = spans(parsed, [claim])
        speaker = _speaker(where[0], context)
        if speaker is not None and speaker not in heard:
            heard.add(speaker)
            value = Count(low=claim.count or 0, high=claim.count if claim.exact else None)
            yield replace(mention, spans=where, value=value)


def _speaker(span: Span, context: Context) -> str | None:
    said = speaker_of(context.said, span)
    return said.attribution.speaker.name if said else None


def _elsewhere(parsed: Parsed, context: Context) -> Iterator[Mention]:
    """Yield the tolls that sentences about other incidents tell outright."""
    seen: set[tuple[int, str]] = set()
    for index, report in sorted(context.report.items()):
        if not report or index in context.furniture or index >= len(parsed.sentences):
            continue
        sentence = parsed.sentences[index]
        for claim in claims(words(sentence.text[:LONGEST]), index, sentence.part == "title"):
            known = (report, claim.kind)
            if claim.kind not in SIDES or not claim.count or known in seen:
                continue
            seen.add(known)
            yield Mention(
                field=claim.kind,
                spans=spans(parsed, [claim]),
                value=Count(low=claim.count, high=claim.count if claim.exact else None),
                report=report,
                background=index in context.background,
                probability=ELSEWHERE,
            )
