"""Fit a linear model over named features and write it where the package finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

WEIGHTS = Path(__file__).resolve().parents[1] / "src/citydesk/reading/weights"


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[int],
    *,
    weights: Sequence[float] | None = None,
    strength: float = 1.0,
    min_count: int = 5,
) -> tuple[float, dict[str, float]]:
    """Fit a logistic regression; return its bias and its weights by feature name.

    Features seen in fewer than `min_count` rows are left out. `strength` is scikit-learn's C.
    """
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    vectors = DictVectorizer(sort=True)
    kept = [{n: v for n, v in row.items() if counts[n] >= min_count} for row in rows]
    matrix = vectors.fit_transform(kept)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(matrix, np.asarray(labels), sample_weight=weights)
    names = vectors.get_feature_names_out()
    return float(model.intercept_[0]), dict(zip(names, map(float, model.coef_[0]), strict=True))


def write(
    name: str,
    bias: float,
    weights: Mapping[str, float],
    made_from: str,
    folder: Path = WEIGHTS,
) -> None:
    """Write a weights file, rounded so that it is the same on every machine."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {k: round(v, 4) for k, v in sorted(weights.items()) if round(v, 4)}
    data = {"made_from": made_from, "bias": round(bias, 4), "weights": kept}
    text = json.dumps(data, indent=0, ensure_ascii=False) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")
