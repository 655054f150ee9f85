"""Who speaks: the noun phrase before or after a reporting verb, without a parser.

A phrase is grown from its end to the left ("… police spokeswoman Ann Lee | said"), or from its
beginning to the right ("according to | a release from the police department"), over capitalised
words, words that are known to stand in the names of speakers, and a few prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citydesk.model import SpeakerKind
from citydesk.statements.attribution.words import Lexicon, lexicon

LONGEST = 14  # tokens of a phrase
AGED = re.compile(r"\d{1,3}-(?:year|month|week|day)-old$|\d{1,3}$")
STATION = re.compile(r"[kw][a-z]{3}(?:-?(?:tv|fm|am))?(?:\.com)?$")
SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
PARTICLES = frozenset({"de", "la", "van", "von", "der", "del", "al", "el", "bin", "st.", "&"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
REDUCED = frozenset({"other", "family", "witness", "resident"})
PERSONAL = frozenset({"family", "witness", "resident", "lawyer", "official", "other"})
INNER = frozenset({'"', "“", "”", "(", ")"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a sentence: as written, in lower case, their offsets in it, and if quoted."""

    texts: list[str]
    lowers: list[str]
    starts: list[int]
    quoted: list[bool]

    def text(self, first: int, last: int, whole: str) -> str:
        """Return the words from token `first` to token `last` (inclusive) as written."""
        return whole[self.starts[first] : self.starts[last] + len(self.texts[last])]


@dataclass(frozen=True, slots=True)
class Source:
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
        return _leftward(tokens, i - 2 if tokens.lowers[i - 1] == "," else i - 1, whole)
    found = _leftward(tokens, i, whole)
    if found is None or not (found.name or found.pronoun or found.head in words.kind_of):
        found = _before_relative(tokens, i, whole) or found
    return found


def _skipped(low: str, words: Lexicon) -> bool:
    return low in words.skip or (low.endswith("ly") and low not in words.kind_of and len(low) > 4)


def _leading(tokens: Tokens, end: int, whole: str) -> Source | None:
    """Return the subject that a clause began with: "Ann Lee ran home and | said"."""
    first = 0
    for i in range(end - 1, 0, -1):
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
            return _leftward(tokens, i - 2 if tokens.lowers[i - 1] == "," else i - 1, whole)
    return None


def after(tokens: Tokens, first: int, whole: str) -> Source | None:
    """Return the phrase that begins at token `first`: of "according to …", "… said X"."""
    words = lexicon()
    n = len(tokens.texts)
    i = first
    if i < n and tokens.lowers[i] in words.pronouns:
        return _source(tokens, i, i, whole)
    last = -1
    while i < n and i - first < LONGEST and not tokens.quoted[i]:
        low, text = tokens.lowers[i], tokens.texts[i]
        if low in words.determiners and (i == first or tokens.lowers[i - 1] in words.joins):
            pass
        elif text[0].isupper() and (low not in words.stops or low == "officers"):
            last = i
        elif low in words.kind_of or low in words.modifiers:
            last = i
        elif low in words.joins and last >= 0 and _goes_on(tokens, i, words):
            if _named_person(tokens, first, last, whole):
                break
        elif low in POSSESSIVE and last >= 0:
            last = i
        elif low == "," and i + 1 < n and tokens.lowers[i + 1] in SUFFIX:
            pass
        elif low in SUFFIX or low in PARTICLES or AGED.match(low):
            last = i
        elif last < 0 and i - first <= 2 and low.isalpha() and low not in words.stops | words.joins:
            last = i
        else:
            break
        i += 1
    found = _source(tokens, first, last, whole) if last >= first else None
    return _apposed(tokens, found, whole)


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
    found = _source(tokens, first, last, whole)
    if found and found.name and " " in found.name:
        return found
    return found if found and found.head in words.kind_of else None


def _named_person(tokens: Tokens, first: int, last: int, whole: str) -> bool:
    name, _ = _name(tokens, first, last, whole)
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
    while i < len(tokens.texts) and not tokens.quoted[i] and _in_name(tokens, i, -1, lexicon()):
        i += 1
    ends = i >= len(tokens.texts) or tokens.texts[i] in ",.;:()"
    name, _ = _name(tokens, found.last + 2, i - 1, whole) if i > found.last + 2 else (None, None)
    if not ends or name is None or " " not in name:
        return found
    return replace(found, last=i - 1, name=name, title=found.head, known=True)


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


