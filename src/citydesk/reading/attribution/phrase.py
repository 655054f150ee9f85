"""What a speaker's words are made of: tokens, the phrase, the personal name in it, its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from citydesk.model import SpeakerKind
from citydesk.reading.attribution.words import Lexicon, lexicon

STATION = re.compile(r"[KW][A-Z]{2,3}(?:-?(?:TV|FM|AM))?$")
SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
PARTICLES = frozenset({"de", "la", "van", "von", "der", "del", "al", "el", "bin", "st.", "&"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
BY_WORD: tuple[SpeakerKind, ...] = (
    "family", "resident", "witness", "document", "media", "agency", "official",
)  # fmt: skip
INNER = frozenset({'"', "“", "”", "(", ")"})


class Tokens(NamedTuple):
    """The words of a sentence: as written, in lower case, their offsets in it, and if quoted."""

    texts: list[str]
    lowers: list[str]
    starts: list[int]
    quoted: list[bool]

    def text(self, first: int, last: int, whole: str) -> str:
        """Return the words from token `first` to token `last` (inclusive) as written."""
        return whole[self.starts[first] : self.starts[last] + len(self.texts[last])]


class Source(NamedTuple):
    """A speaker as a sentence words it. Token numbers `first`..`last` are inclusive."""

    first: int
    last: int
    words: str
    head: str
    kind: SpeakerKind
    name: str | None = None
    title: str | None = None
    pronoun: bool = False
    known: bool = True


def make_source(tokens: Tokens, first: int, last: int, whole: str) -> Source:
    """Return tokens `first`..`last` as a speaker's phrase."""
    words = lexicon()
    while first < last and tokens.lowers[last] in POSSESSIVE:
        last -= 1
    phrase = tokens.text(first, last, whole)
    head = tokens.lowers[last]
    if first == last and head in words.pronouns:
        return Source(first, last, phrase, head, "other", pronoun=True)
    several = "and" in tokens.lowers[first:last]
    name, title = (None, None) if several else personal_name(tokens, first, last, whole)
    if STATION.match(tokens.texts[last]):
        return Source(first, last, phrase, head, "media")
    kind, known = kind_of(tokens.lowers[first : last + 1], head, name, title)
    return Source(first, last, phrase, head, kind, name, title, known=known)


def personal_name(
    tokens: Tokens, first: int, last: int, whole: str
) -> tuple[str | None, str | None]:
    """Return the personal name that a phrase ends with, and the title just before it."""
    words = lexicon()
    i = last
    while i >= first and in_name(tokens, i, first, words):
        i -= 1
    begin = i + 1
    while begin <= last and tokens.lowers[begin] in (*SUFFIX, *PARTICLES, *INNER, ","):
        begin += 1
    if begin > last or tokens.lowers[last] in words.orgs or tokens.lowers[last] in words.kind_of:
        return None, None
    title = tokens.lowers[begin - 1] if begin > first else None
    capitals = [t for t in tokens.texts[begin : last + 1] if t[0].isupper()]
    single = len(capitals) == 1 and (tokens.texts[last].isupper() or begin == first == 0 == last)
    if not capitals or len(capitals) > 4 or (single and len(tokens.texts[last]) < 6):
        return None, None
    return tokens.text(begin, last, whole), title if title in words.titles else None


def in_name(tokens: Tokens, i: int, first: int, words: Lexicon) -> bool:
    """Tell whether token `i` may belong to a personal name in the phrase that begins at `first`."""
    low, text = tokens.lowers[i], tokens.texts[i]
    if low in SUFFIX or low in PARTICLES or low in INNER:
        return True
    if low == "," and tokens.lowers[i + 1] in SUFFIX:
        return True
    if low in words.titles or low in words.orgs or low in words.kind_of:
        return False
    if i == first and low in words.determiners:
        return False
    return text[0].isupper()


def kind_of(
    lowers: Sequence[str], head: str, name: str | None, title: str | None
) -> tuple[SpeakerKind, bool]:
    """Return what kind of speaker a phrase names, and whether one of its words says so."""
    words = lexicon()
    if head in ("source", "sources") or "anonymity" in lowers:
        return "anonymous", True
    if title in ("attorney", "lawyer") and "district" not in lowers:
        return ("official" if "county" in lowers else "lawyer"), True
    if name and (title or not words.titles.isdisjoint(lowers)):
        return "official", True
    if head == "attorney" and "district" in lowers:
        return "official", True
    if head in words.kind_of and not name:
        return words.kind_of[head], True
    kinds = {words.kind_of[word] for word in lowers if word in words.kind_of}
    kind = next((kind for kind in BY_WORD if kind in kinds), None)
    return (kind, True) if kind else ("other", bool(name))
