"""How well the reader reads, account by account, on the bench's real articles.

    python -m benchmarks.reading --folds 0,1,2,3 --jobs 2          every figure of the scorers
    python -m benchmarks.reading --folds 0,1,2,3 --wrong date      where a slot goes wrong
    python -m benchmarks.reading --annotated                       who said what, and when

It reads straight from the corpus without a desk, so that a change of the reader is seen in seconds.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from citydesk.accounts import account_of_json
from citydesk.model import Account, Reading
from citydesk.outputs.flat import reading_row
from citydesk.outputs.statements import attribution_rows, time_rows
from citydesk.reading import read
from citydesk.reading.arguments import mention_row

SHARED = Path(__file__).resolve().parents[2] / "shared"


def account_of(row: dict[str, Any]) -> Account:
    """Make an account of a line of the corpus."""
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


def gold_of(folds: set[int]) -> list[dict[str, Any]]:
    """Return the hand-made records of the incidents of some folds."""
    with gzip.open(SHARED / "corpus/gold.jsonl.gz", "rt") as lines:
        return [row for row in map(json.loads, lines) if row["fold"] in folds]


def annotated(folds: set[int]) -> list[dict[str, Any]]:
    """Return the hand annotations of the articles of some folds that the corpus holds."""
    known = {row["id"] for row in articles(folds)}
    with open(SHARED / "corpus/annotated.jsonl") as lines:
        return [g for g in map(json.loads, lines) if g["account"] in known]


def reading_figures(done: list[Reading], folds: set[int]) -> dict[str, Any]:
    """Score each account's main report against the record of its incident."""
    gold = {a: g for g in gold_of(folds) for a in g["articles"]}
    text = {r.account.id: r.account.title + "\n" + r.account.text for r in done}
    got = {r.account.id: reading_row(r) for r in done}
    figures: dict[str, Any] = scorer("score").slots(
        (gold[i], text[i], got.get(i)) for i in sorted(text)
    )
    return figures


def statement_figures(done: list[Reading], folds: set[int], out: Path) -> dict[str, Any]:
    """Score who said what, and when, against the hand annotations. Writes its rows into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    gold = annotated(folds)
    wanted = {g["account"] for g in gold}
    reports = [report for r in done if r.account.id in wanted for report in r.reports]
    for name, rows in (
        ("gold", gold),
        ("attributions", attribution_rows(reports)),
        ("times", time_rows(reports)),
    ):
        (out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    flags = [f"--{name}={out}/{name}.jsonl" for name in ("gold", "attributions", "times")]
    command = [sys.executable, str(SHARED / "bench/score_statements.py"), *flags, "--json"]
    figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=-1).stdout)
    return figures


def told_figures(done: list[Reading], fold: int | None, out: Path) -> dict[str, Any]:
    """Score each account's main report against careful readers, who saw the article alone."""
    out.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps(reading_row(r)) + "\n" for r in done)
    (out / "reports.jsonl").write_text("".join(rows))
    corpus = {n: SHARED / f"corpus/{n}.jsonl.gz" for n in ("articles", "gold", "read")}
    flags = [f"--{name}={file}" for name, file in corpus.items()]
    flags += [f"--reports={out}/reports.jsonl", *([f"--fold={fold}"] if fold is not None else [])]
    return _scored("score_read", flags)


def mention_figures(accounts: Iterable[Account], fold: int | None, out: Path) -> dict[str, Any]:
    """Score the event of every time, the role of every place, what every number counts."""
    out.mkdir(parents=True, exist_ok=True)
    judged = SHARED / "corpus/mentions.jsonl.gz"
    with gzip.open(judged, "rt") as lines:
        wanted = {row["account"] for row in map(json.loads, lines)}
    rows = (json.dumps(mention_row(a)) + "\n" for a in accounts if a.id in wanted)
    (out / "mentions_told.jsonl").write_text("".join(rows))
    flags = [f"--mentions={judged}", f"--told={out}/mentions_told.jsonl"]
    return _scored("score_mentions", [*flags, *([f"--fold={fold}"] if fold is not None else [])])


def _scored(script: str, flags: Sequence[str]) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / f"bench/{script}.py"), *flags, "--json"]
    figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=-1).stdout)
    figures.pop("asked", None)
    return figures


def show_wrong(done: list[Reading], folds: set[int], slot: str, show: int) -> None:
    """Print accounts where one slot goes wrong, with what was wanted and what was read."""
    gold = {a: g for g in gold_of(folds) for a in g["articles"]}
    keep = ("date", "state", "city", "address", "killed", "injured", "people")
    slots = scorer("score").slots
    for reading in done:
        account = reading.account
        want, got = gold[account.id], reading_row(reading)
        figure = slots([(want, account.title + "\n" + account.text, got)])[slot]
        if (figure["f1"] < 1 if isinstance(figure, dict) else figure == 0) and show > 0:
            show -= 1
            day = account.published.start.date() if account.published else None
            print("=" * 100, "\n", account.id, day, account.url, "\n", account.title)
            print("GOLD", {k: want[k] for k in keep}, "\nGOT ", got)
            print(account.text[:1800])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", default="4")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--wrong", help="date, state, city, address, killed, injured, victims…")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--annotated", action="store_true", help="who said what, and when")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    folds = {int(f) for f in options.folds.split(",")}
    started = time.perf_counter()
    rows = articles(folds, options.limit)
    if options.annotated:
        wanted = {g["account"] for g in annotated(folds)}
        rows = [row for row in rows if row["id"] in wanted]
    done = readings(rows, options.jobs)
    if options.annotated:
        print(json.dumps(statement_figures(done, folds, options.out), indent=1))
    elif options.wrong:
        show_wrong(done, folds, options.wrong, options.show)
    else:
        print(json.dumps(reading_figures(done, folds), indent=1))
    print(f"{len(rows)} accounts in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
