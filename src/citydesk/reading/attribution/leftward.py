"""The phrase that ends just before a verb: "… police spokeswoman Ann Lee | said".

It is grown to the left over capitalised words, words that are known to stand in the names of
speakers, and a few prepositions; no parser is needed.
"""

from __future__ import annotations

import re

from citydesk.reading.attribution.phrase import (
    PARTICLES,
    POSSESSIVE,
    SUFFIX,
    Source,
    Tokens,
    make_source,
)
from citydesk.reading.attribution.rightward import after
from citydesk.reading.attribution.words import Lexicon, lexicon

LONGEST = 14  # tokens of a phrase
FARTHEST = 40  # tokens from a verb to the subject that it shares with another
AGED = re.compile(r"\d{1,3}-(?:year|month|week|day)-old$|\d{1,3}$")
WITHIN = frozenset({"across", "behind", "by", "inside", "outside", "under"})
OF_BODIES = frozenset({"for", "from", "of", "with"})
WHERE = frozenset({"at", "from", "in", "near", "on"})
OBTAINED = frozenset({"obtained", "reviewed", "acquired"})
REDUCED = frozenset({"other", "family", "witness", "resident"})


def before(tokens: Tokens, verb: int, whole: str) -> Source | None:
    """Return the phrase that ends just before the token `verb`: the subject of "… said"."""
    words = lexicon()
    i = verb - 1
    while i >= 0 and verb - i < 8 and _skipped(tokens.lowers[i], words):
        i -= 1
    if i < 0:
        return None
    low = tokens.lowers[i]
    if low in ("and", "but", "or") or (low == "," and tokens.lowers[i + 1] in ("and", "but")):
        return _leading(tokens, i, whole)
    if low == ",":
        return _before_apposition(tokens, i, whole)
    if low in ("who", "which", "that"):
        return leftward(tokens, i - 2 if tokens.lowers[i - 1] == "," else i - 1, whole)
    found = leftward(tokens, i, whole)
    if found is None or not (found.name or found.pronoun or found.head in words.kind_of):
        found = _before_relative(tokens, i, whole) or found
    return found


def _skipped(low: str, words: Lexicon) -> bool:
    return low in words.skip or (low.endswith("ly") and low not in words.kind_of and len(low) > 4)


def _leading(tokens: Tokens, end: int, whole: str) -> Source | None:
    """Return the subject that a clause began with: "Ann Lee ran home and | said"."""
    first = 0
    for i in range(end - 1, max(0, end - FARTHEST), -1):
        if tokens.lowers[i] == "," and tokens.lowers[i + 1] in ("and", "but"):
            first = i + 2
            break
    found = after(tokens, first, whole) if first < end else None
    if found is None and first:
        found = after(tokens, 0, whole)
    return found if found and found.last < end and (found.known or found.pronoun) else None


def _before_relative(tokens: Tokens, end: int, whole: str) -> Source | None:
    """Return the subject of "A man who lives nearby | said"."""
    for i in range(end, max(0, end - 18), -1):
        if tokens.lowers[i] == "who" and not tokens.quoted[i]:
            return leftward(tokens, i - 2 if tokens.lowers[i - 1] == "," else i - 1, whole)
    return None


def _before_apposition(tokens: Tokens, comma: int, whole: str) -> Source | None:
    """Return the phrase of "Ann Lee, 23, of Elm Street, | said": before the commas."""
    words = lexicon()
    inner = leftward(tokens, comma - 1, whole)
    for i in range(comma - 1, max(-1, comma - 22), -1):
        if tokens.lowers[i] != ",":
            continue
        if tokens.lowers[i + 1] in SUFFIX:
            continue
        outer = leftward(tokens, i - 1, whole)
        if inner and inner.first == i + 1 and _is_person(tokens, inner):
            return inner
        if outer and (outer.name or outer.head in words.kind_of):
            return outer
    return inner if inner and inner.name else None


def _is_person(tokens: Tokens, source: Source) -> bool:
    """Tell whether a phrase is somebody's full name, with or without a title."""
    named = source.name is not None and " " in source.name
    return named and tokens.lowers[source.first] not in lexicon().determiners


def leftward(tokens: Tokens, end: int, whole: str) -> Source | None:
    """Return the speaker's phrase that ends with token `end`, or None if none does."""
    words = lexicon()
    if end < 0 or tokens.quoted[end]:
        return None
    if tokens.lowers[end] in words.pronouns:
        return make_source(tokens, end, end, whole)
    first = _first(tokens, end, words)
    plural = tokens.lowers[end] in words.bodies
    if first < end and tokens.lowers[first] in words.joins | ({"that"} if plural else set()):
        first += 1
    for i in range(first + 1, end):
        if _only_where(tokens, i, words):
            end = i - 1
            break
    if first == end and not _wordlike(tokens, end, words):
        return None
    found = make_source(tokens, first, end, whole)
    return _whose(tokens, found, whole) or found


