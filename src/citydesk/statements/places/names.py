"""The names of cities, counties and states that stand in a text, with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from citydesk.statements.places.addresses import Address, lists
from citydesk.statements.places.gazetteer import cities, gazetteer, key_of
from citydesk.statements.places.words import Words

LONGEST = 4
PARTICLES = frozenset({"of", "du", "de", "la", "le", "the", "on", "and", "by", "-"})
NOT_CITIES = frozenset(
    "police friday sunday monday tuesday wednesday thursday saturday january february march april"
    " may june july august september october november december the a an in on at he she it they"
    " we us ap cnn abc nbc cbs fox what who when where why if how this that home hospital city"
    " town village township county street state east north south west eastern northern southern"
    " western new river lake park bay valley beach united states states.".split()
)
DOUBTFUL = frozenset(
    "officer chief university college many post center central justice union story justin tyler"
    " day page best price early church hope young bond lead fate energy science experiment"
    " imperial republic commerce industry ladies media rice star time investigators detectives"
    " deputies homicide crime video photo photos update breaking national american eagle sheriff"
    " marshall sergeant major christmas halloween thanksgiving easter facebook twitter google"
    " read watch sign share email contact black white brown green gray blue orange red honda ford"
    " chevrolet buick dodge chrysler cadillac nissan taylor jordan martin davis smith johnson"
    " williams jones anderson thomas harris lewis clark walker allen king wright scott adams"
    " nelson mitchell carter parker evans edwards collins stewart morris rogers reed cook morgan"
    " bell cooper bailey kelly howard ward cox richardson wood watson brooks bennett james hughes"
    " myers long foster sanders ross powell sullivan russell fisher henderson cole west graham"
    " hamilton wallace woods gordon hunter ellis harrison mason kennedy warren dixon gibson"
    " webb freeman wells porter hunter tucker crawford henry boyd kennedy dean logan grant"
    " david victor francis eugene chandler mercer sandy holly aurora eden liberty freedom unity"
    " globe sun police. house mission gun good first second third five seven live moody".split()
)
DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest downtown".split()
)
COUNTY_WORDS = frozenset({"county", "parish", "borough"})


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a named place: words `first` <= i < `last`.

    `state` is the state told in the same breath ("Dover, Del.") and `end` is past its words.
    `inside` says that the name is part of a street's or a spot's name.
    """

    words: Words
    first: int
    last: int
    kind: Literal["city", "county", "state"]
    key: str
    state: str | None = None
    end: int = 0
    inside: Literal["", "street", "landmark", "longer"] = ""


def names_in(words: Words, addresses: Sequence[Address]) -> list[Name]:
    """Return the names in a text, in order; the longest name wins."""
    taken = ["" for _ in range(len(words))]
    for address in addresses:
        kind = "landmark" if address.precision == "landmark" else "street"
        for k in range(address.first, address.last):
            taken[k] = kind
    found: list[Name] = []
    i, n = 0, len(words)
    while i < n:
        if not words.text[i][0].isupper():
            i += 1
            continue
        name = _city(words, i, taken, shortest=2) or _state(words, i) or _county(words, i)
        name = name or _city(words, i, taken) or _unknown(words, i, taken)
        if name is None:
            i += 1
            continue
        found.append(name)
        if name.kind == "city" and name.last - i >= 2 and words.lower[i] in DIRECTIONS:
            rest = _city(words, i + 1, taken)
            if rest is not None and rest.last == name.last:
                found.append(replace(rest, inside="longer"))
        i = max(name.end, name.last)
    return found


def _state(words: Words, i: int) -> Name | None:
    known = gazetteer()
    for size in (3, 2, 1):
        if i + size > len(words):
            continue
        text = " ".join(words.text[i : i + size])
        low = text.lower()
        code = known.states.get(low)
        if code is None and size == 1 and text.endswith("."):
            code = known.short.get(text)
        if code is not None:
            if low in {"washington", "new york"} and not _means_state(words, i, i + size):
                return None
            if size == 1 and low == "georgia" and words.low(i + 1) == "avenue":
                return None
            return Name(words, i, i + size, "state", code, code, i + size)
    return None


def _means_state(words: Words, first: int, last: int) -> bool:
    return words.low(last) in {"state", "state's"} or words.low(first - 1) == ","


