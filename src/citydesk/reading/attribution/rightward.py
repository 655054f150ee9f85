"""The phrase that begins after a word: "according to | a release from the police", "… said | X"."""

from __future__ import annotations

import re

from citydesk.reading.attribution.phrase import (
    PARTICLES,
    POSSESSIVE,
    SUFFIX,
    Source,
    Tokens,
    in_name,
    make_source,
    personal_name,
)
from citydesk.reading.attribution.words import Lexicon, lexicon

LONGEST = 14  # tokens of a phrase
AGED = re.compile(r"\d{1,3}-(?:year|month|week|day)-old$|\d{1,3}$")
PERSONAL = frozenset({"family", "witness", "resident", "lawyer", "official", "other"})


def after(tokens: Tokens, first: int, whole: str) -> Source | None:
    """Return the phrase that begins at token `first`: of "according to …", "… said X"."""
    words = lexicon()
    n = len(tokens.texts)
    if first < n and tokens.lowers[first] in words.pronouns:
        return make_source(tokens, first, first, whole)
    last, i = -1, first
    while i < n and i - first < LONGEST and not tokens.quoted[i]:
        low = tokens.lowers[i]
        if _ends_phrase(tokens, i, words) or (last < 0 and _unlisted(low, i - first, words)):
            last = i
        elif low in words.joins and last >= 0 and _goes_on(tokens, i, words):
            if _named_person(tokens, first, last, whole):
                break
        elif not _inner(tokens, i, first, words):
            break
        i += 1
    found = make_source(tokens, first, last, whole) if last >= first else None
    return _apposed(tokens, found, whole)


def _ends_phrase(tokens: Tokens, i: int, words: Lexicon) -> bool:
    """Tell whether a phrase may end with token `i`."""
    low = tokens.lowers[i]
    if low in words.determiners:
        return False
    if tokens.texts[i][0].isupper() and (low not in words.stops or low == "officers"):
        return True
    if low in words.kind_of or low in words.modifiers or low in SUFFIX or low in PARTICLES:
        return True
    return low in POSSESSIVE or bool(AGED.match(low))


def _inner(tokens: Tokens, i: int, first: int, words: Lexicon) -> bool:
    """Tell whether token `i` may stand inside a phrase but not end it."""
    if tokens.lowers[i] in words.determiners:
        return i == first or tokens.lowers[i - 1] in words.joins
    follow = tokens.lowers[i + 1 : i + 2]
    return tokens.lowers[i] == "," and bool(follow) and follow[0] in SUFFIX


def _unlisted(low: str, distance: int, words: Lexicon) -> bool:
    """Tell whether a word that no list holds may be who speaks: "the shopkeeper"."""
    if low in words.stops or low in words.joins or low in words.determiners:
        return False
    return distance <= 2 and low.isalpha()


def ending(tokens: Tokens, first: int, whole: str) -> Source | None:
    """Return the phrase from token `first` to the next break, if it ends as a speaker does.

    For '…," said local shop steward Ann Lee.': words that no list holds stand before the name.
    """
    words = lexicon()
    last = first
    while last < len(tokens.texts) and last - first < LONGEST:
        if not tokens.texts[last][0].isalnum() or tokens.quoted[last]:
            break
        if tokens.lowers[last] in words.stops or tokens.lowers[last] in words.cues:
            break
        last += 1
    last -= 1
    if last <= first or tokens.lowers[first] in words.joins:
        return None
    found = make_source(tokens, first, last, whole)
    if found and found.name and " " in found.name:
        return found
    return found if found and found.head in words.kind_of else None


def _named_person(tokens: Tokens, first: int, last: int, whole: str) -> bool:
    name, _ = personal_name(tokens, first, last, whole)
    return name is not None and " " in name


def _apposed(tokens: Tokens, found: Source | None, whole: str) -> Source | None:
    """Return "the boy's cousin, Ann Lee," under the name that follows the comma."""
    if found is None or found.name or found.pronoun or found.head.endswith("s"):
        return found
    if found.head not in lexicon().titles and lexicon().kind_of.get(found.head) not in PERSONAL:
        return found
    if tokens.lowers[found.last + 1 : found.last + 2] != [","]:
        return found
    i = found.last + 2
    while i < len(tokens.texts) and not tokens.quoted[i] and in_name(tokens, i, -1, lexicon()):
        i += 1
    ends = i >= len(tokens.texts) or tokens.texts[i] in ",.;:()"
    name, _ = (
        personal_name(tokens, found.last + 2, i - 1, whole) if i > found.last + 2 else (None, None)
    )
    if not ends or name is None or " " not in name:
        return found
    return found._replace(last=i - 1, name=name, title=found.head, known=True)


def _goes_on(tokens: Tokens, join: int, words: Lexicon) -> bool:
    """Tell whether a preposition inside a phrase leads to more of it: "chief of police"."""
    if tokens.lowers[join] not in ("of", "for", "from", "with", "at"):
        return False
    follow = join + 1
    if follow < len(tokens.texts) and tokens.lowers[follow] in words.determiners:
        follow += 1
    if follow >= len(tokens.texts):
        return False
    low = tokens.lowers[follow]
    if tokens.texts[follow][0].isupper():
        return True
    return tokens.lowers[join] == "of" and (low in words.kind_of or low in words.modifiers)
