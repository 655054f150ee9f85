"""An account becomes sentences and tokens, once, for every finder to share.

spaCy's blank English tokenizer is the field's standard and needs no trained model. Sentences are
those of the title first, then of the text (`splitting.py` says where one ends).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from citydesk.lead import split_lead
from citydesk.model import Account, Span
from citydesk.statements.splitting import sentence_bounds

ENDLESS = re.compile(r"\S{200,}")
PIECE = 40  # characters
MOST_WORDS = 200_000  # different ones that a tokenizer remembers, in about 100 MiB


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters `start` <= i < `end` of the account's `part`, and its tokens.

    `index` numbers all sentences of the account (the title's come first), `paragraph` the lines.
    `text` is the sentence's own words, without surrounding space.
    """

    index: int
    part: Literal["text", "title"]
    start: int
    end: int
    paragraph: int
    tokens: TokenSpan
    text: str

    def span(self, start: int, end: int) -> Span:
        """Return the span of characters `start`..`end` counted from this sentence's beginning."""
        return Span(start=self.start + start, end=self.start + end, part=self.part)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An account with its tokens and sentences."""

    account: Account
    title: Doc
    text: Doc
    sentences: tuple[Sentence, ...]

    def at(self, span: Span) -> Sentence | None:
        """Return the sentence that holds the beginning of a span."""
        place = bisect_right(self.sentences, (span.part == "text", span.start), key=_order)
        found = self.sentences[place - 1] if place else None
        return found if found and found.part == span.part and span.start < found.end else None


@functools.cache
def english() -> Language:
    """Return the shared tokenizer: spaCy's blank English.

    It never forgets a word, so `tokenize` begins with a new one when it has met very many.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    return nlp


def tokenize(text: str) -> Doc:
    """Split a text into tokens, in time that grows with its length.

    spaCy takes punctuation off a word one mark at a time, which is quadratic in the word: ten
    thousand quotation marks in a row would take minutes. So a run longer than any word or address
    is cut into pieces first; they hold no word that a finder could want.
    """
    if len(english().vocab.strings) > MOST_WORDS:
        english.cache_clear()
    tokenizer = english().tokenizer
    if ENDLESS.search(text) is None:
        return tokenizer(text)
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _pieces(text):
        for token in tokenizer(piece):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(english().vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for match in ENDLESS.finditer(text):
        yield text[start : match.start()]
        for i in range(match.start(), match.end(), PIECE):
            yield text[i : min(i + PIECE, match.end())]
        start = match.end()
    yield text[start:]


def parse(account: Account) -> Parsed:
    """Split an account into tokens and sentences."""
    title, text = tokenize(account.title), tokenize(account.text)
    sentences: list[Sentence] = []
    _split(account.title, "title", title, sentences)
    _split(account.text, "text", text, sentences)
    return Parsed(account, title, text, tuple(sentences))


def _split(text: str, part: Literal["text", "title"], doc: Doc, sentences: list[Sentence]) -> None:
    first = sentences[-1].paragraph + 1 if sentences else 0
    _, begin = split_lead(text) if part == "text" else ({}, 0)
    for start, end, paragraph in sentence_bounds(text, begin):
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None:
            index = len(sentences)
            words = text[start:end]
            sentences.append(Sentence(index, part, start, end, first + paragraph, tokens, words))


def _order(sentence: Sentence) -> tuple[bool, int]:
    return (sentence.part == "text", sentence.start)
