"""Whether a text can be read at all: the built-in knowledge is of English, and of text.

A reader that guesses at Spanish, or at a binary file, would fill records with nonsense; so such an
account yields no statements, and the reading says why.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

SAMPLE = 600  # tokens and characters x 8 that are looked at
ENOUGH = 25  # words below which a language cannot be told
ENGLISH = 0.18  # share of common English words; real articles have .25 and more
PRINTABLE = 0.93  # share of printable characters
BREAKS = re.compile("[\r\n\t\u2028]+")
FOREIGN = re.compile("[\u0250-\U0010ffff]")


def unreadable(doc: Doc, text: str) -> str | None:
    """Return why a text cannot be read, or None if it can."""
    sample = text[: SAMPLE * 8]
    odd = _unprintable(sample)
    if sample and len(sample) - odd < PRINTABLE * len(sample):
        return f"this is no text: {odd} of {len(sample)} characters cannot be printed"
    foreign = sum(ch.isalpha() for ch in FOREIGN.findall(sample))
    letters = sum(ch.isalpha() for ch in sample) if foreign else 0
    latin = letters - foreign
    if letters >= ENOUGH and latin < letters / 2:
        return f"the text is not English: {latin} of {letters} letters are Latin"
    words = doc.to_array(["IS_ALPHA", "IS_STOP"])[:SAMPLE].astype(bool)
    alphabetic, common = int(words[:, 0].sum()), int(words.all(axis=1).sum())
    if alphabetic >= ENOUGH and common < ENGLISH * alphabetic:
        return (
            f"the text is not English prose: {common} of its first {alphabetic} words"
            " are common English words"
        )
    return None


def _unprintable(sample: str) -> int:
    """Return how many characters are neither printable nor a break of lines."""
    rest = BREAKS.sub("", sample)
    return 0 if rest.isprintable() else sum(not ch.isprintable() for ch in rest)
