"""Make the weights that tell a story's victims and suspects from everybody else who is named.

Every person whom the grammar finds in an article of the training folds is a row; its label is the
role that the hand-made record gives to that name, or none. Two looks: linear weights over the words
around each name (`people_victim`, `people_suspect`), then small trees over those scores in the
company of the page's other persons (`people_company`), trained on scores from other folds.

    python -m training people
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from citydesk.accounts import account_of_json
from citydesk.linear import Linear
from citydesk.statements.context import survey
from citydesk.statements.parsed import parse
from citydesk.statements.people.ages import age_beside
from citydesk.statements.people.chains import Someone
from citydesk.statements.people.company import company
from citydesk.statements.people.features import Page, describe
from citydesk.statements.people.reading import page_of_account
from training.linear import WEIGHTS, write

FOLDS = frozenset({0, 1, 2, 3})
SIDES = ("victim", "suspect")
RARE = 5


@dataclass
class Told:
    """The persons of one article: their features and what the record says of each."""

    id: str
    fold: int
    page: Page
    features: list[dict[str, float]]
    labels: list[str]
    scores: list[tuple[float, float]] = field(default_factory=list)


def train(corpus: Path) -> None:
    """Write the weights of both looks."""
    stories = read_stories(corpus, FOLDS)
    for held in sorted(FOLDS):
        model = first_look([s for s in stories if s.fold != held])
        score(model, [s for s in stories if s.fold == held])
    trees = second_look(stories)
    made_from = f"{sum(len(s.labels) for s in stories)} persons named in folds 0-3 of the bench"
    for side, linear in zip(SIDES, first_look(stories), strict=True):
        write(f"people_{side}", linear.bias, linear.weights, made_from)
    file = WEIGHTS / "people_company.json"
    file.write_text(json.dumps({"made_from": made_from, "sides": trees}) + "\n", encoding="utf-8")


def read_stories(corpus: Path, folds: frozenset[int]) -> list[Told]:
    """Read the articles of some folds with their record."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        gold = {a: g["people"] for g in map(json.loads, lines) for a in g["articles"]}
    stories = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for article in map(json.loads, lines):
            if article["fold"] in folds:
                parsed = parse(account_of_json(article))
                page, _ = page_of_account(parsed, survey(parsed))
                features = [describe(person, page) for person in page.people]
                labels = [label(person, gold[article["id"]]) for person in page.people]
                stories.append(Told(article["id"], article["fold"], page, features, labels))
    return stories


def label(person: Someone, listed: list[dict[str, Any]]) -> str:
    """Return the role that the record gives to a person, or "".

    The record spells some names otherwise and leaves some out: a name that differs by a letter, or
    somebody listed without a name but with this age, counts as the same.
    """
    names = [" ".join(name.parts) for name in person.full]
    same = [p for p in listed if any(same_name(n, p["name"]) for n in names)]
    same = same or [p for p in listed if any(similar(n, p["name"]) for n in names)]
    told = next(filter(None, map(age_beside, person.full)), None)
    if not same and told:
        same = [p for p in listed if not p["name"] and p["age"] == told[0]]
    return str(same[0]["role"]) if same else ""


def similar(one: str, other: str | None) -> bool:
    """Tell whether two names may be one misspelt: both parts begin alike and nearly agree."""
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or len(b) < 2:
        return False
    given, family = fuzz.ratio(a[0], b[0]), fuzz.ratio(a[-1], b[-1])
    return min(given, family) > 60 and given + family > 160


def first_look(stories: list[Told]) -> tuple[Linear, ...]:
    """Fit the linear weights of each side."""
    rows = [row for story in stories for row in story.features]
    counts = Counter(name for row in rows for name in row)
    kept = [{n: v for n, v in row.items() if counts[n] >= RARE} for row in rows]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    looks = []
    for side in SIDES:
        wanted = np.asarray([one == side for story in stories for one in story.labels])
        model = LogisticRegression(C=0.1, solver="liblinear", random_state=0)
        model.fit(matrix, wanted)
        names = vectors.get_feature_names_out()
        weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
        looks.append(Linear(float(model.intercept_[0]), weights))
    return tuple(looks)


def score(model: tuple[Linear, ...], stories: list[Told]) -> None:
    """Keep each person's log odds by a first look that has not seen their city."""
    victim, suspect = model
    for story in stories:
        story.scores = [(victim.score(row), suspect.score(row)) for row in story.features]


def second_look(stories: list[Told]) -> dict[str, Any]:
    """Fit the trees over scores in company; return them as the package reads them."""
    rows = [row for s in stories for row in company(s.page, s.scores, s.features)]
    matrix = np.asarray(rows)
    sides = {}
    for side in SIDES:
        wanted = np.asarray([one == side for story in stories for one in story.labels])
        model = HistGradientBoostingClassifier(
            max_iter=50, learning_rate=0.12, max_leaf_nodes=7, min_samples_leaf=20,
            l2_regularization=5, random_state=0, early_stopping=False,
        )  # fmt: skip
        model.fit(matrix, wanted)
        bias = float(np.ravel(model._baseline_prediction)[0])
        trees = [_tree(predictor.nodes) for (predictor,) in model._predictors]
        sides[side] = {"bias": round(bias, 5), "trees": trees}
    return sides


def _tree(nodes: Any) -> list[list[float]]:
    """Return a fitted tree as a list of nodes."""
    return [
        [round(float(n["value"]), 5)]
        if n["is_leaf"]
        else [int(n["feature_idx"]), float(n["num_threshold"]), int(n["left"]), int(n["right"])]
        for n in nodes
    ]


def name_words(name: str | None) -> list[str]:
    """Return a name's words without suffixes, as the bench compares them."""
    words = re.findall(r"[a-z0-9]+", (name or "").lower())
    return [w for w in words if w not in {"jr", "sr", "ii", "iii", "iv"}]


def same_name(one: str, other: str | None) -> bool:
    """Tell whether two names share the family name and the first initial."""
    a, b = name_words(one), name_words(other)
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0][0] == b[0][0]
