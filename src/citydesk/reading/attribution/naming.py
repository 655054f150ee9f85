"""Names in running text: full names by surname, names that begin a sentence, what is said of them.

Only the first `LIMIT` characters of an account are searched, so that a text of any length costs
no more than its share.
"""

from __future__ import annotations

import re

from citydesk.model import SpeakerKind
from citydesk.reading.attribution.phrase import SUFFIX
from citydesk.reading.attribution.words import lexicon

LIMIT = 100_000  # characters of an account in which names are looked up
NEAR = 90  # characters around a name that may say what its bearer is
NAMED = re.compile(
    r"[A-Z](?<![\w.][A-Z])(?:[\w'’-]{1,20}|\.)(?:,? (?:[“\"(][A-Z][\w'’-]{1,15}[”\")]"
    r"|[A-Z][\w'’-]{1,20}|[A-Z]\.|(?:de|la|van|von|del|al)\b)){1,6}"
)
LED = re.compile(r"(?:(?:[\w-]{2,12} ){0,2}[\w.]{2,12} )?([A-Z][\w'’-]{2,20})\b(?!['’]s)")
DATELINE = re.compile(
    r"[A-Z][A-Za-z.' -]{1,30}(?:, [A-Z][\w. ]{1,20})?(?: ?\([\w ./-]{2,20}\))?"
    r" ?(?:—|–|--|-) (?=[A-Z])"
)
CLAUSE_FIRST = re.compile(
    r"(?:Across|After|As|At|Back|Before|Behind|Days|Down|During|For|Hours|In|Inside|Minutes|Months"
    r"|Moments|Near|Nearby|Next|On|Outside|Since|Up|Weeks|When|While|Years"
    r"|[A-Z][\w-]{1,12} (?:minutes|hours|days|weeks|months|years))\b[^,\"“\n]{2,120}, "
)
HARMED = re.compile(
    r"[^.;]{0,80}?\b(?:(?:was|were|had been|has been) (?:\w{2,12}ly )?"
    r"(?:shot|killed|hit|struck|wounded|slain|murdered|stabbed|grazed|pronounced|taken|airlifted)"
    r"|died|dies|suffered)\b"
)
BODY = re.compile(
    r"(?:[A-Z][\w'’.-]{0,20} ){0,5}(?:[Pp]olice|[Dd]eputies|[Dd]etectives|[Ii]nvestigators"
    r"|[Aa]uthorities|Department|Office|Bureau)\b"
    r"(?! (?:[Cc]hief|[Oo]fficer|[Dd]epartment|[Rr]eport))"
)
CALLED = r",? ((?:[A-Z][\w'’.-]{0,20} ){1,3}[A-Z][\w'’-]{1,20})"
WORD = re.compile(r"[A-Za-zéÉ-]+")
OTHERS = frozenset({"him", "his", "her", "hers"})  # she may speak of "his" phone
CLAUSE = re.compile(r"[.!?]\s|\n")
SAW = re.compile(r"\b(?:he|she) (?:saw|heard|watched|witnessed)\b")
LIVES = re.compile(r"\bwho (?:lives|lived|has lived|resides)\b")
TELLING: tuple[SpeakerKind, ...] = (
    "official", "family", "witness", "resident", "lawyer", "social",
)  # fmt: skip
DESCRIBING = frozenset({*TELLING, "agency", "other"})


def full_names(text: str) -> dict[str, str]:
    """Return the full names of a text by surname, the first one where several share it."""
    words = lexicon()
    found: dict[str, str] = {}
    for match in NAMED.finditer(text, 0, LIMIT):
        parts = match.group().split()
        titles = [k for k, word in enumerate(parts) if word.lower() in words.titles]
        del parts[: titles[-1] + 1 if titles else 0]
        while len(parts) > 1 and (parts[0].lower() in words.stops or _describes(parts[0].lower())):
            del parts[0]
        lowers = [part.lower().strip(",.") for part in parts]
        if len(parts) > 1 and words.orgs.isdisjoint(lowers):
            found.setdefault(surname(" ".join(parts)), " ".join(parts[-3:]))
    return found


