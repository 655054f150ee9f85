"""Make the weights that tell a story's victims and suspects from everybody else who is named.

Every person whom the grammar finds in an article of the training folds is a row; its label is the
role that the article tells of that name (`truth.py`), or none. Accessories are learned with the
suspects, and told apart from them by weights of their own (`training/accessories.py`). Two looks:
linear weights over the words around each name (`people_victim`, `people_suspect`), then small trees
over those scores in the company of the page's other persons (`people_company`), trained on scores
from other folds. What kind of story the page tells (`people_story`) is one more thing that the
trees see.

    python -m training people        make the weights
    python -m training.people        score the finder on folds 0-3, each read by the others' weights
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

from benchmarks.reading import scorer
from citydesk.accounts import account_of_json
from citydesk.base.linear import Linear
from citydesk.model import Person
from citydesk.outputs.flat import filed_name
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people.ages.beside import age_beside
from citydesk.reading.people.both import both_of
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.company import First, company
from citydesk.reading.people.features import Described, Page, describe
from citydesk.reading.people.forest import forest_of
from citydesk.reading.people.mentions import mentions_of
from citydesk.reading.people.reading import Places, page_of_account
from citydesk.reading.people.roles import decide, first_look
from citydesk.reading.people.story import features, story, weights_of
from training.linear import WEIGHTS, write
from training.story import fit_story, write_story
from training.truth import Truth, truths

FOLDS = frozenset({0, 1, 2, 3})
SIDES = ("victim", "suspect")
Sides = tuple[Linear, Linear]
RARE = 5
SMOOTH = 3.0  # persons that every feature is taken to have been seen with beforehand
RANKS = frozenset([
    "officer", "deputy", "sgt", "sergeant", "senior", "lt", "lieutenant", "det", "detective",
    "ofc", "cpl", "corporal", "trooper", "capt", "captain", "chief", "agent", "marshal",
    "constable", "sheriff", "marine", "navy", "army", "staff", "gunnery", "lance", "petty",
    "security", "supervisor", "court", "master", "col", "colonel", "state", "rep", "rev",
    "reverend", "dr", "ofcr", "reserve",
])  # fmt: skip


@dataclass
class Told:
    """The persons of one article: their features and what is known of each.

    `gold` is the archive's record with the people whom the article tells of, `filed` as it is.
    """

    fold: int
    text: str
    gold: dict[str, Any]
    filed: dict[str, Any]
    page: Page
    places: Places
    features: list[Described]
    labels: list[str]
    looks: list[First] = field(default_factory=list)
    kind: list[float] = field(default_factory=list)

    @property
    def rows(self) -> list[list[float]]:
        """What the second look weighs of each person."""
        return company(self.page, self.looks, self.features, self.kind)


def train(corpus: Path) -> None:
    """Write the weights of both looks."""
    stories = read_stories(corpus, FOLDS)
    look_from_outside(stories)
    trees = second_look(stories)
    made_from = f"{sum(len(s.labels) for s in stories)} persons named in folds 0-3 of the bench"
    for suffix, sides in zip(("", "_alone"), first_looks(stories), strict=True):
        for side, linear in zip(SIDES, sides, strict=True):
            write(f"people_{side}{suffix}", linear.bias, linear.weights, made_from)
    write_story(story_of(stories), made_from)
    file = WEIGHTS / "people_company.json"
    file.write_text(json.dumps({"made_from": made_from, "sides": trees}) + "\n", encoding="utf-8")


def check(corpus: Path) -> dict[str, Any]:
    """Score the whole finder on the training folds, each read with weights that never saw it."""
    stories = read_stories(corpus, FOLDS)
    look_from_outside(stories)
    pairs = []
    for held in sorted(FOLDS):
        sides = second_look([s for s in stories if s.fold != held])
        trees = {side: forest_of(grown) for side, grown in sides.items()}
        for told in (s for s in stories if s.fold == held):
            roles = decide(told.page, told.rows, told.looks, trees)
            people = [
                {"name": filed_name(m.value), "age": m.value.age, "role": m.value.role}
                for m in mentions_of(told.page, told.places, roles)
                if isinstance(m.value, Person) and m.value.name and m.report == 0
            ]
            pairs.append((told.gold, told.text, {"people": people}))
    figures = scorer("score").slots(pairs)
    return {name: figures[name] for name in ("victims", "suspects", "age")}


def read_stories(corpus: Path, folds: frozenset[int]) -> list[Told]:
    """Read the articles of some folds with their record; round-ups are left out."""
    known = truths(corpus)
    stories = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for article in map(json.loads, lines):
            truth = known[article["id"]]
            if article["fold"] in folds and truth.kind != "roundup":
                parsed = parse(account_of_json(article))
                page, places = page_of_account(parsed, survey(parsed))
                listed = told_people(truth)
                labels = [label(person, listed) for person in page.people]
                stories.append(
                    Told(
                        fold=article["fold"],
                        text=article["title"] + "\n" + article["text"],
                        gold=truth.gold | {"people": listed} if truth.careful else truth.gold,
                        filed=truth.gold,
                        page=page,
                        places=places,
                        features=[describe(person, page) for person in page.people],
                        labels=[
                            one if one in SIDES or one == "accessory" else "" for one in labels
                        ],
                    )
                )
    return stories


def told_people(truth: Truth) -> list[dict[str, Any]]:
    """Return the people of an article as the archive lists them: name, role, age, status.

    Of an article that somebody read, those whom it names; of others those whom the archive lists.
    """
    if not truth.careful:
        return list(truth.gold["people"])
    keys = ("name", "role", "age")
    return [{**dict(zip(keys, one, strict=True)), "status": ""} for one in truth.people]


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
        aged = [p for p in listed if p["age"] == told[0]]
        same = [p for p in aged if any(shares_a_part(n, p["name"]) for n in names)]
        same = same or [p for p in aged if not p["name"]]
    return str(same[0]["role"]) if same else ""


def similar(one: str, other: str | None) -> bool:
    """Tell whether two names may be one misspelt: both parts begin alike and nearly agree."""
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or len(b) < 2:
        return False
    given, family = fuzz.ratio(a[0], b[0]), fuzz.ratio(a[-1], b[-1])
    return min(given, family) > 60 and given + family > 160


def shares_a_part(one: str, other: str | None) -> bool:
    """Tell whether two names of people of one age have a given or a family name in common."""
    a, b = name_words(one), name_words(other)
    return len(a) > 1 and len(b) > 1 and (a[-1] in b or a[0] in b)


def first_looks(stories: list[Told]) -> tuple[Sides, Sides]:
    """Fit the linear weights of each side: over whole persons, and over each mention alone."""
    told = [(one, label) for s in stories for one, label in zip(s.features, s.labels, strict=True)]
    whole = _fit([one.whole for one, _ in told], [label for _, label in told], strength=0.1)
    alone = _fit(
        [mention for one, _ in told for mention in one.mentions],
        [label for one, label in told for _ in one.mentions],
        strength=0.05,
        weights=[len(one.mentions) ** -0.5 for one, _ in told for _ in one.mentions],
    )
    return whole, alone


def _fit(
    rows: list[dict[str, float]],
    labels: list[str],
    *,
    strength: float,
    weights: list[float] | None = None,
) -> Sides:
    counts = Counter(name for row in rows for name in row)
    rare = RARE if weights is None else RARE + 3
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{n: v for n, v in row.items() if counts[n] >= rare} for row in rows]
    )
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    names = vectors.get_feature_names_out()
    looks = []
    for side in SIDES:
        wanted = np.asarray([_of_side(one, side) for one in labels])
        scale = _contrast(matrix, wanted)
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
        model.fit(_scaled(matrix, scale), wanted, sample_weight=weights)
        fitted = dict(zip(names, map(float, model.coef_[0] * scale), strict=True))
        looks.append(Linear(float(model.intercept_[0]), fitted))
    return looks[0], looks[1]


def _of_side(label: str, side: str) -> bool:
    """Tell whether somebody of this label is of a side: accessories are accused, too."""
    return label == side or (label == "accessory" and side == "suspect")


def _contrast(matrix: Any, wanted: Any) -> Any:
    """Return how much oftener (log) each feature stands with the wanted than with others.

    Scaled by it, a feature that stands with both alike has to earn its weight, and one that tells
    them apart has it at little cost (naive Bayes' ratio; Wang and Manning 2012).
    """
    share = wanted.mean()
    here = np.ravel(matrix[wanted].sum(axis=0)) + SMOOTH * share
    there = np.ravel(matrix[~wanted].sum(axis=0)) + SMOOTH * (1 - share)
    return np.abs(np.log((here / here.sum()) / (there / there.sum())))


def _scaled(matrix: Any, scale: Any) -> Any:
    scaled = matrix.multiply(scale).tocsr()
    scaled.indices, scaled.indptr = scaled.indices.astype("i4"), scaled.indptr.astype("i4")
    return scaled


def story_of(stories: list[Told]) -> dict[str, Any]:
    """Fit the kinds of story on these articles."""
    rows = [features(s.page.title, s.page.text) for s in stories]
    return fit_story(rows, [s.filed for s in stories])


def look_from_outside(stories: list[Told], folds: frozenset[int] = FOLDS) -> None:
    """Give each person the first look, and each page the kind, of weights from other cities."""
    for held in sorted(folds):
        whole, alone = (
            both_of(*each) for each in first_looks([s for s in stories if s.fold != held])
        )
        kinds = weights_of(story_of([s for s in stories if s.fold != held]))
        for told in (s for s in stories if s.fold == held):
            told.looks = [first_look(one, whole, alone) for one in told.features]
            told.kind = story(told.page.title, told.page.text, kinds)


def second_look(stories: list[Told]) -> dict[str, Any]:
    """Fit the trees over scores in company; return them as the package reads them."""
    told = [
        (row, label) for s in stories for row, label in zip(s.rows, s.labels, strict=True) if row
    ]
    matrix = np.asarray([row for row, _ in told])
    sides = {}
    for side in SIDES:
        wanted = np.asarray([_of_side(label, side) for _, label in told])
        model = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.07, max_leaf_nodes=8, min_samples_leaf=20,
            l2_regularization=5, max_features=0.4, random_state=0, early_stopping=False,
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
    """Return a name's words as the bench compares them, without suffixes and ranks."""
    words = re.findall(r"[a-z0-9]+", (name or "").lower())
    while len(words) > 2 and words[0] in RANKS:
        words = words[1:]
    return [w for w in words if w not in {"jr", "sr", "ii", "iii", "iv"}]


def same_name(one: str, other: str | None) -> bool:
    """Tell whether two names share the family name and the first initial."""
    a, b = name_words(one), name_words(other)
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0][0] == b[0][0]


if __name__ == "__main__":
    print(json.dumps(check(Path("../shared/corpus")), indent=1))
