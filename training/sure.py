"""Make `sure`: how probable a value is that its decider holds for so probable.

Rows come from folds 0-3, and each fold's probabilities from weights that the other three made: what
a decider has learned from always looks too good. Where each slot's rows come from stand in
`sure_rows` and `sure_people`. It is made after `people` and `attribution`: it asks how they err.

    python -m training sure            write the weights
    python -m training.sure            print how far each slot is off, before and after
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from citydesk.base.linear import Linear
from citydesk.reading.sure import signs_of
from training.linear import fit, write
from training.sure_people import ages, outcomes, suspects, told_across
from training.sure_rows import FOLDS, Row, addresses, expressions, passages, things, tolls

STRENGTH = 3.0
"""So weak that thirty of thirty right vehicles make .97."""


def train(corpus: Path) -> None:
    """Write the weights."""
    rows = rows_of(corpus)
    made_from = (
        "folds 0-3, each told by weights of the others; annotated.jsonl, gold.jsonl.gz and "
        "training/checked_times.json"
    )
    bias, weights = fitted(rows)
    write("sure", bias, weights, made_from)
    check(rows)


def rows_of(corpus: Path) -> list[Row]:
    """Return the rows of every slot."""
    rows = [*passages(corpus), *expressions(corpus), *addresses(corpus), *things(corpus)]
    rows += tolls(corpus)
    people = told_across(corpus)
    rows += [*outcomes(people, corpus), *suspects(people)]
    model = Linear(*fitted(rows))
    return rows + list(ages(people, lambda c: model.probability(signs_of("suspect", c))))


def fitted(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Fit all slots at once; they share nothing but the bias."""
    table = [signs_of(r.slot, r.chance, r.signs) for r in rows]
    return fit(table, [int(r.right) for r in rows], strength=STRENGTH)


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
        right = sum(r for _, r in told) / len(told)
        print(f"{slot:12} {len(told):5} values, {right:.3f} right, error {was:.3f}, now {now:.3f}")


if __name__ == "__main__":
    check(rows_of(Path("../shared/corpus")))
