"""The figures that accuracy may not fall below: every score over fold 4, that nothing learned from.

    python -m benchmarks.floor            print the figures beside the floor
    python -m benchmarks.floor --write    make today's figures the floor (say so in CHANGELOG.md)

`tests/quality/` fails when a figure drops by more than half a point.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.cases import case_figures
from benchmarks.linking import figures as record_figures
from benchmarks.linking import main_accounts, records_of, with_fingerprints
from benchmarks.reading import (
    articles,
    gold_of,
    mention_figures,
    reading_figures,
    readings,
    statement_figures,
    told_figures,
)
from citydesk.linking import link
from citydesk.outputs.incidents import incident_row

FLOOR = Path(__file__).resolve().parents[1] / "tests/quality/floor.json"
ALLOWED = 0.005
HELD_OUT = {4}


def measure(jobs: int = 1) -> dict[str, float]:
    """Read, link and fuse fold 4; return every figure of the bench by its dotted name."""
    made = with_fingerprints(readings(articles(HELD_OUT), jobs))
    reports = {report.id: report for reading in made for report in reading.reports}
    accounts = {reading.account.id: reading.account for reading in made}
    records = records_of(link(reports.values(), accounts), reports, accounts)
    rows = [
        {**incident_row(r, lambda statement: ""), "accounts": main_accounts(r)} for r in records
    ]
    text = {a.id: f"{a.title}\n{a.text}" for a in accounts.values()}
    with tempfile.TemporaryDirectory() as out:
        found = {
            "reading": reading_figures(made, HELD_OUT),
            "statements": statement_figures(made, HELD_OUT, Path(out)),
            "told": told_figures(made, 4, Path(out)),
            "mentions": mention_figures(accounts.values(), 4, Path(out)),
            "cases": case_figures(),
            **record_figures(gold_of(HELD_OUT), rows, text),
        }
    return dict(sorted(_flat("", found)))


def _flat(prefix: str, figures: dict[str, Any]) -> list[tuple[str, float]]:
    """Return the shares among nested figures, named by the path to them; counts are left out."""
    flat: list[tuple[str, float]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            flat += _flat(f"{prefix}{name}.", value)
        elif isinstance(value, float):
            flat.append((f"{prefix}{name}", value))
    return flat


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    floor = json.loads(FLOOR.read_text()) if FLOOR.exists() else {}
    measured = measure(options.jobs)
    for name, value in measured.items():
        mark = "  below the floor" if value < floor.get(name, 0.0) - ALLOWED else ""
        print(f"{name:44} {value:.4f}  floor {floor.get(name, 0.0):.4f}{mark}")
    if options.write:
        FLOOR.write_text(json.dumps(measured, indent=1) + "\n")


if __name__ == "__main__":
    main()
