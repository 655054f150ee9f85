"""How well reports are put together and fused, on the bench's real articles.

    python -m benchmarks.linking --folds 0,1,2,3      figures of grouping and of the records
    python -m benchmarks.linking --crossed            all five folds, weights from the others
    python -m benchmarks.linking --folds 4 --split    the pairs that are wrongly apart
    python -m benchmarks.linking --folds 4 --merged   the pairs that are wrongly together

The whole corpus is read once and kept in `build/linking/readings.pickle`; delete it (or pass
`--fresh`) when the reader has changed. Linking always sees the whole corpus, and figures are
printed for the folds that are asked for.

`--crossed` links each fold by itself, under weights learned from the training folds (0-3) without
it, so fold 4 under those that ship. Reading is by the shipped weights, which have seen folds 0-3:
linking alone is crossed, and the record's figures on folds 0-3 flatter the reader.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.reading import SHARED, articles, readings, scorer
from citydesk.accounts.copies import fingerprint, origins
from citydesk.base.linear import Linear
from citydesk.fusing import fuse
from citydesk.linking import Weighing, cluster, compare, link, profile
from citydesk.linking.linking import matches
from citydesk.model import Account, Incident, Reading, Record, Report
from citydesk.outputs.incidents import incident_row
from training.linking import FOLDS, LEAN, examples, fit_signed, fold_of, incident_of

OUT = Path("build/linking")


def corpus_readings(jobs: int, fresh: bool) -> list[Reading]:
    """Return the readings of the whole corpus, from the last time unless `fresh`."""
    kept = OUT / "readings.pickle"
    if kept.exists() and not fresh:
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    made = with_fingerprints(readings(articles({0, 1, 2, 3, 4}), jobs))
    OUT.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(made))
    return made


def with_fingerprints(made: list[Reading]) -> list[Reading]:
    """Return the readings with their accounts' fingerprints, as `prepare` would give them."""
    return [
        replace(r, account=replace(r.account, fingerprint=fingerprint(r.account.text)))
        for r in made
    ]


def crossed(made: list[Reading], corpus: Path) -> list[Incident]:
    """Link each fold by itself, under weights from the training folds without it."""
    fold, gold = fold_of(corpus), incident_of(corpus)
    reports = {r.id: r for each in made for r in each.reports}
    sides = {r.id: profile(r, each.account) for each in made for r in each.reports}
    found: list[Incident] = []
    for held in range(5):
        others = [s for s in sides.values() if fold[s.account] in FOLDS - {held}]
        bias, weights = fit_signed(*examples(others, gold))
        model = Linear(bias=bias + LEAN, weights=weights)
        own = [s for s in sides.values() if fold[s.account] == held]
        weighing = Weighing(lambda asked: sides, model)
        found += cluster([reports[s.report] for s in own], matches(own, model), weigher=weighing)
    return found


def records_of(
    incidents: list[Incident], reports: Mapping[str, Report], accounts: Mapping[str, Account]
) -> list[Record]:
    """Fuse every incident."""
    return [
        fuse(each.id, [reports[r] for r in each.reports], accounts, origins) for each in incidents
    ]


def main_accounts(record: Record) -> list[str]:
    """Return the accounts whose main report is in a record: no account is in two incidents."""
    return sorted({t.account for t in record.tellings if t.report.endswith("#0")})


def figures(gold: list[dict[str, Any]], rows: list[dict[str, Any]], text: Any) -> dict[str, Any]:
    """Score incidents like `score.py` does, over these incidents of the archive alone."""
    score = scorer("score")
    label = {a: g["id"] for g in gold for a in g["articles"]}
    cluster = {a: row["id"] for row in rows for a in row["accounts"] if a in label}
    by_id = {row["id"]: row for row in rows}
    overlap: dict[tuple[str, str], int] = {}
    for account, incident in cluster.items():
        pair = (label[account], incident)
        overlap[pair] = overlap.get(pair, 0) + 1
    match: dict[str, str] = {}
    taken: set[str] = set()
    for (wanted, got), _ in sorted(overlap.items(), key=lambda e: (-e[1], str(e[0]))):
        if wanted not in match and got not in taken:
            match[wanted] = got
            taken.add(got)
    unplaced = {a: f"alone {a}" for a in label if a not in cluster}
    pairs = (
        (g, "\n".join(text[a] for a in g["articles"]), by_id.get(match.get(g["id"], "")))
        for g in gold
    )
    return {
        "unplaced": len(unplaced),
        "same_incident": score.clusters(label, cluster | unplaced),
        "record": score.slots(pairs),
    }


def show_wrong(
    gold: list[dict[str, Any]], incidents: list[Incident], made: list[Reading], kind: str, many: int
) -> None:
    """Print pairs of accounts that are wrongly apart ("split") or together ("merged")."""
    label = {a: g["id"] for g in gold for a in g["articles"]}
    place = {r.partition("#")[0]: i.id for i in incidents for r in i.reports if r.endswith("#0")}
    by_account = {r.account.id: r for r in made}
    ids = sorted(label)
    for number, left in enumerate(ids):
        for right in ids[number + 1 :]:
            same, together = label[left] == label[right], place[left] == place[right]
            if same != together and (kind == "split") == same and many:
                many -= 1
                a, b = by_account[left], by_account[right]
                found = compare(profile(a.reports[0], a.account), profile(b.reports[0], b.account))
                print("=" * 80, "\n", a.account.title, "\n", b.account.title, "\n", found.score)
                for reason in found.reasons:
                    print(f"   {reason.weight:+.2f}  {reason.words}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", default="0,1,2,3")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="read the corpus again")
    parser.add_argument("--crossed", action="store_true")
    parser.add_argument("--split", action="store_true")
    parser.add_argument("--merged", action="store_true")
    parser.add_argument("--show", type=int, default=15)
    options = parser.parse_args()
    folds = set(range(5)) if options.crossed else {int(f) for f in options.folds.split(",")}
    OUT.mkdir(parents=True, exist_ok=True)
    made = corpus_readings(options.jobs, options.fresh)
    reports = {r.id: r for each in made for r in each.reports}
    accounts = {each.account.id: each.account for each in made}
    with gzip.open(SHARED / "corpus/gold.jsonl.gz", "rt") as lines:
        gold = [g for g in map(json.loads, lines) if g["fold"] in folds]
    started = time.perf_counter()
    corpus = SHARED / "corpus"
    incidents = crossed(made, corpus) if options.crossed else link(reports.values(), accounts)
    linked = time.perf_counter()
    if options.split or options.merged:
        kind = "split" if options.split else "merged"
        show_wrong(gold, incidents, made, kind, options.show)
        return
    records = records_of(incidents, reports, accounts)
    fused = time.perf_counter()
    rows = [
        {**incident_row(r, lambda statement: ""), "accounts": main_accounts(r)} for r in records
    ]
    (OUT / "incidents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    text = {a.id: f"{a.title}\n{a.text}" for a in accounts.values()}
    found = figures(gold, rows, text)
    for block in ("same_incident", "record"):
        print(block)
        for name, value in found[block].items():
            print(f"  {name:20} {value}")
    print(f"linked in {linked - started:.1f} s, fused in {fused - linked:.1f} s")


if __name__ == "__main__":
    main()
