"""An account becomes sentences, once, for every finder to share.

Sentences are those of the title first, then of the text (`splitting.py` says where one ends). The
small letters and the words of a sentence are made here too, because most finders ask first if it
holds a word of theirs at all; what needs its tokens asks `tokens.py` for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from citydesk.base.lead import split_lead
from citydesk.model import Account, Span
from citydesk.reading.splitting import sentence_bounds

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,3}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters `start` <= i < `end` of the account's `part`.

    `index` numbers all sentences of the account (the title's come first), `paragraph` the lines.
    `text` is the sentence's own words, without surrounding space, `low` the same in small letters,
    and `words` are the different words of that ("drive-by" is one).
    """

    index: int
    part: Literal["text", "title"]
    start: int
    end: int
    paragraph: int
    text: str
    low: str
    words: frozenset[str]

    def span(self, start: int, end: int) -> Span:
        """Return the span of characters `start`..`end` counted from this sentence's beginning."""
        return Span(start=self.start + start, end=self.start + end, part=self.part)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An account with its sentences, of which the first `titles` are the title's.

    `starts` are the beginnings of them all.
    """

    account: Account
    sentences: tuple[Sentence, ...]
    titles: int
    starts: tuple[int, ...]

    def bounds(self, part: Literal["text", "title"]) -> tuple[int, int]:
        """Return the number of the first sentence of one part, and that behind its last."""
        return (self.titles, len(self.starts)) if part == "text" else (0, self.titles)

    def of(self, part: Literal["text", "title"]) -> tuple[Sentence, ...]:
        """Return the sentences of one part."""
        first, last = self.bounds(part)
        return self.sentences[first:last]

    def at(self, span: Span) -> Sentence | None:
        """Return the sentence that holds the beginning of a span."""
        low, high = self.bounds(span.part)
        place = bisect_right(self.starts, span.start, low, high) - 1
        found = self.sentences[place] if place >= low else None
        return found if found and span.start < found.end else None


def parse(account: Account) -> Parsed:
    """Split an account into sentences."""
    sentences: list[Sentence] = []
    _split(account.title, "title", sentences)
    titles = len(sentences)
    _split(account.text, "text", sentences)
    starts = tuple([sentence.start for sentence in sentences])
    return Parsed(account, tuple(sentences), titles, starts)


def _split(text: str, part: Literal["text", "title"], sentences: list[Sentence]) -> None:
    first = sentences[-1].paragraph + 1 if sentences else 0
    _, begin = split_lead(text) if part == "text" else ({}, 0)
    for start, end, paragraph in sentence_bounds(text, begin):
        words = text[start:end]
        low = words.lower()
        told = frozenset(WORD.findall(low))
        number = first + paragraph
        sentences.append(Sentence(len(sentences), part, start, end, number, words, low, told))
