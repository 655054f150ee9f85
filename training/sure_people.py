"""The rows of `sure` about people: who is a suspect, how old somebody is, what became of them.

Each fold's persons are told by weights of the other three. A suspect and an age are judged by the
archive, which lists the name in the role, and with that age. What became of somebody is judged by
the hand annotation; what became of a victim by the archive as well, where it lists the name. Of
arrests that came later it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.judged import listed_as, outcome_by_hand, status_right
from benchmarks.reading import scorer
from citydesk.model import Outcome, Person
from citydesk.reading.people.forest import forest_of
from citydesk.reading.people.mentions import mentions_of
from citydesk.reading.people.roles import decide
from citydesk.reading.sure import EVEN
from training import attribution
from training.people import Told, look_from_outside, read_stories, second_look
from training.sure_rows import FOLDS, Row

Roles = list[tuple[Any, float]]


def told_across(corpus: Path) -> list[tuple[Told, Roles]]:
    """Return the stories of the training folds with roles told by weights of the other folds."""
    stories = read_stories(corpus, FOLDS)
    look_from_outside(stories)
    told: list[tuple[Told, Roles]] = []
    for held in sorted(FOLDS):
        sides = second_look([s for s in stories if s.fold != held])
        trees = {side: forest_of(made) for side, made in sides.items()}
        for story in (s for s in stories if s.fold == held):
            told.append((story, decide(story.page, story.rows, story.looks, trees)))
    return told


def suspects(told: Sequence[tuple[Told, Roles]]) -> Iterator[Row]:
    """Yield who is held for a suspect of the main incident."""
    bench = scorer("score")
    for story, roles in told:
        chances = _chances(story, roles)
        for each in _persons(story, roles):
            if each.role == "suspect":
                right = bool(listed_as(each, story.gold, bench))
                yield Row("suspect", story.fold, chances[each.name or ""], (), right)


def ages(told: Sequence[tuple[Told, Roles]], sure: Any) -> Iterator[Row]:
    """Yield the ages of victims and suspects; `sure` puts right how probable a suspect is."""
    bench = scorer("score")
    for story, roles in told:
        chances = _chances(story, roles)
        for each in _persons(story, roles):
            listed = [p for p in story.gold["people"] if p["role"] == each.role]
            if each.age is not None and any(p["age"] is not None for p in listed):
                same = listed_as(each, story.gold, bench)
                chance = chances[each.name or ""]
                chance = sure(chance) if each.role == "suspect" else chance
                right = any(p["age"] == each.age for p in same)
                yield Row("age", story.fold, chance, (), right)


def outcomes(told: Sequence[tuple[Told, Roles]], corpus: Path) -> Iterator[Row]:
    """Yield what became of the named, where somebody can judge it."""
    bench = scorer("score")
    articles = attribution.load_articles(corpus)
    noted = {
        "{title}\n{text}".format_map(articles[gold["account"]]): gold
        for gold in attribution.annotated(corpus, set(FOLDS))
    }
    for story, roles in told:
        named = {p.name: p for p in _persons(story, roles)}
        for mention in mentions_of(story.page, story.places, roles):
            each = mention.value
            if not isinstance(each, Outcome) or mention.report or each.who not in named:
                continue
            right = outcome_by_hand(each, noted.get(story.text, {}))
            if right is None and named[each.who].role == "victim":
                right = status_right(each, listed_as(named[each.who], story.filed, bench))
            if right is not None:
                yield Row("outcome", story.fold, EVEN, (each.result,), right)


def _persons(story: Told, roles: Roles) -> list[Person]:
    """Return the named victims and suspects of the main incident."""
    made = (m for m in mentions_of(story.page, story.places, roles) if m.report == 0)
    people = [m.value for m in made if isinstance(m.value, Person)]
    return [p for p in people if p.name and p.role in ("victim", "suspect")]


def _chances(story: Told, roles: Roles) -> dict[str, float]:
    """Return how probable each person's role is before it is put right, by name."""
    return {
        person.best.text: chance
        for person, (_, chance) in zip(story.page.people, roles, strict=True)
    }
