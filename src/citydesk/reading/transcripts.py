"""Radio calls and captions by a machine are read as what they are: words that nobody has checked.

Each line of the transcript is somebody's word: its unit's, else the channel's. The finders are
those of prose, but a call has no headline, its codes ("10-4", "Code 3") are not read, and it names
nobody: a name heard on the radio is not told, because a machine has written it down. All of it is
alleged.
"""

from __future__ import annotations

import re
from dataclasses import replace

from citydesk.model import (
    Account,
    Attribution,
    Mention,
    Outcome,
    Person,
    Reading,
    Rejection,
    Span,
    Speaker,
    SpeakerKind,
    Text,
    quote,
)
from citydesk.reading.builtin import BuiltinReader
from citydesk.reading.context import Context, Said
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import parse
from citydesk.reading.solid import passages, solidify

__all__ = ["is_call", "is_spoken_prose", "read_call"]

READER = "transcript"
HEARD = 0.5
"""The most that a word heard on the radio is believed."""
TELLING = frozenset({"kind", "killed", "injured", "weapon", "outcome"})
"""Fields of which a call tells one where it is about a violent incident."""
_NAME = "a name that was only heard: nobody has checked how it is written"
_CODE = re.compile(r"\b(?:10|11)-\d{1,3}\b|\b[Cc]ode (?:\d{1,3}|[A-Z]\b)|\b[Ss]ignal \d{1,3}\b")


def is_call(account: Account) -> bool:
    """Tell whether an account is a radio call, or a recording whose words a machine wrote down."""
    sounds = [part for part in account.parts if part.kind == "sound"]
    return bool(sounds) and (account.kind == "call" or any(part.machine for part in sounds))


def is_spoken_prose(account: Account) -> bool:
    """Tell whether an account is a recording whose words somebody wrote down: read as any prose."""
    return all(part.kind == "sound" for part in account.parts) and not is_call(account)


def read_call(account: Account) -> Reading:
    """Return what is said in a call; one of nothing violent, or without words, is background."""
    parsed = parse(account)
    heard = any(part.stretches for part in account.parts)
    if not heard or unreadable(parsed):
        return _silent(account, "no transcript: the sound is kept and says nothing")
    context = Context(_said(account), frozenset(), frozenset(), {})
    (found,) = BuiltinReader().mentions([(parsed, context)])
    codes = [match.span() for match in _CODE.finditer(account.text)]
    kept: list[Mention] = []
    dropped: list[Rejection] = []
    for each in found:
        reason = _unheard(each, codes) if isinstance(each, Mention) else None
        if reason and each.spans:
            words = quote(account, each.spans[0])
            dropped.append(
                Rejection(account=account.id, field=each.field, words=words, reason=reason)
            )
        elif isinstance(each, Mention):
            kept.append(
                replace(each, certainty="alleged", probability=min(each.probability, HEARD))
                if each.certainty in (None, "asserted")
                else each
            )
    if not any(each.field == "passage" for each in kept):
        kept += passages(account, context)
    made = solidify(account, kept, context, reader=READER, parsed=parsed)
    told = {s.field for report in made.reports for s in report.statements}
    reports = made.reports
    if not told & TELLING:
        reports = tuple(replace(report, background=True) for report in reports)
    return replace(made, reports=reports, rejections=(*dropped, *made.rejections))


def _said(account: Account) -> tuple[Said, ...]:
    """Return each line of a transcript as its speaker's, in their order."""
    channel = Speaker(name=account.outlet, kind=account.voice)
    unit: SpeakerKind = "dispatcher" if account.kind == "call" else "other"
    lines = (stretch for part in account.parts for stretch in part.stretches)
    return tuple(
        Said(
            span=Span(start=line.start, end=line.end),
            attribution=Attribution(
                speakers=(Speaker(name=line.speaker, kind=unit), channel)
                if line.speaker
                else (channel,)
            ),
            certainty="alleged",
        )
        for line in lines
    )


def _unheard(mention: Mention, codes: list[tuple[int, int]]) -> str | None:
    """Return why something heard is not told, None where it may be."""
    value = mention.value
    if isinstance(value, Person) and value.name:
        return _NAME
    if isinstance(value, Outcome) and value.who[:1].isupper():
        return _NAME
    if isinstance(value, Text) and mention.field == "charge":
        return "a charge that nobody checked: only heard"
    spans = [span for span in mention.spans if span.part == "text"]
    if any(a < span.end and span.start < b for span in spans[:1] for a, b in codes):
        return "a radio code, which no mapping explains"
    return None


def _silent(account: Account, why: str) -> Reading:
    rejection = Rejection(account=account.id, field="text", words=account.text[:80], reason=why)
    made = solidify(account, [], Context((), frozenset(), frozenset(), {}), reader=READER)
    reports = tuple(replace(report, background=True) for report in made.reports)
    return replace(made, reports=reports, rejections=(rejection,))
