"""An account becomes sentences and tokens, once, for every finder to share.

spaCy's blank English tokenizer is the field's standard and needs no trained model. Sentences are
those of the title first, then of the text; a line break always ends one, because headlines,
captions and datelines carry no full stop.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from citydesk.model import Account, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters `start` <= i < `end` of the account's `part`, and its tokens.

    `index` numbers all sentences of the account (the title's come first), `paragraph` the lines.
    """

    index: int
    part: Literal["text", "title"]
    start: int
    end: int
    paragraph: int
    tokens: TokenSpan

    @property
    def text(self) -> str:
        """The sentence's own words, without surrounding space."""
        return self.tokens.doc.text[self.start : self.end]

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
        return next(
            (s for s in self.sentences if s.part == span.part and s.start <= span.start < s.end),
            None,
        )


@functools.cache
def english() -> Language:
    """Return the shared tokenizer: spaCy's blank English with its rule-based sentencizer."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 100_000_000
    return nlp


def parse(account: Account) -> Parsed:
    """Split an account into tokens and sentences."""
    title, text = english()(account.title), english()(account.text)
    sentences: list[Sentence] = []
    for part, doc in (("title", title), ("text", text)):
        _split(doc, part, sentences)  # type: ignore[arg-type]
    return Parsed(account, title, text, tuple(sentences))


def _split(doc: Doc, part: Literal["text", "title"], sentences: list[Sentence]) -> None:
    paragraph = sentences[-1].paragraph + 1 if sentences else 0
    for sent in doc.sents:
        for piece in re.finditer(r"[^\r\n]+", sent.text):
            words = piece.group()
            start = sent.start_char + piece.start() + len(words) - len(words.lstrip())
            end = sent.start_char + piece.start() + len(words.rstrip())
            tokens = doc.char_span(start, end, alignment_mode="expand") if end > start else None
            if tokens is None:
                continue
            if sentences and "\n" in doc.text[sentences[-1].end : start]:
                paragraph += 1
            sentences.append(Sentence(len(sentences), part, start, end, paragraph, tokens))
