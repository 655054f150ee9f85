"""Splink as a contestant of `bench-scale`: DuckDB, set up the way its own guides advise.

    python -m benchmarks.scale.splinked REPORTS.parquet CLUSTERS.parquet [--labels]
    python -m benchmarks.scale.splinked REPORTS.parquet CLUSTERS.parquet --truth TRUTH.parquet

Several narrow blocking rules; the prior from deterministic rules; u from random pairs; m by
expectation maximisation in three sessions that block on different fields or, with `--labels`, from
the labelled sample; term frequencies where a value can be common or rare. The sample also gives the
threshold at which clusters are made. `--truth` tells besides, for no contest, how the very best
threshold would have done.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as library
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.scale.scoring import best_threshold, pairwise
from citydesk.linking.cells import components

RANDOM_PAIRS = 10_000_000
LEAST = 0.05  # probability below which a pair is not kept
MONTH = "substr(cast(published as varchar), 1, 7)"
"""A corner has its next shooting months later: without it most pairs of a corner are of others."""
THRESHOLDS = range(-3, 41)  # match weights, base 2
NEAR = 6  # how far from the threshold chosen the very best one is looked for


def settings() -> SettingsCreator:
    """Return what is compared, and which pairs."""
    rules: list[Any] = [
        block_on("town", "sure_day"),
        block_on("town", "published"),
        block_on("street", "town", MONTH),
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
        days("sure_day", input_is_string=False, metrics=["day"] * 3, thresholds=[1, 3, 14]),
        days("published", input_is_string=False, metrics=["day"] * 4, thresholds=[1, 3, 7, 30]),
        library.ExactMatch("town").configure(term_frequency_adjustments=True),
        library.ExactMatch("state").configure(term_frequency_adjustments=True),
        library.JaroWinklerAtThresholds("street", [0.92]).configure(
            term_frequency_adjustments=True
        ),
        library.ExactMatch("number").configure(term_frequency_adjustments=True),
        library.DistanceInKMAtThresholds("lat", "lon", [0.5, 2, 20]),
        names("victims", "jaro_winkler", [0.9]),
        names("suspects", "jaro_winkler", [0.9]),
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


def train(linker: Linker, *, labelled: bool) -> None:
    """Estimate everything from the reports themselves; m from labels where that is asked for."""
    exact: list[Any] = [
        block_on("town", "sure_day", "street"),
        block_on("victims", "state", arrays_to_explode=["victims"]),
    ]
    training = linker.training
    training.estimate_probability_two_random_records_match(exact, recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    if labelled:
        training.estimate_m_from_label_column("label")
        return
    for rule in (
        block_on("town", "sure_day"),
        block_on("street", "sure_day"),
        block_on("town", "published"),
    ):
        training.estimate_parameters_using_expectation_maximisation(rule)


def main() -> None:
    """Link the reports of a file and write their clusters; print the seconds of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("told", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--truth", type=Path)
    options = parser.parse_args()
    told, out = options.told, options.out
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
    train(linker, labelled=options.labels)
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
    more: dict[str, Any] = {"threshold": threshold, "pairs kept": kept[0] if kept else 0}
    if options.truth:
        near = range(int(threshold) - NEAR, int(threshold) + NEAR + 1)
        more["at best"] = _at_best(connection, pairs.physical_name, options.truth, near)
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


def _at_best(
    connection: duckdb.DuckDBPyConnection, pairs: str, truth: Path, thresholds: Iterable[int]
) -> dict[str, float | int]:
    """Return the figures at the threshold that agrees best with the whole truth."""
    connection.execute(f"CREATE TABLE truth AS SELECT * FROM read_parquet('{truth}')")
    connection.execute(
        "CREATE TABLE numbered AS SELECT *, row_number() OVER () - 1 AS n FROM truth"
    )
    real = connection.execute("SELECT incident FROM numbered ORDER BY n").fetchnumpy()["incident"]
    found = connection.execute(
        f"SELECT a.n AS l, b.n AS r, p.match_weight AS weight FROM {pairs} p"
        " JOIN numbered a ON a.id = p.id_l JOIN numbered b ON b.id = p.id_r"
    ).fetchnumpy()

    def figures(threshold: int) -> dict[str, float | int]:
        close = found["weight"] >= threshold
        label = components(len(real), found["l"][close], found["r"][close]).tolist()
        agree = pairwise(dict(enumerate(real.tolist())), dict(enumerate(label)))
        return {"threshold": threshold, **agree}

    return max(map(figures, thresholds), key=lambda each: each["f1"])


if __name__ == "__main__":
    main()
