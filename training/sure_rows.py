"""The rows of `sure` that need no weights of people: who said it, when, where, with what.

Whether somebody else says a sentence, and who, expressions of time, vehicles and weapons are judged
by the hand annotation; a scene's address and the toll by the archive. The rules for times were
written with the annotated articles at hand, so `checked_times.json` adds expressions of articles
that were not: 343 of 72 articles of folds 0-3, drawn by lot and judged by eye.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.judged import meets
from benchmarks.reading import scorer
from citydesk.accounts import account_of_json
from citydesk.base.linear import Linear
from citydesk.model import Span, Thing
from citydesk.reading.attribution.decide import THRESHOLD, features
from citydesk.reading.attribution.find import signs as said_signs
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.places import LEAST
from citydesk.reading.places.scene import choose
from citydesk.reading.sure import EVEN, Slot
from citydesk.reading.things import main_lines, objects
from citydesk.reading.things.told import Line
from citydesk.reading.times import has_several_days
from citydesk.reading.times import signs as time_signs
from citydesk.reading.times.telling import Found, gather, tell
from citydesk.words import iso
from training import attribution, places
from training.fusing import held_out
from training.linear import fit

FOLDS = frozenset({0, 1, 2, 3})
CHECKED = Path(__file__).with_name("checked_times.json")


class Row(NamedTuple):
    """One value that was told: its slot, its fold, its probability, its signs, and if right."""

    slot: Slot
    fold: int
    chance: float
    signs: tuple[str, ...]
    right: bool


def passages(corpus: Path) -> Iterator[Row]:
    """Yield the sentences that are held to be somebody's words."""
    same = scorer("score_statements").same_speaker
    articles = attribution.load_articles(corpus)
    told = [
        (gold, each, features(each, before, after))
        for gold in attribution.annotated(corpus, set(FOLDS))
        for each, before, after in attribution.looks(articles[gold["account"]])
    ]
    for fold in sorted(FOLDS):
        others = [t for t in told if t[0]["fold"] != fold]
        labels = [int(attribution.wanted(gold, each) is not None) for gold, each, _ in others]
        rows = [row for _, _, row in others]
        model = Linear(*fit(rows, labels, strength=attribution.STRENGTH, min_count=3))
        for gold, each, row in (t for t in told if t[0]["fold"] == fold):
            chance = model.probability(row)
            if each.who is not None and chance >= THRESHOLD:
                said = attribution.wanted(gold, each)
                right = said is not None and same(each.who.speaker.name, said["speaker"])
                yield Row("passage", fold, chance, said_signs(each), bool(right))


def expressions(corpus: Path) -> Iterator[Row]:
    """Yield the expressions of time in the texts of the annotated articles and of those checked."""
    same = scorer("score_statements").same_time
    articles = attribution.load_articles(corpus)
    for gold in attribution.annotated(corpus, set(FOLDS)):
        for each, signs in _times(articles[gold["account"]]):
            here = [t for t in gold["times"] if meets(each.phrase, t)]
            right = any(same(t["value"], iso(each.time)) for t in here)
            yield Row("expression", gold["fold"], EVEN, signs, right)
    checked = json.loads(CHECKED.read_text(encoding="utf-8"))["begins"]
    for account, begins in checked.items():
        article = articles[account]
        for each, signs in _times(article):
            right = begins.get(str(each.phrase.start))
            if right is not None:
                yield Row("expression", article["fold"], EVEN, signs, bool(right))


def _times(article: dict[str, Any]) -> Iterator[tuple[Found, tuple[str, ...]]]:
    """Yield the expressions of an article's text, each with its signs."""
    parsed = parse(account_of_json(article))
    found = tell(parsed, raw=gather(parsed))
    several = has_several_days(found)
    for each in found:
        if each.phrase.part == "text" and each.use not in ("stamp", "ahead"):
            yield each, time_signs(each, several)


def addresses(corpus: Path) -> Iterator[Row]:
    """Yield the address that is held for the scene's, where the archive's stands in the text."""
    bench = places.scorer(corpus)
    groups = [places.address_group(case, bench) for case in places.cases(corpus, set(FOLDS), bench)]
    for fold in sorted(FOLDS):
        kept = [g for g in groups if g.fold != fold and g.rows]
        weights = places.fit_choice(kept, strength=0.3, min_count=5)
        for group in (g for g in groups if g.fold == fold and g.rows and g.asked):
            chances = choose([places.score(weights, row) for row in group.rows])
            best = max(range(len(chances)), key=lambda k: (chances[k], -k))
            if chances[best] >= LEAST:
                yield Row("address", fold, chances[best], (), group.right[best])


def tolls(corpus: Path) -> Iterator[Row]:
    """Yield the numbers of killed and injured that each article holds for the likeliest."""
    for held in held_out(corpus).values():
        slots: tuple[Slot, Slot] = ("killed", "injured")
        for slot, numbers, truth in zip(
            slots, (held.killed, held.injured), held.truth, strict=True
        ):
            best = max(numbers, key=lambda n: numbers[n])
            if truth is not None:
                yield Row(slot, held.fold, numbers[best], (), best == truth)


def things(corpus: Path) -> Iterator[Row]:
    """Yield the vehicles and weapons of the main incident, each wording once."""
    articles = attribution.load_articles(corpus)
    for gold in attribution.annotated(corpus, set(FOLDS)):
        parsed = parse(account_of_json(articles[gold["account"]]))
        seen: set[tuple[Slot, str]] = set()
        for slot, words, span in _named(main_lines(parsed, survey(parsed))):
            if (slot, words) not in seen:
                seen.add((slot, words))
                if span.part == "text":
                    right = any(meets(span, t) for t in gold[f"{slot}s"])
                    yield Row(slot, gold["fold"], EVEN, (), right)


def _named(lines: Iterable[Line]) -> Iterator[tuple[Slot, str, Span]]:
    """Yield the slot, the words and the place of each vehicle and weapon."""
    for line in lines:
        for each in (*objects.vehicles(line), *objects.weapons(line)):
            if isinstance(each.value, Thing):
                slot: Slot = "vehicle" if each.field == "vehicle" else "weapon"
                yield slot, each.value.words.lower(), each.spans[0]
