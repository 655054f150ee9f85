"""Write the figures of the reader's card: `docs/reader.md`, between its markers, and its plot.

    python -m benchmarks.card             read fold 4 and write everything (some minutes)
    python -m benchmarks.card --print     print the tables and write nothing

All figures are of fold 4, whose cities nothing was learned from, but for the gate against other
news, which is cross-validated within folds 0-3. Its texts are read by programs only.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import groups
from benchmarks.calibration import interval, pairs_of, trust
from benchmarks.groups import Marked, bounds, figure, total
from benchmarks.judged import ARCHIVE, BY_HAND, Judged, judged
from benchmarks.reading import (
    SHARED,
    account_of,
    annotated,
    articles,
    gold_of,
    reading_figures,
    readings,
    scorer,
)
from benchmarks.reliability import plot
from citydesk.model import Reading
from training.relevance import confusion

DOCS = Path(__file__).resolve().parents[1] / "docs"
CARD, PLOT = DOCS / "reader.md", DOCS / "img/reliability.svg"
HELD_OUT = {4}
FEW = 15
"""Articles below which a group's figures are not given."""
ROUNDED = 1e-3
LEAST_TOLD = 20
"""Values below which a slot is left out of the plot."""


def marked(done: Sequence[Reading]) -> list[Marked]:
    """Return the counts of each article against the archive, with its groups."""
    bench, rows = scorer("score"), {row["id"]: row for row in articles(HELD_OUT)}
    gold = {a: g for g in gold_of(HELD_OUT) for a in g["articles"]}
    sizes = Counter(_sources())
    out = []
    for reading in done:
        ident = reading.account.id
        size = sizes[reading.account.source]
        names = groups.groups_of(rows[ident], gold[ident], size)
        counts = groups.mark(reading, gold[ident], bench)
        out.append(Marked(str(gold[ident]["id"]), names, counts))
    _agree(out, reading_figures(list(done), HELD_OUT))
    return out


def _agree(every: Sequence[Marked], scored: dict[str, Any]) -> None:
    """Stop where the sums of the articles' counts are not the scorer's own figures."""
    counts = total(every)
    for slot in groups.SLOTS:
        told = scored["date_within_1" if slot == "date within one day" else slot]
        told = told["f1"] if isinstance(told, dict) else told
        mine = figure(counts, slot)
        if mine is not None and abs(mine - told) > ROUNDED:
            raise SystemExit(f"{slot}: {mine} here and {told} by the scorer")


