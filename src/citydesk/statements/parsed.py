"""An account becomes sentences and tokens, once, for every finder to share.

spaCy's blank English tokenizer is the field's standard and needs no trained model. Sentences are
those of the title first, then of the text (`splitting.py` says where one ends). The small letters
and the words of a sentence are made here too, because most finders ask first if it holds a word of
theirs at all.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import spacy
from spacy.attrs import IS_ALPHA, IS_SPACE, IS_STOP  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from citydesk.lead import split_lead
from citydesk.model import Account, Span
from citydesk.statements.splitting import sentence_bounds

ENDLESS = re.compile(r"\S{200,}")
PIECE = 40  # characters
MOST_WORDS = 200_000  # different ones that a tokenizer remembers, in about 100 MiB
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,3}")
ASKED = frozenset({IS_SPACE, IS_ALPHA, IS_STOP})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters `start` <= i < `end` of the account's `part`, and its tokens.

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
    """An account with its tokens and sentences: the first `titles` of them are the title's."""

    account: Account
    title: Doc
    text: Doc
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


@functools.cache
def english() -> Language:
    """Return the shared tokenizer: spaCy's blank English.

    It never forgets a word, so `tokenize` begins with a new one when it has met very many. Of each
    word it works out only what is asked (`ASKED`): a fifth of its time would go into the rest.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for name in [name for name in getters if name not in ASKED]:
        del getters[name]
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


def offsets(doc: Doc) -> tuple[list[int], list[int]]:
    """Return where the tokens of a text begin and where they end; blank ones are left out."""
    found = doc.to_array(["IDX", "LENGTH", "IS_SPACE"])
    told = found[found[:, 2] == 0]
    starts = told[:, 0]
    return starts.tolist(), (starts + told[:, 1]).tolist()


def parse(account: Account) -> Parsed:
    """Split an account into tokens and sentences."""
    sentences: list[Sentence] = []
    _split(account.title, "title", sentences)
    titles = len(sentences)
    _split(account.text, "text", sentences)
    return Parsed(
        account,
        tokenize(account.title),
        tokenize(account.text),
        tuple(sentences),
        titles,
        tuple([sentence.start for sentence in sentences]),
    )


def _split(text: str, part: Literal["text", "title"], sentences: list[Sentence]) -> None:
    first = sentences[-1].paragraph + 1 if sentences else 0
    _, begin = split_lead(text) if part == "text" else ({}, 0)
    for start, end, paragraph in sentence_bounds(text, begin):
        words = text[start:end]
        low = words.lower()
        told = frozenset(WORD.findall(low))
        number = first + paragraph
        sentences.append(Sentence(len(sentences), part, start, end, number, words, low, told))
