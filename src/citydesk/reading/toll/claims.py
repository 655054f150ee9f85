"""Noun groups meet outcome words: "two people were shot, one fatally" claims 2 shot, 1 killed.

These are proposals with high recall. `decide.py` weighs what the account as a whole tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citydesk.reading.toll.groups import Group, groups
from citydesk.reading.toll.tokens import Word, lexicon

OUTCOMES = frozenset({"killed", "injured", "shot"})
RANK = {"killed": 3, "injured": 2, "shot": 1}
VICTIMS = frozenset({"victims", "casualties"})
NOTABLE = (
    VICTIMS
    | {"second", "third", "fourth", "fifth"}
    | {"murder-suicide", "himself", "herself", "themselves", "suicide", "life"}
)
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
PEOPLE = frozenset({"victim", "person", "man", "woman", "teen", "boy", "girl", "child", "officer"})
TWICE = {"double": 2, "triple": 3, "quadruple": 4}
NUMBERING = ORDINALS.keys() | TWICE.keys()
SUICIDAL = frozenset({"murder-suicide", "own", "suicide"})
COUNTS = frozenset({"counts", "count", "charges"})
MURDER = frozenset({"murder", "homicide", "manslaughter"})
DOUBLED = MURDER | {"shooting", "fatal", "killing", "slaying"}
NOUNS = MURDER | {
    "murders", "homicides", "shooting", "shootings", "killing", "killings", "slaying", "slayings",
}  # fmt: skip
"""Deeds: whoever stands before one ("a man charged with murder") need not have suffered it."""
DEEDS = NOUNS | {"death", "deaths", "fatal", "deadly", "fatality"}
GRADES = frozenset({"first", "second", "third", "degree", "1st", "2nd", "first-degree", "-"}) | {
    "second-degree", "felony", "capital", "aggravated", "attempted", "open", "intentional",
}  # fmt: skip
"""Words between a number and the charges that it counts."""
DOERS = frozenset({"suspect", "suspects", "gunman", "charge", "charges", "case", "detectives"})
FATAL = frozenset({"fatal", "deadly"})
LIMBS = frozenset({"leg", "hand", "foot", "arm", "thigh", "finger", "knee", "ankle", "buttocks"})
TURNED = frozenset({"turned", "turns", "turning", "turn"})
PRONOUNS = frozenset({"he", "she", "they"})
OWNERS = frozenset({"his", "her"})
WOUNDS = frozenset({"wound", "wounds", "injury", "injuries"})
WOUNDED = WOUNDS | {"victim", "victims", "injuries", "survivor", "survivors"}
MORE = frozenset({"another", "second", "third", "fourth", "other", "also", "too"})
ACCUSED = frozenset(
    {"charged", "accused", "arrested", "convicted", "indicted", "sentenced", "suspected", "sought"}
    | {"wanted", "guilty", "arraigned", "jailed"}
)
HOSPITALS = frozenset({"hospital", "hospitals"})
WHERE = frozenset({"where", "but"})
NOT = frozenset({"not", "n't", "wasn't", "weren't", "didn't"})
LIVED = frozenset({"survived", "survive", "survives", "lived", "live", "lives", "recovered"})
DESCRIBING = frozenset({"modifier", "one", "the"})
CALLINGS = 3  # words that may say what somebody is, before the name
LABEL = 4  # words among which a line's label ends
LONGEST = 4  # words of a name
FAR = 14
"""How many words may lie between people and what befell them."""


@dataclass(slots=True)
class Claim:
    """A count with its outcome, told in the words `first` to `last` of the sentence `index`."""

    kind: Literal[
        "killed",
        "injured",
        "shot",
        "unhurt",
        "self",
        "victims",
        "nth",
        "nth hit",
        "counts",
        "attempts",
        "pact",
    ]
    count: int | None
    exact: bool
    key: str
    singular: bool
    index: int
    first: int
    last: int
    word: str
    fresh: bool = False
    another: bool = False


def claims(words: list[Word], index: int, title: bool) -> list[Claim]:
    """Return what one sentence claims about how many were killed, hurt or shot."""
    spots = [i for i, word in enumerate(words) if word.kind in OUTCOMES and not _heard(words, i)]
    if not spots and not any(word.low in NOTABLE for word in words):
        return []
    found = groups(words, title)
    used: set[int] = set()
    out: list[Claim] = []
    done = -1
    for i in spots:
        if i <= done:
            continue
        done, kind = _compound(words, i)
        claim = _bind(words, found, used, (i, done), kind)
        if claim is not None:
            group, what = claim
            low, high = min(group.first, i), max(group.last - 1, done)
            out.append(
                Claim(
                    what,  # type: ignore[arg-type]
                    group.count,
                    group.exact,
                    group.key,
                    group.singular,
                    index,
                    low,
                    high,
                    words[done].low,
                    words[group.first].kind in {"one", "number", "age"}
                    or words[group.first].capital,
                    group.singular and _another(words, group),
                )
            )
    out = [*_without_the_dead(words, out), *_listed(words, found, index)]
    out.extend(_victims(words, found, index))
    out.extend(_ordinals(words, index))
    out.extend(_suicides(words, index))
    return out


def _listed(words: list[Word], found: list[Group], index: int) -> list[Claim]:
    """Return "Deceased: Ana Ruiz, 33; Omar Roe, 40" as a claim about all who are listed."""
    mark = next((i for i, word in enumerate(words[:LABEL]) if word.low == ":"), 0)
    label = words[mark - 1] if mark else None
    listed = [g for g in found if g.first > mark and g.count]
    if label is None or label.kind not in {"killed", "injured"} or not listed:
        return []
    count = sum(g.count or 0 for g in listed)
    last = listed[-1].last - 1
    kind: Literal["killed", "injured"] = "killed" if label.kind == "killed" else "injured"
    return [Claim(kind, count, True, "", False, index, mark - 1, last, label.low)]


def _heard(words: list[Word], i: int) -> bool:
    """Tell whether a gunshot is a sound, and nobody's wound."""
    return words[i].low == "gunshot" and not any(w.low in WOUNDED for w in words[i + 1 : i + 2])


