"""Where words stand in their source: cells of a row, seconds of a recording."""

from __future__ import annotations

import dataclasses

from citydesk import testing
from citydesk.base.geometry import evidence_of, said_at, shown, source_of, spoken
from citydesk.model import Account, Clip, Count, Part, Span, Stretch

SAID = "Shots fired at Elm and Fourth. Two down."


def call() -> Account:
    heard = Part(
        kind="sound",
        name="call-1.wav",
        stretches=(
            Stretch(start=0, end=30, begins=1.5, ends=4.0),
            Stretch(start=31, end=len(SAID), begins=4.0, ends=5.25),
        ),
    )
    return dataclasses.replace(testing.account(SAID), parts=(heard,), voice="dispatcher")


def test_words_of_a_transcript_have_their_seconds() -> None:
    account = call()
    assert source_of(account, Span(start=15, end=29)) == (
        Clip(sound="call-1.wav", begins=1.5, ends=4.0),
    )
    both = source_of(account, Span(start=15, end=len(SAID)))
    assert both == (Clip(sound="call-1.wav", begins=1.5, ends=5.25),)


def test_a_statement_of_a_call_has_words_and_seconds() -> None:
    account = call()
    made = testing.statement(account, "killed", Count(low=2, high=2), "Two down")
    span, clip = evidence_of(account, made)
    assert shown(account, span) == "Two down"
    assert isinstance(clip, Clip)
    assert shown(account, clip) == spoken(account, clip) == "Two down."
    assert said_at(clip) == "0:04–0:05"


def test_plain_text_and_titles_come_from_nothing_else() -> None:
    account = testing.account(SAID, title="Shots")
    assert source_of(account, Span(start=0, end=5)) == ()
    assert source_of(call(), Span(start=0, end=1, part="title")) == ()
