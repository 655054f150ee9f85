"""Noun groups meet outcome words: "two people were shot, one fatally" claims 2 shot, 1 killed.

These are proposals with high recall. `decide.py` weighs what the account as a whole tells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from citydesk.reading.toll.binding import ACCUSED, MURDER, NOUNS, bind
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
DOUBLED = MURDER | {"shooting", "fatal", "killing", "slaying"}
DEEDS = NOUNS | {"death", "deaths", "fatal", "deadly", "fatality"}
GRADES = frozenset({"first", "second", "third", "degree", "1st", "2nd", "first-degree", "-"}) | {
    "second-degree", "felony", "capital", "aggravated", "attempted", "open", "intentional",
}  # fmt: skip
"""Words between a number and the charges that it counts."""
LIMBS = frozenset({"leg", "hand", "foot", "arm", "thigh", "finger", "knee", "ankle", "buttocks"})
TURNED = frozenset({"turned", "turns", "turning", "turn"})
WOUNDS = frozenset({"wound", "wounds", "injury", "injuries"})
WOUNDED = WOUNDS | {"victim", "victims", "injuries", "survivor", "survivors"}
MORE = frozenset({"another", "second", "third", "fourth", "other", "also", "too"})
HOSPITALS = frozenset({"hospital", "hospitals"})
WHERE = frozenset({"where", "but"})
JOINS = frozenset({",", ";", "and", "&"})
PLACING = frozenset({"in", "to", "at"})
LABEL = 4  # words among which a line's label ends


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
        claim = bind(words, found, used, (i, done), kind)
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
    out += _gapped(words, found, out)
    out = [*_without_the_dead(words, out), *_listed(words, found, index)]
    out.extend(_victims(words, found, index))
    out.extend(_ordinals(words, index))
    out.extend(_suicides(words, index))
    return out


def _gapped(words: list[Word], found: list[Group], told: list[Claim]) -> list[Claim]:
    """Return what a verb says of others without being told again.

    "A woman was shot | in the back, a man | in the leg and a boy | in the hand": who stands behind
    a comma or an "and", and before the verb's own preposition, suffered the same.
    """
    out: list[Claim] = []
    taken = {claim.first for claim in told}
    for claim in told:
        behind = claim.last + 1
        if behind >= len(words) or words[behind].low not in PLACING or claim.count == 0:
            continue
        for group in found:
            if group.first <= behind or group.last >= len(words) or group.first in taken:
                continue
            stop = words[group.first - 1].low in JOINS
            if not (stop and group.count and words[group.last].low == words[behind].low):
                continue
            taken.add(group.first)
            held = replace(claim, count=group.count, exact=group.exact, key=group.key)
            at = replace(held, first=group.first, last=group.last - 1, singular=group.singular)
            out.append(replace(at, another=group.singular and _another(words, group)))
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
