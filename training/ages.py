"""Make `people_ages`: whose is an age that stands beside no name, if it is anybody's of the named.

Each victim or suspect without an age of their own, in articles of folds 0-3, is one choice among
the ages that stand alone on the page and none of them; the archive's age for that name is right.
Roles come from weights of the other folds, so that wrong ones occur as often as on unseen pages:
it is made after `people`.

    python -m training ages        make the weights
    python -m training.ages        score the ages of folds 0-3, each lent by the others' weights
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading import scorer
from citydesk.base.linear import Linear
from citydesk.model import Person
from citydesk.outputs.flat import filed_name
from citydesk.reading.people.ages.lending import pairs_of
from citydesk.reading.people.mentions import mentions_of
from training.linear import write
from training.people import Told, same_name
from training.places import Group, fit_choice
from training.sure_people import Roles, told_across
from training.sure_rows import FOLDS

STRENGTH = 0.1
MIN_COUNT = 5
Stories = Sequence[tuple[Told, Roles]]


def train(corpus: Path) -> None:
    """Write the weights."""
    model = fitted(groups_of(told_across(corpus)))
    made_from = "folds 0-3: the archive's ages of those who are named without one"
    write("people_ages", model.bias, model.weights, made_from)


def check(corpus: Path) -> dict[str, Any]:
    """Score names and ages on the training folds, roles and lent ages from the other folds."""
    told = told_across(corpus)
    groups = groups_of(told)
    pairs = []
    for held in sorted(FOLDS):
        model = fitted([g for g in groups if g.fold != held])
        for story, roles in ((s, r) for s, r in told if s.fold == held):
            people = [
                {"name": filed_name(m.value), "age": m.value.age, "role": m.value.role}
                for m in mentions_of(story.page, story.places, roles, ages=model)
                if isinstance(m.value, Person) and m.value.name and m.report == 0
            ]
            pairs.append((story.gold, story.text, {"people": people}))
    figures = scorer("score").slots(pairs)
    return {name: figures[name] for name in ("victims", "suspects", "age")}


def fitted(groups: Sequence[Group]) -> Linear:
    """Fit the choice among ages and none."""
    return Linear(0.0, fit_choice(groups, strength=STRENGTH, min_count=MIN_COUNT))


def groups_of(told: Stories) -> list[Group]:
    """Return one choice for each person without an age whose age the archive has."""
    groups = []
    for story, roles in told:
        pairs = pairs_of(story.page, roles)
        for person in pairs.waiting if pairs else ():
            name = " ".join(story.page.people[person].best.parts)
            age = filed_age(name, story.gold["people"])
            if pairs and age is not None:
                right = [years == age for years in pairs.years]
                groups.append(Group(story.fold, pairs.rows(person), right))
    return groups


def filed_age(name: str, listed: Sequence[dict[str, Any]]) -> int | None:
    """Return the archive's age of a name; of kin with one initial, that of the given name."""
    same = [p for p in listed if p["age"] is not None and same_name(name, p["name"])]
    if len({p["age"] for p in same}) > 1:
        given = name.split()[0].lower()
        same = [p for p in same if p["name"].lower().split()[0] == given]
    ages = {int(p["age"]) for p in same}
    return ages.pop() if len(ages) == 1 else None


if __name__ == "__main__":
    print(json.dumps(check(Path("../shared/corpus")), indent=1))
