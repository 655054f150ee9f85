"""The days that may be the incident's, as the finder weighs them, and the clocks told on the best.

A day's features are weighed by trained weights; among the clocks of that day a rule chooses, whose
worths are told as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Reason, Span, Statement, Time, quote
from citydesk.reading.context import Context
from citydesk.reading.explaining.considered import (
    Considered,
    Verdict,
    apart,
    best_of,
    parts_of,
    told,
)
from citydesk.reading.explaining.wording import says
from citydesk.reading.parsed import Parsed
from citydesk.reading.times import SURE
from citydesk.reading.times.candidates import candidates
from citydesk.reading.times.events import Step, aside, steps
from citydesk.reading.times.features import features
from citydesk.reading.times.incident import Ranked, rank
from citydesk.reading.times.intervals import span as stretch
from citydesk.reading.times.moment import LEAD, OWN_DAY, WORTH, worth
from citydesk.reading.times.story import traits
from citydesk.reading.times.telling import Found, gather, published_day, tell
from citydesk.reading.weights import load

UNSAID = "no words tell it: news is mostly of the last days"
RULE = "worths of a rule, not learned"


def days(parsed: Parsed, context: Context, made: Sequence[Statement]) -> list[Considered]:
    """Return the candidate days and the clocks of the best one; `made` are the main statements."""
    raw = gather(parsed)
    first = tell(parsed, raw=raw)
    now = published_day(parsed) or (first[0].time.start.date() if first else None)
    if now is None:
        return []
    every = candidates(first, now, dated=published_day(parsed) is not None)
    ranked = rank(parsed, first, now, context, most=len(every))
    if not ranked:
        return []
    story = traits(parsed, first, every, now)
    model = load("times")
    rows = apart([parts_of(model, features(c, every, now, context, story)) for c in every])
    parts = {c.day: row for c, row in zip(every, rows, strict=True)}
    times = [s for s in made if s.field == "time" and isinstance(s.value, Time)]
    out = [_day(parsed, each, parts[each.candidate.day], times) for each in ranked]
    best = ranked[0]
    bare = best.share > SURE and not all(each.dated for each in first)
    found = tell(parsed, best.candidate.day, raw=raw) if bare else first
    here = [s for s in steps(found) if s.found.time.start.date() == best.candidate.day]
    return out + [c for s in here if (c := _clock(parsed, context, s, here=here, times=times))]


def _day(
    parsed: Parsed, each: Ranked, parts: dict[str, float], times: Sequence[Statement]
) -> Considered:
    candidate = each.candidate
    mine = [s for s in times if isinstance(s.value, Time) and s.value.start.date() == candidate.day]
    words = [*candidate.tellings, *(f for _, f in candidate.other)][:1]
    spans = tuple(_span(f) for f in words)
    reasons, rest, score = told(parts, says("times"))
    return Considered(
        slot="day",
        value=stretch(candidate.day, 1, "day"),
        spans=spans,
        words=quote(parsed.account, spans[0]) if spans else "",
        probability=each.sure,
        verdict=_verdict(mine, times),
        score=score,
        reasons=reasons,
        rest=rest,
        note=UNSAID if candidate.unsaid else "",
    )


def _clock(
    parsed: Parsed,
    context: Context,
    step: Step,
    *,
    here: list[Step],
    times: Sequence[Statement],
) -> Considered | None:
    each = step.found
    if each.time.granularity != "minute" or aside(each) or each.use == "stamp":
        return None
    value = worth(step, here, context)
    span = _span(each)
    mine = [s for s in times if s.evidence[0] == span]
    kind = "nothing in particular" if step.kind is None else step.kind
    steps_up = {
        f"the time of: {kind}": WORTH.get(step.kind, -1.0),
        "its words tell the day as well": OWN_DAY * each.dated,
        "near the top of the story": LEAD * (each.sentence.paragraph <= 3),
    }
    outside = not context.main(each.sentence.index)
    if value < 0 or outside:
        steps_up = {"not of the main incident, or of nothing that stands for it": value}
    reasons = tuple(Reason(feature="clock", words=w, weight=v) for w, v in steps_up.items() if v)
    return Considered(
        slot="clock",
        value=each.time,
        spans=(span,),
        words=quote(parsed.account, span),
        probability=max((s.probability for s in mine), default=0.0),
        verdict=_verdict(mine, times),
        score=value,
        reasons=reasons,
        rest=value - sum(r.weight for r in reasons),
        note=RULE,
    )


def _verdict(mine: Sequence[Statement], times: Sequence[Statement]) -> Verdict:
    if not mine:
        return "not believed"
    return "chosen" if best_of(times) in mine else "also told"


def _span(each: Found) -> Span:
    phrase = each.phrase
    return Span(start=phrase.start, end=phrase.end, part=phrase.part)
