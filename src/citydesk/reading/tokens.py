"""A text becomes tokens: spaCy's blank English tokenizer, the field's standard, word by word.

It never looks beyond white space, so what it makes of a word holds wherever the word stands again.
Nearly all words are remembered, or so plain that nobody need be asked: spaCy takes longer to load
than all the rest of Citydesk, and most accounts have no word for which it must be. Each word is
short, because spaCy takes punctuation off one mark at a time, which is quadratic: ten thousand
quotation marks in a row would take minutes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

from citydesk.reading.remembered import Remembered

if TYPE_CHECKING:
    from spacy.language import Language

WORD = re.compile(r"\S+")
ENDLESS = 200  # characters: a longer run is no word or address, and is cut into pieces
PIECE = 40
PART = (
    r"(?:[A-Z]?[A-Za-z]+['’][A-Za-z]+|[A-Za-z]+[0-9]*"
    r"|\.?[0-9]+(?:[,.:][0-9]+)*(?:st|nd|rd|th|s)?)"
)
PLAIN = re.compile(
    r"""(["“‘'(\[]?[$]?)((?:[A-Z]\.)+|[ap]\.m\.|[A-Za-z]+/[A-Za-z]+"""
    rf"""|{PART}(?:(?:-|(?<=[a-z])\.(?=[A-Z])){PART})*)"""
    r"""([])]?(?:(?<![A-Z.])\.|(?<=[A-Z]{2})\.|[,;?!])?["”’']?,?|:["”]?)"""
)
"""Marks, a word or a number with its parts, and marks, each of which is a token."""
BETWEEN = re.compile(
    r"(?<=[A-Za-z0-9])([-/])(?=[A-Za-z])|(?<=[0-9])(-)(?=[0-9])|(?<=[a-z])(\.)(?=[A-Z])"
)
MARKS = frozenset({"--", "..."})
MOST_STRINGS = 200_000  # that a tokenizer remembers, in about 100 MiB


@functools.cache
def english() -> Language:
    """Return the shared tokenizer: spaCy's blank English.

    It never forgets a word, so `cut` begins with a new one when it has met very many. It only cuts:
    what else it knows of words (their shape, if they are like a number) would take longer.
    """
    import spacy

    nlp = spacy.blank("en")
    nlp.vocab.lex_attr_getters.clear()  # type: ignore[attr-defined]
    return nlp


@functools.cache
def exceptions() -> Mapping[str, tuple[str, ...]]:
    """Return the words that are cut in a way of their own: "can't", "Jan.", "gonna"."""
    data = resources.files(__package__).joinpath("data", "exceptions.txt")
    rows = map(str.split, data.read_text("utf-8").splitlines()[1:])
    return {"".join(pieces): tuple(pieces) for pieces in rows}


def cut(word: str) -> tuple[str, ...]:
    """Return the tokens of a run of characters without white space."""
    if made := _plain(word):
        return made
    if len(word) >= ENDLESS:
        pieces = (word[at : at + PIECE] for at in range(0, len(word), PIECE))
        return tuple(token for piece in pieces for token in cut(piece))
    if len(english().vocab.strings) > MOST_STRINGS:
        english.cache_clear()
    return tuple(token.text for token in english().tokenizer(word))


def _plain(word: str) -> tuple[str, ...] | None:
    """Return the tokens of a word that needs no tokenizer, or None."""
    known = exceptions()
    if word in known:
        return known[word]
    if (word.isalpha() and word.isascii()) or word in MARKS or len(word) == 1:
        return (word,)
    plain = PLAIN.fullmatch(word)
    if not plain:
        return None
    start, behind = plain.span(2)
    for end in range(len(word), behind - 1, -1):
        for begin in (0, start):
            if own := known.get(word[begin:end]):
                clear = end == len(word) or own[-1] + word[end] not in known
                return (*word[:begin], *own, *word[end:]) if clear else None
    of = plain[2][-2:] if plain[2].endswith(("'s", "’s", "'S", "’S")) else ""
    stem = plain[2].removesuffix(of)
    parts = [part for part in BETWEEN.split(stem) if part]
    around = (word[:start], *parts, word[behind : behind + 1])
    if not known.keys().isdisjoint((stem, *parts, *map(str.__add__, around, around[1:]))):
        return None  # an exception within a word, which is nobody's but spaCy's
    return (*word[:start], *parts, *([of] if of else ()), *word[behind:])


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
