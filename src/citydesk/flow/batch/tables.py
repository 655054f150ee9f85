"""What a batch reads and writes: tables that lie as Parquet files, on a disk or on a cluster's.

in   articles: a row an article          out   incidents/  reports/  statements/  failures/
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from citydesk.base.identity import keyed_id
from citydesk.engines import Collection, Engine
from citydesk.flow.batch.flow import Batch, Fused
from citydesk.model import Capture, Failure, Reading
from citydesk.outputs.columns import COLUMNS, cells
from citydesk.outputs.exports import Audience, export
from citydesk.privacy.deskless import joined, withheld_by
from citydesk.privacy.mask import Mask
from citydesk.settings import Policy
from citydesk.sources.rows import capture_of_row

__all__ = ["TABLES", "captures_of", "write_tables"]

TABLES = tuple(COLUMNS)


def captures_of(
    engine: Engine, path: str, columns: Mapping[str, str], *, moment: dt.datetime
) -> Collection[Capture | Failure]:
    """Return the rows of Parquet files as captures; `columns` gives ours their names there.

    Raises `UsageError` where there are no Parquet files.
    """
    made = functools.partial(_capture, dict(columns), path, moment)
    return engine.read_table(path).flat_map(made)


def write_tables(
    engine: Engine,
    made: Batch,
    folder: str,
    *,
    policy: Policy,
    audience: Audience = "public",
    key: bytes = b"",
) -> Iterator[str]:
    """Write what a batch makes as `folder/TABLE`; yield the name of each table once it is there.

    For the public the policy governs every table, and `key` is the secret with which ids are made
    that would give something away; without one they are others in each batch. What could not be
    read is not told to the public by its address: nobody knows whom it names. Raises `UsageError`
    where a table is there already.
    """
    key = key or secrets.token_bytes(32)
    told = functools.partial(_incident, policy, audience, key)
    rows: dict[str, Collection[dict[str, Any]]] = {"incidents": made.records.flat_map(told)}
    readings = _masked(made, policy) if audience == "public" else made.readings.flat_map(_bare)
    for table in ("reports", "statements"):
        rows[table] = readings.flat_map(functools.partial(_told, table, policy, audience, key))
    rows["failures"] = made.failures.flat_map(functools.partial(_failure, audience, key))
    for table, columns in COLUMNS.items():
        engine.write_table(rows[table], f"{folder}/{table}", columns)
        yield table


def _capture(
    columns: Mapping[str, str], path: str, moment: dt.datetime, row: Mapping[str, Any]
) -> Iterator[Capture | Failure]:
    yield capture_of_row(row, columns, path, moment)


def _incident(
    policy: Policy, audience: Audience, key: bytes, fused: Fused
) -> Iterator[dict[str, Any]]:
    accounts = {account.id: account for account in fused.accounts}
    lines = export(
        "incidents", [fused.record], audience=audience, policy=policy, account_of=accounts.get,
        key=key,
    )  # fmt: skip
    for line in lines:
        yield cells("incidents", json.loads(line))


def _bare(reading: Reading) -> Iterator[tuple[Reading, Mask]]:
    yield reading, Mask()


def _masked(made: Batch, policy: Policy) -> Collection[tuple[Reading, Mask]]:
    """Return readings with what the incidents that they tell of withhold."""
    masks = made.records.flat_map(functools.partial(_masks, policy))
    return made.readings.flat_map(_named).union(masks).grouped().flat_map(_with_masks)


def _masks(policy: Policy, fused: Fused) -> Iterator[tuple[str, Any]]:
    mask = withheld_by(fused.record, fused.accounts, policy)
    for account in fused.accounts if mask else ():
        yield account.id, mask


def _named(reading: Reading) -> Iterator[tuple[str, Any]]:
    yield reading.account.id, reading


def _with_masks(group: tuple[str, list[Any]]) -> Iterator[tuple[Reading, Mask]]:
    mask = joined(each for each in group[1] if isinstance(each, Mask))
    for each in group[1]:
        if isinstance(each, Reading):
            yield each, mask


def _told(
    table: Any, policy: Policy, audience: Audience, key: bytes, held: tuple[Reading, Mask]
) -> Iterator[dict[str, Any]]:
    reading, mask = held
    masks = {reading.account.id: mask}
    for line in export(table, [reading], audience=audience, policy=policy, masks=masks, key=key):
        yield cells(table, json.loads(line))


def _failure(audience: Audience, key: bytes, failure: Failure) -> Iterator[dict[str, Any]]:
    row = {column: getattr(failure, column) for column in COLUMNS["failures"]}
    if audience == "public":
        row |= {"uri": f"failure-{keyed_id(key, failure.uri)}", "message": "could not be read"}
    yield cells("failures", row)
