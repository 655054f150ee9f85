"""A text becomes tokens: spaCy's blank English tokenizer, the field's standard, word by word.

It never looks beyond white space, so what it makes of a word holds wherever the word stands again;
most are remembered, or so simple that nobody need be asked. That takes a third
of the time of a whole text at once. Each word is short, because spaCy takes punctuation off one
mark at a time, which is quadratic: ten thousand quotation marks in a row would take minutes.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import spacy
from spacy.language import Language

from citydesk.statements.remembered import Remembered

WORD = re.compile(r"\S+")
ENDLESS = 200  # characters: a longer run is no word or address, and is cut into pieces
PIECE = 40
SIMPLE = re.compile(r"([\"“(]?)([A-Za-z]+|[0-9]+)((?:[.,;:?!\"”)][\"”]?)?)")
"""Letters or digits with at most a mark before them and two behind: each mark is a token."""
MOST_STRINGS = 200_000  # that a tokenizer remembers, in about 100 MiB


@functools.cache
def english() -> Language:
    """Return the shared tokenizer: spaCy's blank English.

    It never forgets a word, so `cut` begins with a new one when it has met very many. It only cuts:
    what else it knows of words (their shape, if they are like a number) would take longer.
    """
    nlp = spacy.blank("en")
    nlp.vocab.lex_attr_getters.clear()  # type: ignore[attr-defined]
    return nlp


@functools.cache
def exceptions() -> frozenset[str]:
    """Return the words that are cut in a way of their own: "can't", "Jan.", "gonna"."""
    tokenizer: Any = english().tokenizer
    return frozenset(tokenizer.rules)


def cut(word: str) -> tuple[str, ...]:
    """Return the tokens of a run of characters without white space."""
    if word.isalpha() and word.isascii() and word not in exceptions():
        return (word,)
    simple = SIMPLE.fullmatch(word)
    if simple and exceptions().isdisjoint(_parts(*simple.groups())):
        lead, stem, marks = simple.groups()
        if marks[:1] != "." or stem.isdigit() or (len(stem) > 1 and stem[-1].islower()):
            return tuple(filter(None, (lead, stem, marks[:1], marks[1:])))
    if len(word) >= ENDLESS:
        pieces = (word[at : at + PIECE] for at in range(0, len(word), PIECE))
        return tuple(token for piece in pieces for token in cut(piece))
    if len(english().vocab.strings) > MOST_STRINGS:
        english.cache_clear()
    return tuple(token.text for token in english().tokenizer(word))


def _parts(lead: str, stem: str, marks: str) -> tuple[str, ...]:
    """Return what a word is before and while its marks are taken off."""
    whole = lead + stem + marks
    return whole, lead + stem, stem + marks, stem + marks[:1], stem


_CUT = Remembered(cut)


def tokens(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Return the tokens from `start` to `end` of a text, and where each of them begins.

    White space, or an end of the text, stands on both sides of the stretch.
    """
    texts: list[str] = []
    starts: list[int] = []
    for match in WORD.finditer(text, start, end):
        word, at = match[0], match.start()
        made = _CUT[word]
        if len(made) == 1:
            texts.append(word)
            starts.append(at)
            continue
        for token in made:
            texts.append(token)
            starts.append(at)
            at += len(token)
    return texts, starts