def _before_apposition(tokens: Tokens, comma: int, whole: str) -> Source | None:
    """Return the phrase of "Ann Lee, 23, of Elm Street, | said": before the commas."""
    words = lexicon()
    inner = _leftward(tokens, comma - 1, whole)
    for i in range(comma - 1, max(-1, comma - 22), -1):
        if tokens.lowers[i] != ",":
            continue
        if tokens.lowers[i + 1] in SUFFIX:
            continue
        outer = _leftward(tokens, i - 1, whole)
        if inner and inner.first == i + 1 and _is_person(tokens, inner):
            return inner
        if outer and (outer.name or outer.head in words.kind_of):
            return outer
    return inner if inner and inner.name else None


def _is_person(tokens: Tokens, source: Source) -> bool:
    """Tell whether a phrase is somebody's full name, with or without a title."""
    named = source.name is not None and " " in source.name
    return named and tokens.lowers[source.first] not in lexicon().determiners


def _leftward(tokens: Tokens, end: int, whole: str) -> Source | None:
    words = lexicon()
    if end < 0 or tokens.quoted[end]:
        return None
    if tokens.lowers[end] in words.pronouns:
        return _source(tokens, end, end, whole)
    i = first = end
    head = tokens.lowers[end]
    while i >= 0 and end - i < LONGEST:
        low, text = tokens.lowers[i], tokens.texts[i]
        if tokens.quoted[i] and not (i < end and i > 0):
            break
        if low in words.determiners and not (low in words.modifiers and _phrasal(tokens, i - 1)):
            first = i
            if not (i > 0 and _joins(tokens, i - 1, words)):
                break
            i -= 1
            first = i
        elif i < end and head in words.bodies and words.kind_of.get(low) in REDUCED:
            break
        elif text[0].isupper() and low in words.stops and i == 0 and end > 0:
            break
        elif text[0].isupper() or low in words.kind_of or low in words.modifiers:
            first = i
        elif low == "and" and i < end and _conjoined(tokens, i, words):
            first = i
        elif low in POSSESSIVE and i > 0:
            pass
        elif (
            low in SUFFIX
            or low in PARTICLES
            or (AGED.match(low) and (i < end or _numbered(tokens, i)))
        ):
            first = i
        elif low == "," and i + 1 <= end and tokens.lowers[i + 1] in SUFFIX:
            pass
        elif _joins(tokens, i, words) and i < end:
            first = i
        elif i == end and low.isalpha() and i > 0 and tokens.lowers[i - 1] in words.determiners:
            first = i
        else:
            break
        i -= 1
    if tokens.lowers[first] in words.joins and first < end:
        first += 1
    for i in range(first + 1, end):
        if tokens.lowers[i] in words.joins and tokens.lowers[i - 1] in words.bodies:
            end = i - 1
            break
    if first == end and not _wordlike(tokens, end, words):
        return None
    return _source(tokens, first, end, whole)


def _numbered(tokens: Tokens, i: int) -> bool:
    return i > 0 and tokens.texts[i - 1].isupper() or tokens.lowers[i].endswith("-old")


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


def _source(tokens: Tokens, first: int, last: int, whole: str) -> Source | None:
    words = lexicon()
    while first < last and tokens.lowers[last] in POSSESSIVE:
        last -= 1
    phrase = tokens.text(first, last, whole)
    head = tokens.lowers[last]
    if first == last and head in words.pronouns:
        return Source(first, last, phrase, head, "other", pronoun=True)
    several = "and" in tokens.lowers[first:last]
    name, title = (None, None) if several else _name(tokens, first, last, whole)
    kind, known = kind_of(tokens.lowers[first : last + 1], head, name, title)
    return Source(first, last, phrase, head, kind, name, title, known=known)


def _name(tokens: Tokens, first: int, last: int, whole: str) -> tuple[str | None, str | None]:
    """Return the personal name that a phrase ends with, and the title just before it."""
    words = lexicon()
    i = last
    while i >= first and _in_name(tokens, i, first, words):
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


def _in_name(tokens: Tokens, i: int, first: int, words: Lexicon) -> bool:
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
    kinds = [words.kind_of[w] for w in lowers if w in words.kind_of]
    if STATION.match(head):
        return "media", True
    if head in ("source", "sources") or "anonymity" in lowers:
        return "anonymous", True
    if title is not None and title in ("attorney", "lawyer") and "district" not in lowers:
        return ("official" if "county" in lowers else "lawyer"), True
    if name and (title or set(lowers) & words.titles):
        return "official", True
    if head in words.kind_of and not name:
        kind = words.kind_of[head]
        if kind == "media" and len(lowers) == 1 and head not in ("newspaper", "station", "ap"):
            return "media", True
        if head == "attorney" and "district" in lowers:
            return "official", True
        return kind, True
    for kind in ("family", "resident", "witness", "document", "media", "agency", "official"):
        if kind in kinds:
            return kind, True
    return ("other", bool(name))