def _without_the_dead(words: list[Word], told: list[Claim]) -> list[Claim]:
    """Leave out the wounds of who died: "was taken to a hospital, where he died of his injuries".

    Several who were taken to one where some of them died were all hit, and did not all live.
    """
    deaths = [claim for claim in told if claim.kind == "killed" and claim.count]
    if not deaths:
        return told
    out = []
    for claim in told:
        if claim.kind == "injured" and claim.count:
            if claim.singular and any(d.first == claim.first for d in deaths):
                continue
            if any(_of_them(words, claim, death) for death in deaths):
                claim.kind = "shot"
        out.append(claim)
    return out


def _of_them(words: list[Word], taken: Claim, death: Claim) -> bool:
    """Tell whether a death is told of some of those who were taken to a hospital "where …"."""
    if taken.word not in HOSPITALS or (death.count or 0) >= (taken.count or 0):
        return False
    return any(word.low in WHERE for word in words[taken.last : death.first])


def _another(words: list[Word], group: Group) -> bool:
    """Tell whether a person is told of as one more: "another man", "a second boy was also"."""
    near = words[group.first : group.last + 2]
    return any(w.low in MORE for w in near)


def _victims(words: list[Word], found: list[Group], index: int) -> list[Claim]:
    """Return "three victims" as a claim of its own: it counts everyone hit."""
    return [
        Claim("victims", g.count, g.exact, "", False, index, g.first, g.last - 1, "victims")
        for g in found
        if g.count is not None and g.count > 1 and words[g.last - 1].low in VICTIMS
    ]


def _ordinals(words: list[Word], index: int) -> list[Claim]:
    """Return "third victim dies" (three dead) and "three counts of murder" as claims."""
    out = []
    spots = [i for i, w in enumerate(words[:-1]) if w.kind == "number" or w.low in NUMBERING]
    for i in spots:
        word, after = words[i], words[i + 1]
        number = ORDINALS.get(word.low, 0)
        if number and after.kind == "singular":
            near = words[i + 2 : i + 10]
            if not ACCUSED.isdisjoint([w.low for w in near]) or after.low not in PEOPLE:
                continue
            if any(w.kind == "killed" and w.low not in DEEDS for w in near):
                out.append(_claim("nth", number, (i, i + 1), index))
            elif any(w.kind in OUTCOMES for w in near):
                out.append(_claim("nth hit", number, (i, i + 1), index))
        elif word.kind == "number" or word.low in TWICE:
            number = TWICE.get(word.low, word.number)
            if found := _counts(words, i):
                out.append(_claim(found[0], number, (i, found[1]), index))
            elif word.low in TWICE and after.low in DOUBLED:
                kind = "victims" if after.low == "shooting" else "counts"
                out.append(_claim(kind, number, (i, i + 1), index))
    return out


