"""Whether a text can be read at all: the built-in knowledge is of English, and of text.

A reader that guesses at Spanish, or at a binary file, would fill records with nonsense; so such an
account yields no statements, and the reading says why.
"""

from __future__ import annotations

import itertools

from spacy.tokens import Doc

SAMPLE = 600  # tokens and characters x 8 that are looked at
ENOUGH = 25  # words below which a language cannot be told
ENGLISH = 0.18  # share of common English words; real articles have .25 and more
PRINTABLE = 0.93  # share of printable characters


def unreadable(doc: Doc, text: str) -> str | None:
    """Return why a text cannot be read, or None if it can."""
    sample = text[: SAMPLE * 8]
    printable = sum(ch.isprintable() or ch in "\r\n\t\u2028" for ch in sample)
    if sample and printable < PRINTABLE * len(sample):
        odd = len(sample) - printable
        return f"this is no text: {odd} of {len(sample)} characters cannot be printed"
    letters = [ch for ch in sample if ch.isalpha()]
    latin = sum(ch < "\u0250" for ch in letters)
    if len(letters) >= ENOUGH and latin < len(letters) / 2:
        return f"the text is not English: {latin} of {len(letters)} letters are Latin"
    words = [token for token in itertools.islice(doc, SAMPLE) if token.is_alpha]
    common = sum(token.is_stop for token in words)
    if len(words) >= ENOUGH and common < ENGLISH * len(words):
        return (
            f"the text is not English prose: {common} of its first {len(words)} words"
            " are common English words"
        )
    return None
