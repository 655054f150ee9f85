"""The laws of a batch: it equals a desk, on every engine, whatever the order."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citydesk.engines import Engine, Processes, Serial
from citydesk.flow import pipeline
from citydesk.flow.batch import Batch, batch, captures_of, write_tables
from citydesk.flow.batch.chains import hanging_together
from citydesk.linking.cells import joined
from citydesk.model import Capture, Failure, Record
from citydesk.serialize import canonical
from citydesk.settings import Policy
from citydesk.sources import collect
from citydesk.store import SqliteStore
from tests.clusters import spark

EXAMPLES = Path(__file__).parents[3] / "examples"
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
NAMES = {"kxto.example": "KXTO"}


def examples() -> list[Capture | Failure]:
    return list(collect([str(EXAMPLES)], clock=lambda: NOON))


def made_by(engine: Engine, items: list[Capture | Failure]) -> Batch:
    return batch(engine.spread(lambda: items), names=NAMES)


def records(made: Batch) -> list[bytes]:
    return [canonical(r) for r in sorted((f.record for f in made.records), key=lambda r: r.id)]


@pytest.fixture(scope="module")
def desk() -> list[Record]:
    store = SqliteStore(":memory:")
    pipeline.add(store, [str(EXAMPLES)], pipeline.How(names=NAMES, clock=lambda: NOON))
    return sorted(store.records(), key=lambda record: record.id)


@pytest.mark.parametrize(
    "engine", [lambda: Serial(), lambda: Processes(2), spark], ids=["serial", "processes", "spark"]
)
def test_a_batch_equals_a_desk(engine: Callable[[], Engine], desk: list[Record]) -> None:
    assert records(made_by(engine(), examples())) == [canonical(record) for record in desk]


def test_order_and_repetition_do_not_matter(desk: list[Record]) -> None:
    items = [*examples(), *examples()[:4]]
    random.Random(3).shuffle(items)
    assert records(made_by(Serial(), items)) == [canonical(record) for record in desk]


def test_what_cannot_be_read_is_told_once() -> None:
    broken = list(collect([str(EXAMPLES / "no such file")], clock=lambda: NOON))
    made = made_by(Serial(), [*examples(), *broken, *broken])
    assert ["no such file" in f.message for f in made.failures] == [True]
    assert len(list(made.readings)) == len(examples())


def test_two_tellings_under_one_id() -> None:
    rows = [{"id": "a", "text": f"Police said a man was shot {w}.", "published": "2025-03-04"}
            for w in ("on Elm Street", "on Oak Street", "on Elm Street")]  # fmt: skip
    from citydesk.sources.rows import capture_of_row

    items = [capture_of_row(row, {}, "t", NOON) for row in rows]
    idents = sorted(r.account.id for r in made_by(Serial(), items).readings)
    assert len(idents) == 2
    assert idents[0] == "a"
    assert idents[1].startswith("a-")


@pytest.mark.parametrize("seed", range(5))
def test_chains_hang_together_as_components_do(seed: int) -> None:
    draw = random.Random(seed)
    nodes = [f"n{n:03}" for n in range(120)]
    pairs = [tuple(sorted(draw.sample(nodes, 2))) for _ in range(60 + 20 * seed)]
    pairs += [(nodes[n], nodes[n + 1]) for n in range(0, 40)]  # a long chain
    want = {n: group[0] for group in joined(nodes, pairs) if len(group) > 1 for n in group}
    assert dict(hanging_together(Serial().spread(lambda: pairs))) == want


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    found = list(Serial().read_table(str(folder / table)))
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def tables(engine: Engine, source: Path, out: Path, audience: Any) -> list[str]:
    captures = captures_of(engine, str(source), {"text": "body"}, moment=NOON)
    made = batch(captures, names=NAMES)
    written = write_tables(
        engine, made, str(out), policy=Policy(), audience=audience, key=b"k" * 32
    )
    return list(written)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a crawl's table of the examples: texts in a column of another name, pages as HTML."""
    rows: list[dict[str, Any]] = []
    for item in examples():
        assert isinstance(item, Capture)
        if item.media_type.startswith("text/html"):
            rows.append({"html": item.body.decode(), "url": item.uri})
        elif item.media_type.startswith("application/json"):
            row = json.loads(item.body)
            rows.append({**{k: v for k, v in row.items() if k != "text"}, "body": row["text"]})
    rows.append({"title": "a row that holds nothing"})
    names = dict.fromkeys(name for row in rows for name in row)
    folder = tmp_path_factory.mktemp("crawl") / "articles"
    Serial().write_table(rows, str(folder), dict.fromkeys(names, "string"))  # type: ignore[arg-type]
    return folder


@pytest.mark.parametrize("audience", ["public", "desk"])
def test_parquet_in_parquet_out_on_every_engine(crawl: Path, tmp_path: Path, audience: str) -> None:
    for name, engine in (("serial", Serial()), ("spark", spark())):
        wrote = tables(engine, crawl, tmp_path / name, audience)
        assert wrote == ["incidents", "reports", "statements", "failures"]
    for table in ("incidents", "reports", "statements", "failures"):
        assert rows_of(tmp_path / "serial", table) == rows_of(tmp_path / "spark", table)
    assert len(rows_of(tmp_path / "serial", "failures")) == 1
    assert rows_of(tmp_path / "serial", "incidents")


def test_the_policy_governs_every_table(crawl: Path, tmp_path: Path) -> None:
    tables(Serial(), crawl, tmp_path / "public", "public")
    tables(Serial(), crawl, tmp_path / "desk", "desk")
    withheld = {
        person["name"]
        for row in rows_of(tmp_path / "desk", "incidents")
        for person in json.loads(row["people_json"]) + json.loads(row["others_json"])
        if person["withheld"] and person["name"]
    }
    assert withheld
    public = "".join(
        json.dumps(rows_of(tmp_path / "public", table), ensure_ascii=False)
        for table in ("incidents", "reports", "statements")
    )
    assert not [name for name in withheld if name in public]