def surname(name: str) -> str:
    """Return the last word of a name in lower case, without "Jr." and marks."""
    parts = [part for part in name.lower().split() if part.strip(".,") not in SUFFIX]
    return parts[-1].strip(".,”\"'’)") if parts else ""


def leading_name(sentence: str, names: dict[str, str]) -> str | None:
    """Return whom a sentence begins with, by full name or by a known surname: its subject.

    A dateline or a clause of time may stand before it: "Two weeks after the funeral, Ann Lee …".
    """
    for opening in (DATELINE, CLAUSE_FIRST):
        before = opening.match(sentence)
        sentence = sentence[before.end() :] if before is not None else sentence
    match = NAMED.match(sentence)
    if match is not None:
        parts = match.group().split()
        while len(parts) > 1 and _describes(parts[0].lower()):
            del parts[0]
        if len(parts) == 1:
            return names.get(surname(parts[0]))
        name = " ".join(parts)
        return None if is_body(name) else name
    led = LED.match(sentence)
    return names.get(led.group(1).lower()) if led else None


def is_harmed(sentence: str) -> bool:
    """Tell whether whom a sentence begins with was shot in it: he will hardly speak next.

    >>> is_harmed("Bo Orr, 39, of Crane, was shot twice."), is_harmed("Bo Orr saw a man who fell.")
    (True, False)
    """
    return bool(HARMED.match(sentence))


def _describes(word: str) -> bool:
    """Tell whether a word before a name says what its bearer is: "Neighbor Ann Lee"."""
    words = lexicon()
    return word in words.titles or words.kind_of.get(word) in DESCRIBING


def is_body(name: str) -> bool:
    """Tell whether capitalised words name a body, or begin with a word that begins no name."""
    words = lexicon()
    lowers = [part.strip(",.").lower() for part in name.split()]
    first = lowers[0]
    opens = first in words.stops or first in words.titles or first in words.determiners
    return opens or first in words.kind_of or not words.orgs.isdisjoint(lowers)


def called(text: str, head: str) -> str | None:
    """Return the one name that follows a word everywhere in a text ("coroner Ann Lee")."""
    pattern = rf"\b(?i:{re.escape(head)})" + CALLED
    names = {name for name in re.findall(pattern, text[:LIMIT]) if not is_body(name)}
    return names.pop() if len(names) == 1 else None


def described(text: str, name: str) -> tuple[SpeakerKind, str]:
    """Return the kind and gender (m, f or empty) that the words around a name's first place tell.

    >>> described("A neighbor, Ann Lee, said that she ran.", "Ann Lee")
    ('resident', 'f')
    """
    at = text.find(name, 0, LIMIT)
    if at < 0:
        return "other", ""
    words = lexicon()
    end = at + len(name)
    left = CLAUSE.split(text[max(0, at - NEAR) : at])[-1]
    right = CLAUSE.split(text[end : end + NEAR])[0]
    beside = 2 if left.rstrip().endswith(",") else 4  # "his aunt, Ann Lee", not "he ran, Ann Lee"
    near = [*WORD.findall(left)[-beside:][::-1], *WORD.findall(right)[:9]]
    lowers = [word.lower() for word in near]
    kinds = (words.kind_of.get(word, "official" if word in words.titles else "other")
             for word in lowers)  # fmt: skip
    found: SpeakerKind = next((kind for kind in kinds if kind in TELLING), "other")
    if found == "other" and LIVES.search(right):
        found = "resident"
    elif found == "other" and SAW.search(right):
        found = "witness"
    sexes = ("m" if word in words.male else "f" for word in lowers
             if word not in OTHERS and (word in words.male or word in words.female))  # fmt: skip
    return found, next(sexes, "")
