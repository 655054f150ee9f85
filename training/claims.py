"""Make `claims`: how probable it is that somebody is what a record would claim.

Rows are the named victims and suspects of the records of folds 0-3; a claim holds where the archive
or a careful reader of one of the accounts gives that name that role. Each fold is read with role
weights of the others (`across.py`), because a reader that knows its articles is too sure of them.

    python -m training claims        write the weights
    python -m training.claims        cross-validate by fold, with what each bar gives
"""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from citydesk.accounts.copies import origins
from citydesk.base.clock import order
from citydesk.base.likeness import same_name
from citydesk.base.linear import Linear
from citydesk.fusing.claims import kind_of, signs
from citydesk.fusing.fusing import weighed
from citydesk.model import Incident, Reading
from training.linear import fit, write

WEIGHTS = Path(__file__).resolve().parents[1] / "src/citydesk/fusing/weights"
FOLDS = frozenset({0, 1, 2, 3})
STRENGTH = 0.1


class Row(NamedTuple):
    """What a record would claim of a name, what speaks for it, and whether it holds."""

    fold: int
    kind: str
    signs: dict[str, float]
    right: bool


def train(corpus: Path) -> None:
    """Write the weights."""
    rows = [row for row in rows_of(corpus, *read_and_linked(corpus)) if row.fold in FOLDS]
    bias, weights = fit([r.signs for r in rows], [int(r.right) for r in rows], strength=STRENGTH)
    write("claims", bias, weights, "folds 0-3: gold.jsonl.gz and read.jsonl.gz", WEIGHTS)


def read_and_linked(corpus: Path) -> tuple[list[Reading], list[Incident]]:
    """Read and link folds 0-3, or take what was read before."""
    from citydesk.linking import link
    from training.across import read_across

    kept = Path("build/claims.pickle")
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    made = list(read_across(corpus))
    accounts = {r.account.id: r.account for r in made}
    found = link((report for r in made for report in r.reports), accounts), accounts
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(pickle.dumps((made, list(found[0]))))
    return made, list(found[0])


def rows_of(corpus: Path, made: Sequence[Reading], incidents: Sequence[Incident]) -> Iterator[Row]:
    """Yield a row for every named victim and suspect of a record."""
    filed: dict[str, dict[str, Any]] = {}
    for line in _lines(corpus / "gold.jsonl.gz"):
        filed |= dict.fromkeys(line["articles"], line)
    readers = {line["account"]: line["people"] for line in _lines(corpus / "read.jsonl.gz")}
    reports = {report.id: report for r in made for report in r.reports}
    accounts = {r.account.id: r.account for r in made}
    for incident in incidents:
        inside = [r.partition("#")[0] for r in incident.reports if r.endswith("#0")]
        told = [filed[a] for a in inside if a in filed]
        if not told:
            continue
        people = [p for g in told for p in g["people"]]
        people += [p for a in inside for p in readers.get(a, [])]
        members = sorted(
            (reports[r] for r in incident.reports), key=lambda r: (order(r.published), r.id)
        )
        present = {r.account: accounts[r.account] for r in members}
        found = weighed(members, present, origins(present.values()))
        for entry in found.people:
            kind = kind_of(entry)
            if kind and entry.name:
                names = [p["name"] for p in people if p["role"] == entry.role and p["name"]]
                right = any(same_name(entry.name, n) or entry.name == n for n in names)
                row = signs(entry, kind, found.case, found.findings, found.people)
                yield Row(told[0]["fold"], kind, row, right)


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt") as lines:
        yield from map(json.loads, lines)


def check(rows: Sequence[Row]) -> None:
    """Print the share of claims that hold, and how many are left, at several bars."""
    scored: list[tuple[str, float, bool]] = []
    for fold in sorted({r.fold for r in rows}):
        own = [r for r in rows if r.fold == fold]
        rest = [r for r in rows if r.fold != fold and r.fold in FOLDS]
        model = Linear(
            *fit([r.signs for r in rest], [int(r.right) for r in rest], strength=STRENGTH)
        )
        scored += [(r.kind, model.probability(r.signs), r.right) for r in own]
    for kind in ("dead", "wounded", "suspect"):
        held = [(chance, right) for k, chance, right in scored if k == kind]
        for bar in (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98):
            left = [right for chance, right in held if chance >= bar]
            share = sum(left) / max(1, len(left))
            kept = sum(left) / max(1, sum(right for _, right in held))
            print(
                f"{kind:8} bar {bar:.2f}: {len(left):5} claims, {share:.3f} hold, {kept:.3f} kept"
            )


if __name__ == "__main__":
    corpus = Path("../shared/corpus")
    check(list(rows_of(corpus, *read_and_linked(corpus))))
