"""How far the estimates of a look-up are off, learned: `streets/data/trust.json`.

Half of each city's incidents is indexed and the other half asked for (seed 11; the figures of
`docs/places.md` are of another). Boosted trees learn which estimates are more than 700 metres off;
for each way and each band of that chance the margin is what holds nine of ten true points.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.streets import build, halves, rows_of
from citydesk.streets.builders.tables import state_code
from citydesk.streets.finding import shape_of
from citydesk.streets.geometry import nearest
from citydesk.streets.grammar import parse
from citydesk.streets.lookup import guesses
from citydesk.streets.towns import town_key
from citydesk.streets.trust import FEATURES

OUT = Path(__file__).parents[1] / "src/citydesk/streets/data/trust.json"
SEED = 11
WRONG = 700.0
BOUNDS = (0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5, 0.7)
FOUND = 0.465  # share of addresses (streets alone left out) that the limit lets through
HELD = 0.91


def train(corpus: Path) -> None:
    """Learn and write the file."""
    indexed, asked = halves(rows_of(corpus / "incidents_2013_2018.jsonl.gz"), SEED)
    with tempfile.TemporaryDirectory() as folder:
        (index,) = build(indexed, Path(folder)).indexes
        rows, errors, outside, ways, alone = [], [], [], [], []
        for row in asked:
            address = parse(row["address"])
            town = index.town(town_key(row["city"]), state_code(row["state"]) or "")
            made = guesses(address, town, index) if town and address.streets else []
            if not made:
                continue
            guess = made[0]
            truth = guess.frame.flat(row["lat"], row["lon"])
            rows.append(guess.features(address))
            errors.append(math.dist(truth, (guess.estimate.east, guess.estimate.north)))
            outside.append(nearest(truth, shape_of(address, guess.estimate))[0])
            ways.append(guess.estimate.way)
            alone.append(address.form == "street")
    x, y = np.array(rows), np.array(errors) > WRONG
    model = GradientBoostingClassifier(
        n_estimators=25, max_depth=4, learning_rate=0.3, subsample=0.5, min_samples_leaf=80,
        random_state=0,
    ).fit(x, y)  # fmt: skip
    doubt = model.predict_proba(x)[:, 1]
    numbered = sum(parse(r["address"]).form != "street" for r in asked)
    ranked = np.sort(doubt[~np.array(alone)])
    limit = float(ranked[min(len(ranked) - 1, int(FOUND * numbered))])
    bands: dict[tuple[str, int], list[float]] = defaultdict(list)
    for way, chance, far in zip(ways, doubt, outside, strict=True):
        band = int(np.searchsorted(BOUNDS, chance, side="right"))
        bands[way, band].append(far)
        bands["any", band].append(far)
    margins = {
        way: [round(_held(bands, way, band)) for band in range(len(BOUNDS) + 1)]
        for way in ("any", *sorted(set(ways)))
    }
    prior = float(model.init_.class_prior_[1])
    made_of = {
        "about": __doc__.strip().split("\n")[0] + " Made by `python -m training streets`.",
        "features": FEATURES,
        "start": math.log(prior / (1 - prior)),
        "limit": round(limit, 4),
        "bounds": BOUNDS,
        "margins": margins,
        "trees": [_tree(stage[0].tree_, model.learning_rate) for stage in model.estimators_],
    }
    OUT.write_text(json.dumps(made_of, separators=(",", ":")) + "\n", encoding="utf-8")


def _held(bands: dict[tuple[str, int], list[float]], way: str, band: int) -> float:
    """Return the metres that hold nine of ten; of few, those of every way together."""
    own = bands[way, band]
    told = own if len(own) >= 60 else bands["any", band] or [1_000.0]
    return max(30.0, float(np.quantile(told, HELD)))


def _tree(tree: object, rate: float) -> list[list[float]]:
    out = []
    for node in range(tree.node_count):  # type: ignore[attr-defined]
        feature = int(tree.feature[node])  # type: ignore[attr-defined]
        out.append([
            max(feature, -1),
            round(float(tree.threshold[node]), 4),  # type: ignore[attr-defined]
            int(tree.children_left[node]),  # type: ignore[attr-defined]
            int(tree.children_right[node]),  # type: ignore[attr-defined]
            round(float(tree.value[node][0][0]) * rate, 5),  # type: ignore[attr-defined]
        ])  # fmt: skip
    return out
