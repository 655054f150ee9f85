"""A person of an account gets a role: victim or suspect by trained weights, the others by rule.

The weights are trained on whom a hand-made record lists; who is neither victim nor suspect is told
by titles and by the words beside the name (a spokeswoman, a mother, a reporter).
"""

from __future__ import annotations

from collections import Counter

from citydesk.model import Role
from citydesk.statements.people.ages import age_beside
from citydesk.statements.people.chains import Someone
from citydesk.statements.people.features import Page, cue_classes, describe
from citydesk.statements.people.lexicon import data
from citydesk.statements.weights import load

VICTIM = 0.38
SUSPECT = 0.33
NEAR = 8


def role_of(person: Someone, page: Page) -> tuple[Role, float]:
    """Return a person's role and how probable it is."""
    features = describe(person, page)
    victim = load("people_victim").probability(features)
    suspect = load("people_suspect").probability(features)
    if victim >= VICTIM and victim >= suspect:
        return "victim", victim
    if suspect >= SUSPECT:
        return "suspect", suspect
    return other_role(person, page), round(1.0 - max(victim, suspect), 4)


def other_role(person: Someone, page: Page) -> Role:
    """Return the role of somebody who is neither victim nor suspect."""
    titles = Counter(n.title for n in (*person.full, *person.short) if n.title)
    near, speaks = _near(person, page)
    police = titles["command"] + titles["police"]
    if titles["office"] or (police or near["official"]) and (speaks or titles["command"]):
        return "official"
    if police:
        return "officer"
    if near["relation"]:
        return "relative"
    if near["lawyer"] or near["media"]:
        return "other"
    if near["witness"] or (speaks and near["friend"]):
        return "witness"
    return "other"


def _near(person: Someone, page: Page) -> tuple[Counter[str], bool]:
    """Count the classes of the words close to a person's full names; tell whether they speak."""
    classes, narrow = cue_classes(), data("cues.json")["narrow"]
    found: Counter[str] = Counter()
    speaks = False
    for name in (*person.full, *person.short):
        plain = page.plain[id(name.words)]
        around = plain[max(0, name.titled - 3) : name.titled] + plain[name.last : name.last + NEAR]
        speaks = speaks or any(classes.get(w) == "speech" for w in around)
        if name in person.full:
            found.update(
                kind for kind, words in narrow.items() if not set(words).isdisjoint(around)
            )
    return found, speaks


def age_of(person: Someone) -> tuple[int, tuple[int, int], int] | None:
    """Return a person's age, the words that tell it and the number of the full name beside them."""
    for i, name in enumerate(person.full):
        if told := age_beside(name):
            return *told, i
    return None
