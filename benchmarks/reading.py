"""How well the reader reads, account by account, on the bench's real articles.

    python -m benchmarks.reading --folds 0,1,2,3 --jobs 2          every figure of the scorers
    python -m benchmarks.reading --folds 0,1,2,3 --wrong date      where a slot goes wrong
    python -m benchmarks.reading --annotated                       who said what, and when

It reads straight from the corpus without a desk, so that a change of the reader is seen in seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.util
import json
import multiprocessing
from pathlib import Path
from typing import Any

from citydesk.model import Account, Reading
from citydesk.outputs.flat import report_row
from citydesk.statements import read

SHARED = Path(__file__).resolve().parents[2] / "shared"


def account_of(row: dict[str, Any]) -> Account:
    """Make an account of a line of the corpus."""
    from citydesk.accounts import account_of_json  # the same door that `citydesk add` uses

    return account_of_json(row)


def articles(folds: set[int], limit: int | None = None) -> list[dict[str, Any]]:
    """Return the articles of some folds."""
    with gzip.open(SHARED / "corpus/articles.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if row["fold"] in folds]
    return rows[:limit]


def read_one(row: dict[str, Any]) -> Reading:
    """Read one article."""
    return next(read([account_of(row)]))


def readings(rows: list[dict[str, Any]], jobs: int) -> list[Reading]:
    """Read articles on some processes, in order."""
    if jobs == 1:
        return [read_one(row) for row in rows]
    with multiprocessing.Pool(jobs) as pool:
        return pool.map(read_one, rows, chunksize=20)


def scorer(name: str) -> Any:
    """Load a scorer script of the bench as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "bench" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer {name} in {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_reading(rows: list[dict[str, Any]], jobs: int, wrong: str | None, show: int) -> None:
    """Print the bench's reading figures, or examples where one slot goes wrong."""
    score = scorer("score")
    with gzip.open(SHARED / "corpus/gold.jsonl.gz", "rt") as lines:
        gold = {a: g for g in map(json.loads, lines) for a in g["articles"]}
    got = {r.account.id: report_row(r.reports[0]) for r in readings(rows, jobs)}
    text = {row["id"]: row["title"] + "\n" + row["text"] for row in rows}
    if wrong is None:
        print(
            json.dumps(score.slots((gold[i], text[i], got.get(i)) for i in sorted(text)), indent=1)
        )
        return
    for row in rows:
        figure = score.slots([(gold[row["id"]], text[row["id"]], got[row["id"]])])[wrong]
        bad = figure["f1"] < 1 if isinstance(figure, dict) else figure == 0
        if bad and show:
            show -= 1
            keep = ("date", "state", "city", "address", "killed", "injured", "people")
            print("=" * 100, "\n", row["id"], row["published"], row["url"], "\n", row["title"])
            print("GOLD", {k: gold[row["id"]][k] for k in keep}, "\nGOT ", got[row["id"]])
            print(row["text"][:1800])


def score_annotated(folds: set[int], jobs: int, out: Path) -> None:
    """Print the statement figures over the hand-annotated articles of some folds."""
    from citydesk.outputs.statements import attribution_rows, time_rows

    with open(SHARED / "corpus/annotated.jsonl") as lines:
        gold = [g for g in map(json.loads, lines) if g["fold"] in folds]
    wanted = {g["account"] for g in gold}
    every = articles({0, 1, 2, 3, 4})
    done = readings([row for row in every if row["id"] in wanted], jobs)
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("attributions", attribution_rows), ("times", time_rows)):
        lines_out = (json.dumps(r) for reading in done for r in rows(reading.reports))
        (out / f"{name}.jsonl").write_text("\n".join(lines_out) + "\n")
    gold = [g for g in gold if g["account"] in {r.account.id for r in done}]
    (out / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)))
    import sys

    sys.argv = ["score_statements", "--gold", f"{out}/gold.jsonl"]
    sys.argv += ["--attributions", f"{out}/attributions.jsonl", "--times", f"{out}/times.jsonl"]
    scorer("score_statements").main()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", default="4")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--wrong", help="date, state, city, address, killed, injured, victims…")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--annotated", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    folds = {int(f) for f in options.folds.split(",")}
    started = dt.datetime.now()
    if options.annotated:
        score_annotated(folds, options.jobs, options.out)
    else:
        rows = articles(folds, options.limit)
        score_reading(rows, options.jobs, options.wrong, options.show)
    print("took", dt.datetime.now() - started)


if __name__ == "__main__":
    main()
