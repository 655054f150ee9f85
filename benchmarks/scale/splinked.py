"""Splink as a contestant of `bench-scale`: DuckDB, set up the way its own guides advise.

    python -m benchmarks.scale.splinked REPORTS.parquet CLUSTERS.parquet

Several narrow blocking rules; the prior from deterministic rules; u from random pairs; m by
expectation maximisation in three sessions that block on different fields; term frequencies where
a value can be common or rare. A labelled sample gives the threshold at which clusters are made.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as library
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.scale.scoring import best_threshold

RANDOM_PAIRS = 10_000_000
LEAST = 0.05  # probability below which a pair is not kept
THRESHOLDS = range(-3, 41)  # match weights, base 2


def settings() -> SettingsCreator:
    """Return what is compared, and which pairs."""
    rules: list[Any] = [
        block_on("town", "sure_day"),
        block_on("town", "published"),
        block_on("street", "town"),
        block_on("state", "sure_day", "number"),
        block_on("state", "sure_day", "street"),
        block_on("victims", "state", arrays_to_explode=["victims"]),
        block_on("suspects", "state", arrays_to_explode=["suspects"]),
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=rules,
        comparisons=_comparisons(),
        retain_matching_columns=False,
        max_iterations=20,
    )


def _comparisons() -> list[Any]:
    days = library.AbsoluteDateDifferenceAtThresholds
    names = library.PairwiseStringDistanceFunctionAtThresholds
    return [
        days("sure_day", input_is_string=False, metrics=["day"] * 4, thresholds=[0, 1, 3, 14]),
        days("published", input_is_string=False, metrics=["day"] * 5, thresholds=[0, 1, 3, 7, 30]),
        library.ExactMatch("town").configure(term_frequency_adjustments=True),
        library.ExactMatch("state").configure(term_frequency_adjustments=True),
        library.JaroWinklerAtThresholds("street", [0.92]).configure(
            term_frequency_adjustments=True
        ),
        library.ExactMatch("number").configure(term_frequency_adjustments=True),
        library.DistanceInKMAtThresholds("lat", "lon", [0.5, 2, 20]),
        names("victims", "jaro_winkler", [0.99, 0.9]),
        names("suspects", "jaro_winkler", [0.99, 0.9]),
        library.ArrayIntersectAtSizes("victim_ages", [2, 1]),
        library.ArrayIntersectAtSizes("suspect_ages", [2, 1]),
        _number("killed"),
        _number("injured"),
        library.ExactMatch("kind").configure(term_frequency_adjustments=True),
    ]


def _number(column: str) -> Any:
    """Return a comparison of counts: the same (rarer counts say more), one apart, other."""
    return library.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column, term_frequency_adjustments=True),
            levels.CustomLevel(f'abs("{column}_l" - "{column}_r") <= 1', "one apart"),
            levels.ElseLevel(),
        ],
    )


def train(linker: Linker) -> None:
    """Estimate everything from the reports themselves, without labels."""
    exact: list[Any] = [
        block_on("town", "sure_day", "street"),
        block_on("victims", "state", arrays_to_explode=["victims"]),
    ]
    training = linker.training
    training.estimate_probability_two_random_records_match(exact, recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for rule in (
        block_on("town", "sure_day"),
        block_on("street", "number"),
        block_on("town", "published"),
    ):
        training.estimate_parameters_using_expectation_maximisation(rule)


def main() -> None:
    """Link the reports of a file and write their clusters; print the seconds of each step."""
    told, out = Path(sys.argv[1]), Path(sys.argv[2])
    clock = [time.perf_counter()]
    took: dict[str, float] = {}

    def step(name: str) -> None:
        clock.append(time.perf_counter())
        took[name] = clock[-1] - clock[-2]

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")  # as Splink 5 writes them
    connection.execute(f"CREATE TABLE reports AS SELECT * FROM read_parquet('{told}')")
    api = DuckDBAPI(connection)
    linker = Linker(api.register("reports"), settings(), log_level=30)
    step("load")
    train(linker)
    step("train")
    pairs = linker.inference.predict(threshold_match_probability=LEAST)
    step("block and score")
    threshold = _threshold(connection, pairs.physical_name)
    step("threshold")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_weight=threshold
    )
    name = clusters.physical_name
    connection.execute(f"COPY (SELECT id, cluster_id AS cluster FROM {name}) TO '{out}'")
    step("cluster")
    kept = connection.execute(f"SELECT count(*) FROM {pairs.physical_name}").fetchone()
    more = {"threshold": threshold, "pairs kept": kept[0] if kept else 0}
    print(json.dumps({"seconds": took, **more}))


def _threshold(connection: duckdb.DuckDBPyConnection, pairs: str) -> float:
    """Return the threshold that does best on the labelled sample."""
    labels = connection.execute("SELECT id, label FROM reports WHERE label IS NOT NULL").fetchall()
    among = connection.execute(
        f"SELECT p.id_l, p.id_r, p.match_weight FROM {pairs} p"
        " JOIN reports l ON l.id = p.id_l JOIN reports r ON r.id = p.id_r"
        " WHERE l.label IS NOT NULL AND r.label IS NOT NULL"
    ).fetchall()
    return best_threshold(dict(labels), among, THRESHOLDS)


if __name__ == "__main__":
    main()
