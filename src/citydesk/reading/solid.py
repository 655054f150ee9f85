"""Mentions become statements, in the same steps for every reader, or are rejected with the reason.

find the words → check the value → attribute → sort into reports → name the zone of the times
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from citydesk.base.identity import Written, content_id, written
from citydesk.fields import VALUE_TYPES
from citydesk.model import (
    Account,
    Attribution,
    Certainty,
    Event,
    Mention,
    Place,
    Reading,
    Rejection,
    Report,
    Span,
    Statement,
    Text,
    Time,
    Unknown,
    Value,
    quote,
)
from citydesk.reading.attribution import named, own_words
from citydesk.reading.context import Context, Said
from citydesk.reading.evidence import inside, locate
from citydesk.reading.parsed import Parsed
from citydesk.reading.places.zones import zone_of

__all__ = ["locate", "own_words", "passages", "solidify", "speaker_of"]

CHOSEN = frozenset({"time", "place", "killed", "injured"})
NESTED = 6  # passages that may begin in one sentence


class Located(NamedTuple):
    """A mention that is believed, with its value and where its words stand."""

    mention: Mention
    value: Value
    spans: tuple[Span, ...]


class Making:
    """What the statements of one account share; who said it is written down once for their ids."""

    def __init__(self, account: Account, context: Context, reader: str) -> None:
        """Make statements of this account, as this reader."""
        self.account, self.context, self.reader = account, context, reader
        self.own = own_words(account)
        self.begins = [_begins(said) for said in context.said]
        self._written: dict[int, tuple[Attribution, Written]] = {}

    def written(self, attribution: Attribution) -> Written:
        """Return an attribution in the form in which it goes into an id."""
        known = self._written.get(id(attribution))
        if known is None:
            known = self._written[id(attribution)] = attribution, written(attribution)
        return known[1]


def passages(account: Account, context: Context) -> list[Mention]:
    """Return a mention of every passage that somebody other than the outlet says."""
    return [
        Mention(
            field="passage",
            spans=(said.span,),
            value=Text(text=quote(account, said.span)),
            certainty=said.certainty,
            probability=said.probability,
        )
        for said in context.said
    ]


def solidify(
    account: Account,
    mentions: Sequence[Mention],
    context: Context,
    *,
    reader: str,
    parsed: Parsed | None = None,
) -> Reading:
    """Make statements of the mentions whose words are found, sorted into reports.

    With `parsed`, a mention that its reader left in report 0 goes to the report of its sentence,
    but for what the reader chose as the main incident's own day, scene and toll.
    """
    sorted_in: dict[int, list[Located]] = {0: []}
    background: set[int] = set()
    rejections: list[Rejection] = []
    chosen = _chosen(mentions)
    for mention in mentions:
        spans = mention.spans or locate(account, mention.quotes)
        reason = _refused(account, mention, spans)
        if reason is not None or mention.value is None:
            words = " … ".join(mention.quotes) or _words(account, spans)
            rejections.append(
                Rejection(account=account.id, field=mention.field, words=words, reason=str(reason))
            )
            continue
        number, behind = mention.report, mention.background
        if chosen.get(mention.field) is not mention:
            number, behind = _report(mention, spans[0], context, parsed)
        sorted_in.setdefault(number, []).append(Located(mention, mention.value, spans))
        if behind:
            background.add(number)
    reports = _reports(Making(account, context, reader), sorted_in, background)
    return Reading(account=account, reports=reports, rejections=tuple(rejections))


def _chosen(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return the most probable mention of each `CHOSEN` field in report 0; the first wins a tie.

    Its finder weighed every sentence of the account, those about other incidents too: where a
    sentence is thought to look back, it may still be the only one that tells the day.
    """
    best: dict[str, Mention] = {}
    for mention in mentions:
        if mention.field not in CHOSEN or mention.report or mention.background:
            continue
        held = best.get(mention.field)
        if held is None or held.probability < mention.probability:
            best[mention.field] = mention
    return best


def _refused(account: Account, mention: Mention, spans: Sequence[Span]) -> str | None:
    """Return why a mention cannot be believed, or None."""
    expected = VALUE_TYPES.get(mention.field)
    if expected is None:
        return f"no field is called {mention.field!r}"
    if not spans:
        return "the words are not in the account"
    for span in spans:
        if not inside(account, span):
            return "the words lie outside the account"
    if mention.value is None:
        return "no value"
    if isinstance(mention.value, Unknown):
        return None
    if not isinstance(mention.value, expected):
        return f"the value is a {type(mention.value).__name__}, not a {expected.__name__}"
    if mention.certainty == "unknown":
        return "said to be unknown, but with a value"
    return None


