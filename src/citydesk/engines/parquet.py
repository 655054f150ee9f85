"""Rows to and from Parquet on this machine, a batch of rows in memory at a time.

A Spark cluster reads and writes the same files by itself (`spark.py`); this is for everybody else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from citydesk.base.errors import UsageError
from citydesk.engines.collection import Columns, Row, portions

__all__ = ["read_parquet", "write_parquet"]

AT_ONCE = 1_000  # rows of texts; a group of rows in a file


def read_parquet(path: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, or of the files of a folder; raise `UsageError` for no Parquet."""
    pyarrow = _pyarrow()
    from pyarrow import dataset

    try:
        for batch in dataset.dataset(path, format="parquet").to_batches(batch_size=AT_ONCE):
            yield from batch.to_pylist()
    except (OSError, pyarrow.ArrowException) as error:
        first = str(error).partition("\n")[0]
        raise UsageError(f"{path} cannot be read as Parquet: {first}") from error


def write_parquet(rows: Iterable[Row], path: str, columns: Columns) -> None:
    """Write rows into a new folder; it is there whole or not at all.

    Raises `UsageError` where something is there already.
    """
    pyarrow = _pyarrow()
    from pyarrow import parquet

    folder = Path(path)
    if folder.exists():
        raise UsageError(f"{path} is there already: give a new folder")
    kinds = {"string": pyarrow.string(), "int": pyarrow.int64(), "double": pyarrow.float64(),
             "boolean": pyarrow.bool_()}  # fmt: skip
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    beside = folder.with_name(folder.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        with parquet.ParquetWriter(beside / "part-0.parquet", schema, compression="zstd") as file:
            for together in portions(rows, AT_ONCE):
                file.write_table(pyarrow.Table.from_pylist([dict(r) for r in together], schema))
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        message = "Parquet needs one more package: pip install 'citydesk[parquet]'"
        raise UsageError(message) from error
    return pyarrow
