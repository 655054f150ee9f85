"""A sentence as the things finders see it, and how they make mentions of it."""

from __future__ import annotations

from typing import NamedTuple

from citydesk.model import Mention, Span, Value
from citydesk.reading.parsed import Sentence

LONGEST = 1500
"""Characters of a sentence that are looked at; what follows is hardly a sentence."""


class Line(NamedTuple):
    """A sentence's words (`text`, and `low` in small letters) and the report it tells of."""

    sentence: Sentence
    text: str
    low: str
    words: frozenset[str]
    report: int
    background: bool

    def span(self, start: int, end: int) -> Span:
        """Return the span of these characters of the sentence."""
        return self.sentence.span(start, end)

    def mention(
        self, field: str, value: Value, at: tuple[int, int], probability: float = 0.9
    ) -> Mention:
        """Make a mention that rests on these characters of the sentence."""
        return Mention(
            field=field,
            spans=(self.span(*at),),
            value=value,
            report=self.report,
            background=self.background,
            probability=probability,
        )


def line_of(sentence: Sentence, report: int, *, background: bool) -> Line:
    """Return a sentence that tells of this report as the finders see it."""
    text, low = sentence.text, sentence.low
    if len(low) != len(text):
        low = text  # so that each character keeps its place
    return Line(sentence, text[:LONGEST], low[:LONGEST], sentence.words, report, background)