def _counts(words: list[Word], i: int) -> tuple[str, int] | None:
    """Return what "two counts of murder" or "2 murder charges" count, and where they end."""
    counted = murder = attempted = False
    for j in range(i + 1, min(len(words), i + 9)):
        low = words[j].low
        counted = counted or low in COUNTS
        murder = murder or low in MURDER
        attempted = attempted or low == "attempted"
        if counted and murder:
            return ("attempts" if attempted else "counts"), j
        if not counted and low not in GRADES and not murder:
            return None
        if counted and words[j].low == ",":
            return None
    return None


def _suicides(words: list[Word], index: int) -> list[Claim]:
    """Return "turned the gun on himself" and "murder-suicide" as claims that the shooter died."""
    out = []
    for i in [i for i, w in enumerate(words) if w.kind == "self" or w.low in SUICIDAL]:
        word = words[i]
        if word.low == "murder-suicide":
            out.append(_claim("pact", 2, (i, i), index))
        elif word.kind == "self":
            lows = {w.low for w in words[max(0, i - 6) : i]}
            turned = words[i - 1].low == "on" and not TURNED.isdisjoint(lows)
            if turned or _own_too(words, i):
                out.append(_claim("pact", 2, (max(0, i - 4), i), index))
            if words[i - 1].kind in OUTCOMES and words[i - 2].low in {"fatally", "and"}:
                worst = {w.kind for w in words[max(0, i - 3) : i]}
                if "killed" in worst:
                    out.append(_claim("killed", 1, (max(0, i - 3), i), index))
        elif word.low == "own" and i + 1 < len(words) and words[i + 1].low in {"life", "lives"}:
            out.append(_claim("self", 1, (max(0, i - 2), i + 1), index))
        elif word.low == "suicide" and i and words[i - 1].low in {"committed", "commits", "of"}:
            out.append(_claim("self", 1, (i - 1, i), index))
    return out


def _own_too(words: list[Word], i: int) -> bool:
    """Tell whether "himself" comes on top of others: "kills wife, himself", "before shooting …".

    Who shot himself by accident or in the leg did not follow those whom he shot.
    """
    near = {w.low for w in words[max(0, i - 9) : i + 6]}
    if not near.isdisjoint(LIMBS) or any(low.startswith("accident") for low in near):
        return False
    j = i - 1
    while j > 0 and (words[j].kind in OUTCOMES or words[j].low == "fatally"):
        j -= 1
    if words[j].low in {"then", "before"}:
        return True
    others = any(_active(word) for word in words[max(0, j - 9) : j - 1])
    return words[j].low in {"and", "&", ","} and others


def _active(word: Word) -> bool:
    return word.kind in OUTCOMES and word.low not in lexicon().sets["not active"] | DEEDS


def _claim(kind: str, n: int, at: tuple[int, int], index: int) -> Claim:
    return Claim(kind, n, True, "", False, index, *at, kind)  # type: ignore[arg-type]


def _compound(words: list[Word], i: int) -> tuple[int, str]:
    """Follow "shot and killed", "fatally shot", "shot to death": the last word, the worst kind."""
    kind, last, size = words[i].kind, i, len(words)
    while last + 1 < size:
        step = 2 if words[last + 1].low in {"and", "to", "multiple"} else 1
        if last + step >= size or words[last + step].kind not in OUTCOMES:
            break
        last += step
        if words[last].low in WOUNDS and words[last - 1].low == "gunshot":
            continue
        if RANK[words[last].kind] > RANK[kind]:
            kind = words[last].kind
    return last, kind