def _sources() -> Iterator[str]:
    """Yield the source of every article of the corpus, all folds: how large an outlet is."""
    with gzip.open(SHARED / "corpus/articles.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            yield account_of({**row, "text": "None.", "title": ""}).source


def stated(done: Sequence[Reading]) -> list[Marked]:
    """Return the counts of each annotated article against the hand annotation."""
    noted = {g["account"]: g for g in annotated(HELD_OUT)}
    bench = scorer("score_statements")
    return [
        Marked(r.account.id, frozenset(), groups.stated(r, noted[r.account.id], bench))
        for r in done
        if r.account.id in noted
    ]


def figures_table(every: Sequence[Marked], by_hand: Sequence[Marked]) -> Iterator[str]:
    """Yield the table of all figures with their intervals."""
    yield "| figure | fold 4 | 95 % interval |"
    yield "|---|---|---|"
    for marks, slots in ((every, groups.SLOTS), (by_hand, groups.STATED)):
        counts, ends = total(marks), bounds(marks, slots)
        for slot in slots:
            low, high = ends[slot]
            yield f"| {slot} | {_short(figure(counts, slot))} | {_short(low)} - {_short(high)} |"


def group_table(every: Sequence[Marked], prefix: str) -> Iterator[str]:
    """Yield the table of one kind of group."""
    slots = [s for s in groups.SLOTS if s != "date within one day"]
    yield _row(prefix, "articles", *slots)
    yield "|---" * (len(slots) + 2) + "|"
    names = sorted({name for m in every for name in m.groups if name.startswith(prefix + " ")})
    for name in sorted(names, key=_order):
        marks = [m for m in every if name in m.groups]
        if len(marks) >= FEW:
            counts, ends = total(marks), bounds(marks, slots)
            cells = (_give(figure(counts, s), ends.get(s)) for s in slots)
            yield (
                f"| {name.removeprefix(prefix + ' ')} | {len(marks)} | " + " | ".join(cells) + " |"
            )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _order(name: str) -> tuple[int, str]:
    sizes = [size for _, size in groups.SIZES]
    last = name.partition(" ")[2]
    return (sizes.index(last) if last in sizes else 99 if "none of" in last else 0, name)


def _give(value: float | None, ends: tuple[float, float] | None) -> str:
    if value is None or ends is None:
        return "-"
    return f"{_short(value)} ±{_short((ends[1] - ends[0]) / 2)}"


def _short(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1.0"


def trust_table(found: Sequence[Judged]) -> Iterator[str]:
    """Yield the table of how far probabilities are to be trusted."""
    heads = ("error (equal width)", "95 %", "by chance", "error (equal mass)", "by chance")
    yield _row("value", "told", "held for, on average", "right", *heads)
    yield "|---" * 9 + "|"
    for slot in (*ARCHIVE, *BY_HAND):
        t = trust(pairs_of(found, slot))
        low, high = interval(found, slot)
        cells = (t.mean, t.right, t.width, low, high, t.width_chance, t.mass, t.mass_chance)
        mean, right, width, low_, high_, *rest = (
            f"{c:.3f}"[1:] if c < 0.9995 else "1" for c in cells
        )
        yield _row(slot, str(t.told), mean, right, width, f"{low_} - {high_}", *rest)


def gate_table(corpus: Path) -> Iterator[str]:
    """Yield the table of the gate that sets other news aside."""
    (aside, taken), (missed, kept) = confusion(corpus)
    yield "| | kept as an incident | set aside |"
    yield "|---|---|---|"
    yield f"| {kept + missed} articles about shootings, folds 0-3 | {kept} | {missed} |"
    yield f"| {aside + taken} articles of national politics | {taken} | {aside} |"


def put(text: str, name: str, lines: Iterable[str]) -> str:
    """Return a page with the lines between the markers of this name."""
    begin, end = f"<!-- card: {name} -->", f"<!-- card: end of {name} -->"
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{CARD.name} has no markers for {name}")
    return f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{tail}"


Table = Callable[[], Iterable[str]]


def tables(done: Sequence[Reading], found: Sequence[Judged]) -> dict[str, Table]:
    """Return what makes each table of the card."""
    every, by_hand = marked(done), stated(done)
    return {
        "figures": lambda: figures_table(every, by_hand),
        "trust": lambda: trust_table(found),
        "year": lambda: group_table(every, "year"),
        "outlet": lambda: group_table(every, "outlet"),
        "kind": lambda: group_table(every, "kind"),
        "gate": lambda: gate_table(SHARED / "corpus"),
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", dest="show")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, help="of the articles, to try it out")
    options = parser.parse_args()
    done = readings(articles(HELD_OUT, options.limit), options.jobs)
    found = judged(done, HELD_OUT)
    made = {name: list(make()) for name, make in tables(done, found).items()}
    for lines in made.values():
        print("\n".join(lines), "\n")
    if options.show:
        return
    page = CARD.read_text(encoding="utf-8")
    for name, lines in made.items():
        page = put(page, name, lines)
    CARD.write_text(page, encoding="utf-8")
    told = {s: pairs_of(found, s) for s in (*ARCHIVE, *BY_HAND)}
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(plot({s: p for s, p in told.items() if len(p) >= LEAST_TOLD}))


if __name__ == "__main__":
    main()
