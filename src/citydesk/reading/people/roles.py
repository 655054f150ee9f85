"""A person of an account gets a role: victim or suspect by trained weights, the others by rule.

The weights are trained on whom a hand-made record lists; who is neither victim nor suspect is told
by titles and by the words beside the name (a spokeswoman, a mother, a reporter).
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence

from citydesk.model import Role
from citydesk.reading.people.both import Both, both
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.company import First, company
from citydesk.reading.people.features import Described, Page, describe
from citydesk.reading.people.forest import Forest, forest
from citydesk.reading.people.lexicon import cue_classes, data, lexicon
from citydesk.reading.people.name import Name
from citydesk.reading.people.story import story

VICTIM = 0.4
SUSPECT = 0.35
HOPELESS = -4.5  # log odds of the first look below which the second never changes the role
NO_HOPE = 0.01  # the probability of a role that gets no second look
NEAR = 8
POLICE = frozenset({"police", "command"})


def roles_of(page: Page) -> list[tuple[Role, float]]:
    """Return each person's role and how probable it is, in the page's order."""
    described = [describe(person, page) for person in page.people]
    looks = [first_look(one, both(), both("_alone")) for one in described]
    return decide(page, company_of(page, looks, described), looks, forest("people_company"))


def company_of(
    page: Page, looks: Sequence[First], described: Sequence[Described]
) -> list[list[float]]:
    """Return what the second look weighs of each person, an empty row for who gets none."""
    if not any(look.mentions for look in looks):
        return [[] for _ in looks]
    return company(page, looks, described, story(page.title, page.text))


def first_look(one: Described, whole: Both, alone: Both) -> First:
    """Score a person by all mentions at once and, unless that leaves no hope, by each alone."""
    first = whole.totals(one.whole)
    hopeful = one.mentions if max(first) > HOPELESS else []
    return First(first, [alone.totals(mention) for mention in hopeful])


def decide(
    page: Page,
    rows: Sequence[Sequence[float]],
    looks: Sequence[First],
    trees: Mapping[str, Forest],
) -> list[tuple[Role, float]]:
    """Take the second look, at each person's row, and choose a role for each of them."""
    roles: list[tuple[Role, float]] = []
    for person, row, look in zip(page.people, rows, looks, strict=True):
        hurt, accused = chances(row, look, trees)
        if hurt >= VICTIM and hurt >= accused:
            roles.append(("victim", round(hurt, 4)))
        elif accused >= SUSPECT:
            roles.append(("suspect", round(accused, 4)))
        else:
            roles.append((other_role(person, page), round(1.0 - max(hurt, accused), 4)))
    return roles


def chances(row: Sequence[float], look: First, trees: Mapping[str, Forest]) -> tuple[float, float]:
    """Return how probable it is that somebody is a victim, and a suspect, by the second look."""
    hurt, accused = (
        trees[side].probability(row) if score > HOPELESS else NO_HOPE
        for side, score in zip(("victim", "suspect"), look.whole, strict=True)
    )
    return hurt, accused


def other_role(person: Someone, page: Page) -> Role:
    """Return the role of somebody who is neither victim nor suspect."""
    titles = {n.title for n in (*person.full, *person.short)}
    near, talks = _near(person, page)
    police = not titles.isdisjoint(POLICE)
    if "office" in titles or ((police or "official" in near) and (talks or "command" in titles)):
        return "official"
    if police:
        return "officer"
    if "relation" in near:
        return "relative"
    if "lawyer" in near or "media" in near:
        return "other"
    if "witness" in near or (talks and "friend" in near):
        return "witness"
    return "other"


def tells_the_news(person: Someone, page: Page) -> bool:
    """Tell whether somebody of no other role is a reporter, an anchor or a contributor."""
    if any(name.title == "other" and _reports(name) for name in person.full):
        return True
    return "media" in _near(person, page)[0]


def _reports(name: Name) -> bool:
    media = data("cues.json")["narrow"]["media"]
    return any(name.words.low[i] in media for i in range(name.titled, name.first))


def rank_of(person: Someone) -> str | None:
    """Return the rank of a police officer as the words before the names tell it: "Sgt."."""
    ranks = lexicon().ranks
    told: Counter[str] = Counter()
    for name in (*person.full, *person.short):
        if name.title in POLICE:
            near = range(name.first - 1, min(name.titled, name.first - 1) - 1, -1)
            rank = next((i for i in near if name.words.low[i] in ranks), None)
            told.update([name.words.raw[rank].capitalize()] if rank is not None else [])
    return told.most_common(1)[0][0] if told else None


def plays_a_part(person: Someone, page: Page) -> bool:
    """Tell whether the words beside a name make it a person's: a title, a relation, a verb."""
    near, talks = _near(person, page)
    return talks or bool(near) or any(name.title for name in person.full)


def _near(person: Someone, page: Page) -> tuple[set[str], bool]:
    """Return the classes of the words close to a person's full names; tell whether they speak."""
    classes, narrow = cue_classes(), _narrow()
    found: set[str] = set()
    talks = False
    whole = len(person.full)
    for i, name in enumerate((*person.full, *person.short)):
        plain = name.words.plain
        around = plain[max(0, name.titled - 3) : name.titled] + plain[name.last : name.last + NEAR]
        talks = talks or "speech" in map(classes.get, around)
        if i < whole:
            found.update([kind for kind, words in narrow if not words.isdisjoint(around)])
    return found, talks


@functools.cache
def _narrow() -> tuple[tuple[str, frozenset[str]], ...]:
    told = data("cues.json")["narrow"]
    return tuple((kind, frozenset(words)) for kind, words in told.items())