def _bind(
    words: list[Word], found: list[Group], used: set[int], spot: tuple[int, int], kind: str
) -> tuple[Group, str] | None:
    first, last = spot
    if first and words[first - 1].low in {"no", "zero", "without"} and kind != "shot":
        return Group(first - 1, first, 0, True, "", False), kind
    before = {w.low for w in words[max(0, first - 4) : first]}
    if last + 1 < len(words) and words[last + 1].kind == "self":
        return Group(last + 1, last + 2, 1, True, "self", True), "self"
    if first and words[last].low == "death" and words[first - 1].low in OWNERS:
        return Group(first - 1, first, 1, True, "", True), kind
    right = _object(words, found, spot)
    deed = words[last].low in NOUNS and not _suffered(words, found, first)
    deed = deed or (words[last].low in FATAL and words[last + 1 : last + 2] != [])
    subject = None if right or deed else _pronoun(words, found, spot)
    group = right or subject or (None if deed else _left(words, found, used, first))
    if group is None:
        return None
    if right is not None:
        used.add(group.first)
    denied = not before.isdisjoint(NOT)
    if denied and words[last].low in LIVED:
        return group, "killed"
    if denied:
        return group, "unhurt"
    return group, kind


def _pronoun(words: list[Word], found: list[Group], spot: tuple[int, int]) -> Group | None:
    """Return whom "he", "she" or "they" are of whom a death is told: "…, where she later died"."""
    first, last = spot
    i, passive = first - 1, words[last].low in lexicon().sets["not active"]
    while i >= 0 and words[i].kind in {"aux", "skip"}:
        passive = passive or words[i].kind == "aux"
        i -= 1
    if i < 0 or not passive or words[i].low not in PRONOUNS or words[last].kind != "killed":
        return None
    one = words[i].low != "they"
    told = (g for g in reversed(found) if g.last <= i and g.singular == one)
    return next(told, Group(i, i + 1, 1 if one else None, one, "", one))


def _suffered(words: list[Word], found: list[Group], first: int) -> bool:
    """Tell whether a deed is somebody's: "the man's murder", "2 killings"."""
    return any(g.last == first for g in found)


def _object(words: list[Word], found: list[Group], spot: tuple[int, int]) -> Group | None:
    """Return whom an active outcome word befalls: "killing two", "the death of a man"."""
    first, last = spot
    of = last + 1 < len(words) and words[last + 1].low == "of"
    if of and words[last].low in NOUNS | {"death", "deaths"}:
        return _right(words, found, last + 1) or _farther(words, found, last + 2)
    passive = any(w.kind == "aux" for w in words[max(0, first - 3) : first])
    if passive or words[last].low in lexicon().sets["not active"]:
        return None
    if words[last].low in NOUNS and last + 1 < len(words) and words[last + 1].low in DOERS:
        return None
    return _right(words, found, last)


def _right(words: list[Word], found: list[Group], last: int) -> Group | None:
    start = last + 1
    while start < len(words) and words[start].low in {"at", "more", "up", "as", "dead"}:
        near = {word.low for word in words[max(0, start - 1) : start + 2]}
        if words[start].low == "as" and "many" not in near:
            return None
        start += 1
    found_here = next((g for g in found if g.first <= start < g.last), None)
    return found_here or _described(words, start)


def _farther(words: list[Word], found: list[Group], start: int) -> Group | None:
    """Return people behind what tells more of them: "the killing of an elderly | Dalton couple"."""
    for group in found:
        if start < group.first <= start + CALLINGS:
            between = words[start : group.first]
            return group if all(_plain(w) or w.kind in DESCRIBING for w in between) else None
    return None


def _described(words: list[Word], start: int) -> Group | None:
    """Return a name behind what its bearer is called: "the death of | corner grocer Ann Lee"."""
    i = start
    while i < min(len(words), start + CALLINGS) and _plain(words[i]) and not words[i].capital:
        i += 1
    j = i
    while j < len(words) and j - i < LONGEST and _plain(words[j]) and words[j].capital:
        j += 1
    return Group(i, j, 1, True, words[j - 1].low, True) if j - i > 1 else None


def _plain(word: Word) -> bool:
    return not word.kind and word.low.isalpha()


def _left(words: list[Word], found: list[Group], used: set[int], first: int) -> Group | None:
    best = None
    for group in found:
        if group.last > first:
            break
        if group.first not in used and first - group.last <= FAR:
            best = group
    return None if best and _did_it(words, best.last, first) else best


def _did_it(words: list[Word], last: int, first: int) -> bool:
    """Tell whether people are said to have done it: "four men charged in a fatal shooting".

    Who is "arrested after being shot" suffered it even so. "Eight people, including the two who
    died" says nothing of the eight's death.
    """
    between = [w.low for w in words[last:first]]
    if between and between[-1] == "who":
        return "including" in between
    if ACCUSED.isdisjoint(between):
        return False
    return not any(w.kind == "aux" for w in words[max(last, first - 3) : first])
