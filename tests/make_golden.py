"""Make the golden case again: `python -m tests.make_golden`, then read `git diff tests/golden`.

The accounts of `examples/` are added to a desk in memory; what must come out is kept as JSON that a
person can read and compare, one file a record. It also refreshes the console blocks of the
documentation, which show the same desk.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from citydesk.base.quoting import words_of
from citydesk.flow import pipeline
from citydesk.model import Record
from citydesk.outputs import export
from citydesk.outputs.incidents import incident_row
from citydesk.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests/golden"
CENTRAL = dt.timezone(dt.timedelta(hours=-5))
MORNING_AFTER = dt.datetime(2024, 10, 21, 8, tzinfo=dt.UTC)
NIGHT = "kxto-overnight"
SECRET = b"the same for every golden case"
MOMENTS = {
    "moonlight-lanes": None,
    "moonlight-lanes-at-0900": dt.datetime(2024, 10, 19, 9, tzinfo=CENTRAL),
}


def desk_of_examples() -> Store:
    """Return a desk in memory that holds the examples."""
    store = open_store(":memory:")
    pipeline.add(store, [str(ROOT / "examples")], pipeline.How(clock=lambda: MORNING_AFTER))
    return store


def row_of(store: Store, record: Record) -> dict[str, Any]:
    """Return a record as the row of JSON that the desk's own export writes."""
    accounts = {t.account: store.account(t.account) for t in record.tellings}
    return incident_row(record, lambda s: words_of(s, accounts))


def made() -> dict[str, str]:
    """Return the golden files that the desk makes now, by name."""
    store = desk_of_examples()
    files: dict[str, str] = {}
    for name, moment in MOMENTS.items():
        (incident,) = store.incidents_of([f"{NIGHT}#0"])
        files[f"{name}.json"] = pretty(
            row_of(store, pipeline.record(store, incident, as_of=moment))
        )
    (other,) = store.incidents_of(["kxto-harlan#0"])
    files["harlan-street.json"] = pretty(row_of(store, store.record(other)))
    lines = export("incidents", store.records(), "csv", account_of=store.find_account, key=SECRET)
    files["incidents-public.csv"] = "".join(lines)
    store.close()
    return files


def pretty(row: dict[str, Any]) -> str:
    """Return JSON that a person can read."""
    return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the golden files and refresh the documentation."""
    GOLDEN.mkdir(exist_ok=True)
    for name, content in made().items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
    from tests.test_docs import PAGES, refreshed

    for page in PAGES:
        page.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main()
