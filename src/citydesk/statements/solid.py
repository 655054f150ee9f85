"""Mentions become statements, in the same steps for every reader, or are rejected with the reason.

find the words → check the value → attribute → sort into reports → name the zone of the times
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from citydesk.identity import content_id
from citydesk.model import (
    VALUE_TYPES,
    Account,
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
from citydesk.statements.attribution import named, own_words
from citydesk.statements.context import Context, Said
from citydesk.statements.evidence import inside, locate
from citydesk.statements.parsed import Parsed
from citydesk.statements.places.zones import zone_of

__all__ = ["locate", "own_words", "passages", "solidify", "speaker_of"]

NESTED = 6  # passages that may begin in one sentence


def passages(account: Account, context: Context) -> list[Mention]:
    """Return a mention of every passage that somebody other than the outlet says."""
    return [
        Mention(
            field="passage",
            spans=(said.span,),
            value=Text(text=quote(account, said.span)),
            certainty=said.certainty,
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

    With `parsed`, a mention that its reader left in report 0 goes to the report of its sentence.
    """
    made: dict[int, dict[str, Statement]] = defaultdict(dict)
    background: set[int] = set()
    rejections: list[Rejection] = []
    for mention in mentions:
        spans = mention.spans or locate(account, mention.quotes)
        reason = _refused(account, mention, spans)
        if reason is not None or mention.value is None:
            words = " … ".join(mention.quotes) or _words(account, spans)
            rejections.append(
                Rejection(account=account.id, field=mention.field, words=words, reason=str(reason))
            )
            continue
        number, behind = _report(mention, spans[0], context, parsed)
        statement = _statement(
            account, mention, mention.value, context, spans=spans, reader=reader, number=number
        )
        known = made[number].get(statement.id)
        if known is None or known.probability < statement.probability:
            made[number][statement.id] = statement
        if behind:
            background.add(number)
    reports = _reports(account, made, background)
    return Reading(account=account, reports=reports, rejections=tuple(rejections))


def _refused(account: Account, mention: Mention, spans: Sequence[Span]) -> str | None:
    """Return why a mention cannot be believed, or None."""
    expected = VALUE_TYPES.get(mention.field)
    if expected is None:
        return f"no field is called {mention.field!r}"
    if not spans:
        return "the words are not in the account"
    if not all(inside(account, span) for span in spans):
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


def _statement(
    account: Account,
    mention: Mention,
    value: Value,
    context: Context,
    *,
    spans: tuple[Span, ...],
    reader: str,
    number: int,
) -> Statement:
    said = speaker_of(context.said, spans[0])
    attribution = said.attribution if said else own_words(account)
    if mention.speaker:
        attribution = named(mention.speaker, context.said, account)
    made = Statement(
        id="",
        account=account.id,
        report=f"{account.id}#{number}",
        field=mention.field,
        value=value,
        evidence=spans,
        attribution=attribution,
        certainty=_certainty(mention, value, said),
        probability=mention.probability,
        reader=reader,
    )
    return dataclasses.replace(made, id=_id(made))


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


def _id(s: Statement) -> str:
    return content_id(s.account, s.report, s.field, s.value, s.evidence, s.certainty, s.attribution)


def _reports(
    account: Account, made: dict[int, dict[str, Statement]], background: set[int]
) -> tuple[Report, ...]:
    """Return the reports by number, each with its statements in the order of the text."""
    made.setdefault(0, {})
    zone = _zone(made[0].values())
    reports = []
    for number in sorted(made):
        here = _zone(made[number].values()) or zone
        zoned = (_zoned(s, here) for s in made[number].values())
        statements = sorted({s.id: s for s in zoned}.values(), key=_order)
        reports.append(
            Report(
                id=f"{account.id}#{number}",
                account=account.id,
                source=account.source,
                published=account.published,
                statements=tuple(statements),
                background=number in background,
            )
        )
    return tuple(reports)


def _zone(statements: Iterable[Statement]) -> str | None:
    """Return the time zone of the most probable place of a report."""
    placed = [
        (s.probability, -s.evidence[0].start, s.value)
        for s in statements
        if s.field == "place" and isinstance(s.value, Place)
    ]
    for _, _, place in sorted(placed, key=lambda found: found[:2], reverse=True):
        zone = zone_of(place)
        if zone is not None:
            return zone
    return None


def _zoned(statement: Statement, zone: str | None) -> Statement:
    """Return a statement with the zone of its report in its times; its id follows its content."""
    value = statement.value
    if zone is None:
        return statement
    if isinstance(value, Time) and value.zone is None:
        value = dataclasses.replace(value, zone=zone)
    elif isinstance(value, Event) and value.time.zone is None:
        value = dataclasses.replace(value, time=dataclasses.replace(value.time, zone=zone))
    else:
        return statement
    changed = dataclasses.replace(statement, value=value)
    return dataclasses.replace(changed, id=_id(changed))


def _order(statement: Statement) -> tuple[bool, int, int, str, str]:
    span = statement.evidence[0]
    return (span.part == "text", span.start, span.end, statement.field, statement.id)


def speaker_of(said: Sequence[Said], span: Span) -> Said | None:
    """Return the narrowest passage that holds the beginning of a span.

    `said` is in the order that `survey` gives: the title's first, by their beginning, and at most
    `NESTED` inside one another.
    """
    place = bisect_right(said, (span.part == "text", span.start), key=_begins)
    near = said[max(0, place - NESTED) : place]
    holding = [s for s in near if s.span.part == span.part and span.start < s.span.end]
    return min(holding, key=lambda s: s.span.end - s.span.start, default=None)


def _begins(said: Said) -> tuple[bool, int]:
    return (said.span.part == "text", said.span.start)
