"""Make `sure`: how probable a value is that its decider holds for so probable.

Rows come from folds 0-3, and each fold's probabilities from weights that the other three made: what
a decider has learned from always looks too good. Whether somebody else says a sentence, and who, is
judged by the hand annotation, like the expressions of time (which rules read, without weights); a
scene's address by the archive. Victims and suspects were tried as well and gain nothing: how often
the archive lists a suspect differs more from fold to fold than any curve could put right.

    python -m training sure            write the weights
    python -m training.sure            print how far each slot is off, before and after
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.reading import scorer
from citydesk.accounts import account_of_json
from citydesk.linear import Linear
from citydesk.outputs.values import time_text
from citydesk.statements.attribution.decide import THRESHOLD, features
from citydesk.statements.attribution.find import signs as said_signs
from citydesk.statements.parsed import parse
from citydesk.statements.places import LEAST
from citydesk.statements.places.scene import choose
from citydesk.statements.sure import Slot, signs_of
from citydesk.statements.times import signs as time_signs
from citydesk.statements.times.telling import gather, tell
from training import attribution, places
from training.linear import fit, write

FOLDS = frozenset({0, 1, 2, 3})
STRENGTH = 1.0


class Row(NamedTuple):
    """One value that was told: its slot, its fold, its probability, its signs, and if right."""

    slot: Slot
    fold: int
    chance: float
    signs: tuple[str, ...]
    right: bool


def train(corpus: Path) -> None:
    """Write the weights."""
    rows = list(rows_of(corpus))
    made_from = "folds 0-3, each told by weights of the others; annotated.jsonl and gold.jsonl.gz"
    bias, weights = fitted(rows)
    write("sure", bias, weights, made_from)
    check(rows)


def rows_of(corpus: Path) -> Iterator[Row]:
    """Yield the rows of every slot."""
    yield from passages(corpus)
    yield from expressions(corpus)
    yield from addresses(corpus)


def fitted(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Fit all slots at once; they share nothing but the bias."""
    table = [signs_of(r.slot, r.chance, r.signs) for r in rows]
    return fit(table, [int(r.right) for r in rows], strength=STRENGTH)


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
    """Yield the expressions of time in the annotated articles' texts."""
    same = scorer("score_statements").same_time
    articles = attribution.load_articles(corpus)
    for gold in attribution.annotated(corpus, set(FOLDS)):
        parsed = parse(account_of_json(articles[gold["account"]]))
        for each in tell(parsed, raw=gather(parsed)):
            phrase = each.phrase
            if phrase.part != "text" or each.use in ("stamp", "ahead"):
                continue
            here = [t for t in gold["times"] if phrase.start < t["end"] and t["start"] < phrase.end]
            right = any(same(t["value"], time_text(each.time)) for t in here)
            yield Row("expression", gold["fold"], 0.5, time_signs(each), right)


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


def check(rows: Sequence[Row]) -> None:
    """Print each slot's expected calibration error before and after, by cross-validation."""
    from benchmarks.calibration import error, widths

    after: dict[str, list[tuple[float, bool]]] = {}
    before: dict[str, list[tuple[float, bool]]] = {}
    for fold in sorted(FOLDS):
        model = Linear(*fitted([r for r in rows if r.fold != fold]))
        for r in (r for r in rows if r.fold == fold):
            chance = model.probability(signs_of(r.slot, r.chance, r.signs))
            after.setdefault(r.slot, []).append((chance, r.right))
            before.setdefault(r.slot, []).append((r.chance, r.right))
    for slot, told in after.items():
        was, now = error(widths(before[slot])), error(widths(told))
        print(f"{slot:12} {len(told):5} values, error {was:.3f}, put right {now:.3f}")


if __name__ == "__main__":
    check(list(rows_of(Path("../shared/corpus"))))
