"""What became of a person: the words beside each mention that tell a death, a wound or an arrest.

Only words that hang on the person are read: what follows the name and its apposition up to the next
clause, what stands right before it, and the sentence that goes on with "he" or "she".
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from citydesk.reading.people.features import Page, after_apposition, sentence_of
from citydesk.reading.people.lexicon import data
from citydesk.reading.people.name import Name

AFTER = 12
BEFORE = 4
OWNED = 2
"""Words behind "Ruiz's" that may tell her death; what comes later is of what is hers."""
VIOLENT = frozenset({"kill", "hurt"})
FORMS = ("kill", "unharmed", "hurt", "arrested", "charged", "convicted", "at large")
NEVER = frozenset({"not", "no", "n't", "never", "without", "nobody"})
BADLY = frozenset({"seriously", "badly", "critically", "severely", "life"})
"""Who was "not seriously hurt" was hurt."""
BEING = frozenset({"was", "were", "is", "are", "been", "be", "being", "has", "have", "had"})
LINKS = frozenset(
    {"least", "and", "of", "the", "a", "another", "-", "#old", "that", "for", "to", "in"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A cue that hangs on a person: its form ("kill", "hurt", …) and where its word stands.

    `active` marks what the person did ("shot his neighbour"), not what happened to them.
    """

    form: str
    name: Name
    at: int
    active: bool = False


@functools.cache
def forms() -> dict[str, str]:
    """Return the form that each word tells."""
    told = data("people.json")
    return {word: form for form in FORMS for word in told[form]}


def told_beside(name: Name, page: Page) -> list[Told]:
    """Return the cues that hang on one mention or on the list of names that it stands in."""
    if name.place not in page.told:
        page.told[name.place] = told_of(name, page, page.groups[name.words.part][name.first])
    told: list[Told] = page.told[name.place]
    return told


def told_of(name: Name, page: Page, group: tuple[int, int]) -> list[Told]:
    """Return the cues that hang on one mention; `group` is the list of names it stands in."""
    plain = name.words.plain
    begin, end = sentence_of(plain, group[0], group[1])
    head = after_apposition(plain, group[1], end)
    if head < end and plain[head] == "who":
        head += 1
    found = clause(name, plain, head, end)
    owns = plain[group[1] : group[1] + 1] == ["'s"]
    if owns:
        found = [one for one in found if one.form == "kill" and one.at <= group[1] + OWNED]
    for i in range(group[0] - 1, max(begin, group[0] - BEFORE) - 1, -1):
        if form := forms().get(plain[i]):
            passive = plain[i + 1] == "by" or "by" in plain[i : group[0]]
            found.append(Told(form, name, i, active=passive and form in VIOLENT))
            break
        at_least = plain[i] == "at" and plain[i + 1] == "least"
        if plain[i] not in LINKS and plain[i] != "Xx" and not at_least:
            break
    found += _identified(name, plain, begin, group[0])
    goes_on = plain[end + 1 : end + 2] in (["he"], ["she"])
    if goes_on and not owns and group[0] - begin < 3:
        stop = sentence_of(plain, end + 1, end + 2)[1]
        found += clause(name, plain, end + 2, stop)
    return found


def _identified(name: Name, plain: list[str], begin: int, first: int) -> list[Told]:
    """Return the death of "a man who was shot to death … was identified Tuesday as" a name."""
    lead = plain[max(begin, first - 5) : first]
    if "as" not in lead or "identified" not in lead:
        return []
    deaths = [i for i in range(begin, first) if forms().get(plain[i]) == "kill"]
    return [Told("kill", name, i) for i in deaths[:1]]


def clause(name: Name, plain: list[str], first: int, end: int) -> list[Told]:
    """Return the cues of the clause that begins at `first`: who it is about stands before it."""
    stops = data("people.json")["stop"]
    found: list[Told] = []
    passive = False
    form_of = forms().get
    for i, word in enumerate(plain[first : min(end, first + AFTER)], first):
        passive = passive or word in BEING
        if word in stops and i > first:
            break
        before = plain[max(first, i - 3) : i]
        if word == "survive" and not NEVER.isdisjoint(before):
            return [*found, Told("kill", name, i)]
        form = form_of(word)
        if form is None:
            continue
        if not NEVER.isdisjoint(before) and BADLY.isdisjoint(before):
            found += [Told("unharmed", name, i)] if form == "hurt" else []
            continue
        does = form in VIOLENT and not passive and _does(plain[i : i + 5])
        found.append(Told(form, name, i, active=does))
        if does:
            break
    return found


def _does(words: list[str]) -> bool:
    """Tell whether "shot …" without a passive before it is what the person did to another."""
    listed = data("people.json")
    while len(words) > 2 and words[1] == "and" and words[2] in listed["violent"]:
        words = words[2:]
    if words[0] not in listed["violent"] or len(words) < 2:
        return False
    if words[1] == "at":
        return words[2:3] == ["least"] or not {
            "the",
            "him",
            "her",
            "them",
            "officers",
            "police",
        }.isdisjoint(words[2:3])
    return words[1] not in listed["objectless"]


def result_of(told: list[Told], page: Page, *, victim: bool) -> list[tuple[str, Told]]:
    """Return the outcomes that the cues of one person tell, each with the cue it rests on."""
    by_form: dict[str, Told] = {}
    for one in told:
        if not one.active:
            by_form.setdefault(one.form, one)
    results: list[tuple[str, Told]] = []
    if victim and (dead := by_form.get("kill")):
        results += deaths(dead, page)
    elif victim and (unhurt := by_form.get("unharmed")):
        results.append(("unharmed", unhurt))
    elif victim and (hurt := by_form.get("hurt")):
        results.append(("injured", hurt))
    if not victim:
        forms_told = ("convicted", "charged", "arrested", "at large")
        results = [(form, by_form[form]) for form in forms_told if form in by_form]
        if {"convicted", "charged", "arrested"} & set(by_form):
            results = [r for r in results if r[0] != "at large"]
    return results


def of_old(told: Told) -> bool:
    """Tell whether an arrest is one of long ago: "had been arrested in March on a drug charge"."""
    words, plain = told.name.words, told.name.words.plain
    begin, end = sentence_of(plain, told.at, told.at + 1)
    before, behind = words.low[begin : told.at], words.low[told.at : min(end, told.at + 9)]
    known = data("people.json")
    record = any(w in known["record"] for w in before)
    if not record and "had" not in before[-4:]:
        return False
    return "previously" in before or any(w in known["dated"] or _year(w) for w in behind)


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"}


def deaths(dead: Told | None, page: Page) -> list[tuple[str, Told]]:
    """Return a death as an outcome: at once, or later."""
    return [("died later" if _later(dead, page) else "killed", dead)] if dead else []


def sentence_told(name: Name, page: Page) -> list[Told]:
    """Return the deaths and wounds told anywhere in a mention's sentence: a weaker sign."""
    plain = name.words.plain
    begin, end = sentence_of(plain, name.first, name.last)
    violent = enumerate(map(forms().get, plain[begin:end]), begin)
    return [Told(form, name, i) for i, form in violent if form and form in VIOLENT]


def _later(dead: Told, page: Page) -> bool:
    """Tell whether a death came some time after the wound: in hospital, or later."""
    plain = dead.name.words.plain
    begin, end = sentence_of(plain, dead.at, dead.at + 1)
    around = plain[max(begin, dead.at - 14) : min(end, dead.at + 9)]
    wanted = data("people.json")["later"]
    scene = "scene" in around
    return not scene and any(word in wanted and word != "pronounced" for word in around)