def _only_where(tokens: Tokens, i: int, words: Lexicon) -> bool:
    """Tell whether token `i` begins what only tells where: "a spokesman | in the capital"."""
    low, head = tokens.lowers[i], tokens.lowers[i - 1]
    if head in words.bodies:
        return low in words.joins
    return low in WHERE and head in words.kind_of


def _whose(tokens: Tokens, place: Source, whole: str) -> Source | None:
    """Return who stands before a phrase that only tells where or of what: "officers | at the bar".

    Papers speak, and not who got hold of them: "records obtained by | the paper". A body gives way
    to a person who is named: "Lt. Ann Lee of | the county's police".
    """
    words = lexicon()
    join = place.first - 1
    if place.pronoun or join < 1 or tokens.quoted[join]:
        return None
    low = tokens.lowers[join]
    if low == "by" and tokens.lowers[join - 1] in OBTAINED:
        return leftward(tokens, join - 2, whole)
    if place.name:
        return None
    if place.head in words.kind_of:
        within = low in OF_BODIES and place.head in words.orgs
    else:
        within = low in words.joins or low in WITHIN
    who = leftward(tokens, join - 1, whole) if within else None
    if who is None or who.pronoun:
        return None
    if who.name is not None and " " in who.name:
        return who
    speaks = not words.kind_of.keys().isdisjoint(tokens.lowers[who.first : who.last + 1])
    return who if speaks and place.head not in words.kind_of else None


def _first(tokens: Tokens, end: int, words: Lexicon) -> int:
    """Return the first token of the phrase that ends with token `end`."""
    i = first = end
    while i >= 0 and end - i < LONGEST and not (tokens.quoted[i] and i == 0):
        low = tokens.lowers[i]
        if low in words.determiners and not (low in words.modifiers and _phrasal(tokens, i - 1)):
            first = i
            if not (i > 0 and _joins(tokens, i - 1, words)):
                break
            i -= 1
            first = i
        elif _holds(tokens, i, end, words):
            first = i
        elif not _bridges(tokens, i, end):
            break
        i -= 1
    return first


def _holds(tokens: Tokens, i: int, end: int, words: Lexicon) -> bool:
    """Tell whether token `i` may be the first word of the phrase that ends with `end`."""
    low, capital = tokens.lowers[i], tokens.texts[i][0].isupper()
    known = low in words.kind_of or low in words.modifiers or low in words.titles
    if i < end and tokens.lowers[end] in words.bodies and words.kind_of.get(low) in REDUCED:
        return False  # "the man | police say": a relative clause without its pronoun
    if capital or known:
        return not (capital and i == 0 < end and low in words.stops)
    if low in SUFFIX or low in PARTICLES:
        return True
    if i == end:
        if AGED.match(low):
            return _numbered(tokens, i)
        return low.isalpha() and i > 0 and tokens.lowers[i - 1] in words.determiners
    joined = low == "and" and _conjoined(tokens, i, words)
    return joined or bool(AGED.match(low)) or _joins(tokens, i, words)


def _bridges(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether token `i` may stand inside a phrase: "'s", the comma of ", Jr."."""
    if tokens.lowers[i] in POSSESSIVE:
        return i > 0
    return tokens.lowers[i] == "," and i < end and tokens.lowers[i + 1] in SUFFIX


def _numbered(tokens: Tokens, i: int) -> bool:
    return (i > 0 and tokens.texts[i - 1].isupper()) or tokens.lowers[i].endswith("-old")


def _conjoined(tokens: Tokens, i: int, words: Lexicon) -> bool:
    """Tell whether all words from the sentence's beginning to an "and" are capitalised."""
    return 0 < i <= 6 and all(
        t[0].isupper() or t.lower() in words.determiners for t in tokens.texts[:i]
    )


def _phrasal(tokens: Tokens, i: int) -> bool:
    return i >= 0 and tokens.lowers[i] in ("the", "a", "an", "his", "her", "their")


def _joins(tokens: Tokens, i: int, words: Lexicon) -> bool:
    """Tell whether token `i` is a preposition after a known speaker: "members | of the family"."""
    if tokens.lowers[i] not in words.joins or i == 0:
        return False
    head = tokens.lowers[i - 1]
    return head in words.kind_of or head in ("one", "some", "both", "many", "most", "several")


def _wordlike(tokens: Tokens, i: int, words: Lexicon) -> bool:
    low, text = tokens.lowers[i], tokens.texts[i]
    if low in words.kind_of:
        return True
    return text[0].isupper() and low not in words.stops and low not in words.determiners
