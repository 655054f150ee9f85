"""The engine that works on a Spark cluster: the same functions, where the data lies.

Items travel as pickles between Python workers (Spark's RDDs), so the workers need Citydesk
installed, of the same version, and nothing else. Keys are spread by a checksum: Python's own hash
is salted in every process. PySpark and Java are needed only here (`pip install 'citydesk[spark]'`).
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

from citydesk.base.errors import UsageError
from citydesk.engines.collection import Collection, Columns, Row, bucket, portions

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

__all__ = ["Spark"]

Item = TypeVar("Item")
Other = TypeVar("Other")
Value = TypeVar("Value")

QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_TYPES = {"int": "bigint"}
AHEAD = 64  # items for each core that travel together


class Spark:
    """Works on the cluster of a Spark session; `session.stop()` is left to whoever made it."""

    def __init__(self, session: SparkSession) -> None:
        """Work with an open session."""
        self.session = session
        self._context = session.sparkContext

    @classmethod
    def connect(cls, master: str | None = None, *, partitions: int | None = None) -> Spark:
        """Open a session with a master ("local[2]", "spark://host:7077", "yarn"), or the given one.

        Under `spark-submit` the master is given already. `partitions` is into how many parts groups
        are spread; by default one for each core. Raises `UsageError` without PySpark.
        """
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise UsageError("Spark is not installed: pip install 'citydesk[spark]'") from error
        builder = SparkSession.builder.appName("citydesk")
        for name, value in QUIET.items():
            builder = builder.config(name, value)
        if master:
            builder = builder.master(master)
        if master and master.startswith("local"):  # nobody else is to reach it, and it is like us
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        if partitions:
            builder = builder.config("spark.default.parallelism", str(partitions))
        try:
            return cls(builder.getOrCreate())
        except PySparkException as error:
            why = f"Spark does not start (it needs Java 17 or newer): {_line(error)}"
            raise UsageError(why) from error

    def map(
        self, function: Callable[[Item], Other], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Other]]:
        """Yield each item with its result, in the order of the items."""
        cores = self._context.defaultParallelism
        applied = functools.partial(_applied, function)
        for portion in portions(items, AHEAD * cores):
            results = self._context.parallelize(portion, min(cores, len(portion))).map(applied)
            for item, (result, error) in zip(portion, results.collect(), strict=True):
                if error is not None:
                    raise error
                yield item, cast("Other", result)

    def spread(self, source: Callable[[], Iterable[Item]]) -> Spread[Item]:
        """Return a collection of what `source` yields."""
        return Spread(self._context.parallelize(source()))

    def read_table(self, path: str) -> Spread[dict[str, Any]]:
        """Return the rows of Parquet files; raise `UsageError` where there are none."""
        from pyspark.errors import AnalysisException

        try:
            return Spread(self.session.read.parquet(path).rdd.map(_as_row))
        except AnalysisException as error:
            raise UsageError(f"{path} cannot be read as Parquet: {_line(error)}") from error

    def write_table(self, rows: Collection[Row], path: str, columns: Columns) -> None:
        """Write rows as Parquet into a new folder; raise `UsageError` where it is there already."""
        from pyspark.errors import AnalysisException

        held = rows if isinstance(rows, Spread) else self.spread(lambda: rows)
        schema = ", ".join(f"`{name}` {_TYPES.get(kind, kind)}" for name, kind in columns.items())
        cells = held.rdd.map(functools.partial(_cells, tuple(columns)))
        try:
            self.session.createDataFrame(cells, schema).write.parquet(path)
        except AnalysisException as error:
            raise UsageError(f"{path} cannot be written: {_line(error)}") from error


class Spread(Collection[Item]):
    """Items that lie on the cluster."""

    def __init__(self, rdd: RDD[Any]) -> None:
        """Stand for a resilient distributed data set."""
        self.rdd = rdd

    def __iter__(self) -> Iterator[Item]:
        """Yield the items, one part of the cluster's at a time in memory."""
        return self.rdd.toLocalIterator()

    def flat_map(self, function: Callable[[Item], Iterable[Other]]) -> Spread[Other]:
        """Return all that the function makes of each item."""
        return Spread(self.rdd.flatMap(function))

    def grouped(
        self: Spread[tuple[str, Value]], limit: int | None = None
    ) -> Spread[tuple[str, list[Value]]]:
        """Return each key with its values; keys with more than `limit` are left out.

        No more than `limit` and one of a key's values leave the machine that they lie on.
        """
        parts = self.rdd.context.defaultParallelism
        most = None if limit is None else limit + 1
        groups = self.rdd.combineByKey(
            _first,
            functools.partial(_more, most),
            functools.partial(_both, most),
            parts,
            functools.partial(_part, parts),
        )
        return Spread(groups if limit is None else groups.filter(functools.partial(_few, limit)))

    def union(self, other: Collection[Item]) -> Spread[Item]:
        """Return the items of both, which must be of the same engine."""
        if not isinstance(other, Spread):
            raise UsageError("collections of two engines cannot be put together")
        return Spread(self.rdd.union(other.rdd))

    def kept(self) -> Spread[Item]:
        """Return the same items, kept on the workers' disks once they are made."""
        from pyspark import StorageLevel

        return Spread(self.rdd.persist(StorageLevel.DISK_ONLY))


def _as_row(row: Any) -> dict[str, Any]:
    return row.asDict(recursive=True)  # type: ignore[no-any-return]


def _cells(columns: tuple[str, ...], row: Row) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in columns)


def _line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300]


def _applied(
    function: Callable[[Item], Other], item: Item
) -> tuple[Other | None, Exception | None]:
    """Return the result or the error, so that an error is raised at its own item's turn.

    Whatever a function raises must come back: raised over there, it would end the whole portion.
    """
    try:
        return function(item), None
    except Exception as error:
        return None, error


def _first(value: Value) -> list[Value]:
    return [value]


def _more(most: int | None, values: list[Value], value: Value) -> list[Value]:
    if most is None or len(values) < most:
        values.append(value)
    return values


def _both(most: int | None, values: list[Value], others: list[Value]) -> list[Value]:
    values.extend(others if most is None else others[: most - len(values)])
    return values


def _few(limit: int, group: tuple[str, list[Any]]) -> bool:
    return len(group[1]) <= limit


def _part(parts: int, key: str) -> int:
    return bucket(key, parts)
