"""Whether a text can be read at all: the built-in knowledge is of English, and of text.

A reader that guesses at Spanish, or at a binary file, would fill records with nonsense; so such an
account yields no statements, and the reading says why.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from citydesk.reading.parsed import Parsed
from citydesk.reading.tokens import tokens

SAMPLE = 600  # tokens and characters x 8 that are looked at
ENOUGH = 25  # words below which a language cannot be told
ENGLISH = 0.18  # share of common English words; real articles have .25 and more
SURELY = 0.3  # share of common words in its first sentences that makes a text English for sure
FIRST = 20  # sentences that are looked at for that
PRINTABLE = 0.93  # share of printable characters
BREAKS = re.compile("[\r\n\t\u2028]+")
FOREIGN = re.compile("[\u0250-\U0010ffff]")


def unreadable(parsed: Parsed) -> str | None:
    """Return why the text of an account cannot be read, or None if it can."""
    text = parsed.account.text
    sample = text[: SAMPLE * 8]
    odd = _unprintable(sample)
    if sample and len(sample) - odd < PRINTABLE * len(sample):
        return f"this is no text: {odd} of {len(sample)} characters cannot be printed"
    others = () if sample.isascii() else FOREIGN.findall(sample)
    foreign = sum(ch.isalpha() for ch in others)
    letters = sum(ch.isalpha() for ch in sample) if foreign else 0
    latin = letters - foreign
    if letters >= ENOUGH and latin < letters / 2:
        return f"the text is not English: {latin} of {letters} letters are Latin"
    return None if _surely_english(parsed) else _not_english(sample)


@functools.cache
def common_words() -> frozenset[str]:
    """Return the words of which every English text is full."""
    data = resources.files(__package__).joinpath("data", "common.txt")
    return frozenset(data.read_text("utf-8").splitlines()[1:])


def _surely_english(parsed: Parsed) -> bool:
    """Tell whether so many words of the first sentences are common that none need be counted."""
    words = [sentence.words for sentence in parsed.of("text")[:FIRST]]
    common = common_words()
    known = sum([len(each & common) for each in words])
    return known >= ENOUGH and known >= SURELY * sum(map(len, words))


def _not_english(sample: str) -> str | None:
    words = [word for word in tokens(sample, 0, len(sample))[0][:SAMPLE] if word.isalpha()]
    known = common_words()
    alphabetic, common = len(words), sum(word.lower() in known for word in words)
    if alphabetic >= ENOUGH and common < ENGLISH * alphabetic:
        return (
            f"the text is not English prose: {common} of its first {alphabetic} words"
            " are common English words"
        )
    return None


def _unprintable(sample: str) -> int:
    """Return how many characters are neither printable nor a break of lines."""
    rest = sample.replace("\n", "")
    if rest.isprintable():
        return 0
    rest = BREAKS.sub("", rest)
    return 0 if rest.isprintable() else sum(not ch.isprintable() for ch in rest)