def _words(account: Account, spans: Sequence[Span]) -> str:
    return " … ".join(quote(account, span) for span in spans if inside(account, span))


def _report(
    mention: Mention, span: Span, context: Context, parsed: Parsed | None
) -> tuple[int, bool]:
    """Return the number of the report that a mention belongs to, and if it is background."""
    sentence = None
    if parsed is not None and mention.report == 0 and not mention.background:
        sentence = parsed.at(span)
    if sentence is None:
        return mention.report, mention.background
    return context.report.get(sentence.index, 0), sentence.index in context.background


def _statement(making: Making, report: str, located: Located, zone: str | None) -> Statement:
    account, said_here = making.account, making.context.said
    mention, value, spans = located.mention, _zoned(located.value, zone), located.spans
    said = speaker_of(said_here, spans[0], making.begins)
    attribution = said.attribution if said else making.own
    if mention.speaker:
        attribution = named(mention.speaker, said_here, account)
    certainty = _certainty(mention, value, said)
    chain = making.written(attribution)
    return Statement(
        id=content_id(account.id, report, mention.field, value, spans, certainty, chain),
        account=account.id,
        report=report,
        field=mention.field,
        value=value,
        evidence=spans,
        attribution=attribution,
        certainty=certainty,
        probability=mention.probability,
        reader=making.reader,
    )


def _certainty(mention: Mention, value: Value, said: Said | None) -> Certainty:
    if isinstance(value, Unknown):
        return "unknown"
    if mention.certainty is not None:
        return mention.certainty
    if said is None or said.certainty == "unknown":
        return "asserted"
    if mention.field == "person" and said.certainty == "denied":
        return "asserted"  # a denial is of what somebody did, never of their being there
    return said.certainty


def _reports(
    making: Making, sorted_in: Mapping[int, Sequence[Located]], background: Collection[int]
) -> tuple[Report, ...]:
    """Return the reports by number, each with its statements in the order of the text.

    What is said twice alike is one statement, as probable as the likelier of the two.
    """
    account = making.account
    main = _zone(sorted_in[0])
    reports = []
    for number in sorted(sorted_in):
        report = f"{account.id}#{number}"
        zone = _zone(sorted_in[number]) or main
        made: dict[str, Statement] = {}
        for located in sorted_in[number]:
            statement = _statement(making, report, located, zone)
            known = made.get(statement.id)
            if known is None or known.probability < statement.probability:
                made[statement.id] = statement
        reports.append(
            Report(
                id=report,
                account=account.id,
                source=account.source,
                published=account.published,
                statements=tuple(sorted(made.values(), key=_order)),
                background=number in background,
            )
        )
    return tuple(reports)


def _zone(told: Iterable[Located]) -> str | None:
    """Return the time zone of the most probable place of a report."""
    placed = [
        (each.mention.probability, -each.spans[0].start, each.value)
        for each in told
        if each.mention.field == "place" and isinstance(each.value, Place)
    ]
    for _, _, place in sorted(placed, key=lambda found: found[:2], reverse=True):
        zone = zone_of(place)
        if zone is not None:
            return zone
    return None


def _zoned(value: Value, zone: str | None) -> Value:
    """Return a value with the zone of its report in its time, where it has a time and no zone."""
    if zone is None:
        return value
    if isinstance(value, Time) and value.zone is None:
        return dataclasses.replace(value, zone=zone)
    if isinstance(value, Event) and value.time.zone is None:
        return dataclasses.replace(value, time=dataclasses.replace(value.time, zone=zone))
    return value


def _order(statement: Statement) -> tuple[bool, int, int, str, str]:
    span = statement.evidence[0]
    return (span.part == "text", span.start, span.end, statement.field, statement.id)


def speaker_of(
    said: Sequence[Said], span: Span, begins: Sequence[tuple[bool, int]] | None = None
) -> Said | None:
    """Return the narrowest passage that holds the beginning of a span.

    `said` is in the order that `survey` gives: the title's first, by their beginning, and at most
    `NESTED` inside one another. `begins` are their beginnings, where they are known already.
    """
    start, part = span.start, span.part
    here = part == "text", start
    place = bisect_right(begins, here) if begins else bisect_right(said, here, key=_begins)
    near = said[max(0, place - NESTED) : place]
    holding = [s for s in near if start < s.span.end and s.span.part == part]
    if len(holding) < 2:
        return holding[0] if holding else None
    return min(holding, key=lambda s: s.span.end - s.span.start)


def _begins(said: Said) -> tuple[bool, int]:
    return (said.span.part == "text", said.span.start)