def state_after(words: Words, i: int) -> tuple[str, int] | None:
    """Return the state told right after a name that ends before word `i`, and where it ends."""
    j = i
    if words.low(j) == ",":
        j += 1
    known = gazetteer()
    for size in (3, 2, 1):
        if j + size > len(words):
            continue
        text = " ".join(words.text[j : j + size])
        code = known.short.get(text) or (
            known.states.get(text.lower()) if text[0].isupper() else None
        )
        if code and (j > i or text.endswith(".") or words.text[j].isupper() or size >= 1):
            if j == i and not text.endswith(".") and text not in known.names:
                return None
            return code, j + size
        if (
            size == 1
            and text in known.names
            and (j > i or text not in {"IN", "OR", "ME", "OK", "HI"})
        ):
            return text, j + size
        if size == 1 and j > i and text.title() + "." in known.short and text.isupper():
            return known.short[text.title() + "."], j + size
    return None


def _county(words: Words, i: int) -> Name | None:
    for size in (1, 2, 3):
        if words.low(i + size) in COUNTY_WORDS and words.low(i) != "the":
            key = " ".join(words.lower[i : i + size + 1])
            key = key.replace("saint ", "st ")
            if key not in gazetteer().counties or not words.capital(i + size - 1):
                continue
            told = state_after(words, i + size + 1)
            state, end = told or (None, i + size + 1)
            return Name(words, i, i + size + 1, "county", key, state, end)
        if not words.capital(i + size):
            break
    return None


def _city(words: Words, i: int, taken: Sequence[str], *, shortest: int = 1) -> Name | None:
    for size in range(min(LONGEST, len(words) - i), shortest - 1, -1):
        last = i + size
        if not words.text[last - 1][0].isupper():
            continue
        if any(
            not words.text[k][0].isupper() and words.lower[k] not in PARTICLES
            for k in range(i + 1, last)
        ):
            continue
        key = key_of(_owner(" ".join(words.text[i:last])))
        if size > 1 and not cities(key):
            continue
        if size == 1:
            low = words.lower[i]
            if "-" in low and not cities(key):
                head = low.partition("-")[0]
                known = cities(head)
                if known and known[0].people > 50_000:
                    return Name(words, i, last, "city", head, None, last, "longer")
            if not cities(key) or key in NOT_CITIES or len(key) < 3:
                continue
        if size > 1 and words.lower[last - 1] in COUNTY_WORDS:
            continue
        told = state_after(words, last)
        if told is None and key in DOUBTFUL and not _looks_like_city(words, i, last):
            continue
        state, end = told or (None, last)
        inside = taken[i] if told is None else ""
        return Name(words, i, last, "city", key, state, end, inside)  # type: ignore[arg-type]
    return None


def _owner(text: str) -> str:
    return text.removesuffix("'s").removesuffix("’s")


def _looks_like_city(words: Words, first: int, last: int) -> bool:
    before, after = words.low(first - 1), words.low(last)
    if before in {"in", "near", "outside", "downtown"}:
        return not words.capital(last)
    return after in {"police", "mayor", "fire"} and not words.capital(first - 1)


def _unknown(words: Words, i: int, taken: Sequence[str]) -> Name | None:
    """Take a city that the gazetteer does not know from what stands around its name."""
    known = lists()
    last = i
    while last < len(words) and last - i < 3 and words.capital(last):
        if words.lower[last] in known["stop"] or words.lower[last] in NOT_CITIES or taken[last]:
            break
        last += 1
    if last == i or words.capital(i - 1) or words.lower[i] in gazetteer().states:
        return None
    told = state_after(words, last) if words.low(last) == "," else None
    key = key_of(_owner(" ".join(words.text[i:last])))
    if len(key) < 3 or words.part == "title":
        return None
    if told is not None:
        return Name(words, i, last, "city", key, told[0], told[1])
    if words.low(last) == "township":
        return Name(words, i, last + 1, "city", key, None, last + 1)
    in_it = words.low(i - 1) == "in" and last - i <= 2 and not words.capital(last)
    if in_it or (words.low(last) in {"police", "residents"} and last - i == 1):
        return Name(words, i, last, "city", key, None, last)
    return None
