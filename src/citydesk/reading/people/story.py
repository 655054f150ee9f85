"""What kind of story a page tells, from its ordinary words: seven log odds for the second look.

A name says "was shot" of a victim and of a burglar alike; that the page tells of a break-in, of
officers who fired or of a gun that went off by itself says which is likelier. Each question is
answered by a linear model over the words of the headline, the lead and the whole text.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.words import Words

LEAD = 150
"""Words at the beginning of a text that are its lead."""
QUESTIONS = ("hurt oneself", "suicide", "police fired", "dead suspect", "no suspect",
             "named suspect", "named victim")  # fmt: skip
UNIT = 1000
"""Weights are whole thousandths, so that their sum does not depend on the order of the words."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The row of each word in a table of weights, by where it stands; a row has every question."""

    rows: dict[str, dict[str, int]]
    table: npt.NDArray[np.int64]
    bias: npt.NDArray[np.int64]


def story(title: Words, text: Words, weights: Weights | None = None) -> list[float]:
    """Return the log odds of each of the `QUESTIONS`, by the weights that ship or by others."""
    weights = weights or load_weights()
    at: list[int] = []
    for part, words in parts_of(title, text).items():
        rows = weights.rows[part]
        at += [rows[word] for word in rows.keys() & words]
    total = weights.bias + weights.table[at].sum(axis=0)
    return [float(each) / UNIT for each in total]


def parts_of(title: Words, text: Words) -> dict[str, set[str]]:
    """Return the words of the headline, the lead and the whole text."""
    return {"title": set(title.low), "lead": set(text.low[:LEAD]), "text": set(text.low)}


def features(title: Words, text: Words) -> dict[str, float]:
    """Return a page's features by name ("title shot"), ordinary words only: for training."""
    common = lexicon().common
    found = parts_of(title, text).items()
    return {f"{part} {word}": 1.0 for part, words in found for word in words & common}


def weights_of(told: dict[str, Any]) -> Weights:
    """Return the weights that a file tells: a bias, and rows by place and word."""
    rows: dict[str, dict[str, int]] = {"title": {}, "lead": {}, "text": {}}
    names: Iterable[str] = told["weights"]
    for number, name in enumerate(names):
        part, _, word = name.partition(" ")
        rows[part][word] = number
    table = np.asarray(list(told["weights"].values()), dtype=np.int64)
    return Weights(rows, table.reshape(-1, len(QUESTIONS)), np.asarray(told["bias"], np.int64))


@functools.cache
def load_weights() -> Weights:
    """Load the weights that ship with the reader."""
    file = resources.files("citydesk.reading").joinpath("weights", "people_story.json")
    return weights_of(json.loads(file.read_text(encoding="utf-8")))
