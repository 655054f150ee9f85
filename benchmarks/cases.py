"""The small cases of the bench, run on desks in memory: what `score_cases.py` asks, in one process.

python -m benchmarks.cases [NAME …]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading import SHARED
from citydesk.flow import pipeline
from citydesk.outputs.flat import reading_row
from citydesk.store import SqliteStore

CASES = SHARED / "cases"


def case_figures(names: Sequence[str] = ()) -> dict[str, float]:
    """Run the cases whose names begin so (all, unless told); return the share that is right."""
    asked = right = 0
    for case in sorted(each for each in CASES.iterdir() if each.is_dir()):
        if not names or case.name.startswith(tuple(names)):
            for fault in _checked(case):
                asked, right = asked + 1, right + (fault is None)
                if fault:
                    print(f"{case.name}: {fault}", file=sys.stderr)
    return {"right": round(right / asked, 4) if asked else 0.0}


def _checked(case: Path) -> Iterator[str | None]:
    """Yield what is wrong with each account and with the incidents of a case, None for right."""
    want: dict[str, Any] = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    files = [str(file) for file in sorted(case.iterdir()) if file.name != "expect.json"]
    store = SqliteStore(":memory:")
    pipeline.add(store, files)
    told = {a.id: reading_row(store.reading(a.id)) for a in store.accounts()}
    for account, wanted in (want.get("reports") or {}).items():
        yield _wrong(account, told.get(account, {}), wanted)
    if "incidents" in want:
        got = sorted(sorted({t.account for t in r.tellings if t.main}) for r in store.records())
        wanted = sorted(sorted(each["accounts"]) for each in want["incidents"])
        yield None if got == wanted else f"incidents {got}, not {wanted}"


def _wrong(account: str, row: dict[str, Any], wanted: dict[str, Any]) -> str | None:
    place = row.get("place") or {}
    named = {(p["name"], p["age"], p["role"]) for p in row.get("people", [])}
    own = {each for each in named if each[2] in ("victim", "suspect")}
    asked = [k for k in ("date", "killed", "injured") if k in wanted]
    wrong: list[str] = [k for k in asked if row.get(k) != wanted[k]]
    wrong += [k for k, v in (wanted.get("place") or {}).items() if place.get(k) != v]
    people = {(p["name"], p["age"], p["role"]) for p in wanted.get("people", [])}
    wrong += ["people"] if "people" in wanted and own != people else []
    return f"{account}: {', '.join(wrong)}" if wrong else None


if __name__ == "__main__":
    print(case_figures(sys.argv[1:]))
