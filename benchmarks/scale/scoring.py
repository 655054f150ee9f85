"""How well clusters of reports agree with what really happened, pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def pairwise(truth: Mapping[Any, int], cluster: Mapping[Any, object]) -> dict[str, float]:
    """Return precision, recall and F1 over the pairs of reports that are put together."""
    together = Counter(cluster[report] for report in truth)
    wanted = Counter(truth.values())
    both = Counter((cluster[report], incident) for report, incident in truth.items())
    found, right, there = (_pairs(c.values()) for c in (together, both, wanted))
    precision, recall = right / max(1, found), right / max(1, there)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def best_threshold(
    truth: Mapping[str, int],
    pairs: Iterable[tuple[str, str, float]],
    thresholds: Sequence[float],
) -> float:
    """Return the threshold whose connected components agree best with the truth of a sample."""
    found = list(pairs)

    def f1(threshold: float) -> float:
        parent = {report: report for report in truth}
        for left, right, score in found:
            if score >= threshold:
                a, b = _root(parent, left), _root(parent, right)
                parent[max(a, b)] = min(a, b)
        return pairwise(truth, {report: _root(parent, report) for report in truth})["f1"]

    return max(thresholds, key=f1)


def _root(parent: dict[str, str], report: str) -> str:
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report


def _pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)
