"""Trained weights give each expression its label: a softmax over the labels of its kind."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from citydesk.reading.arguments.features import features
from citydesk.reading.arguments.known import known_of
from citydesk.reading.arguments.propose import Kind, Proposal, proposals
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.places.survey import survey
from citydesk.reading.times.telling import tell

KINDS: tuple[Kind, ...] = ("times", "places", "counts")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An expression with its label, and how probable that is."""

    proposal: Proposal
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Softmax:
    """Weights of several labels: feature -> one weight a label."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def best(self, found: Sequence[str]) -> tuple[str, float]:
        """Return the most probable label of these features, with its probability."""
        rows = [self.bias, *(row for name in found if (row := self.weights.get(name)))]
        scores = [math.fsum(column) for column in zip(*rows, strict=True)]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        return self.labels[scores.index(top)], 1.0 / math.fsum(powers)


@functools.cache
def load(kind: Kind) -> Softmax:
    """Load the weights that ship for one kind of expression."""
    file = resources.files("citydesk.reading").joinpath("weights", f"arguments_{kind}.json")
    made = json.loads(file.read_text(encoding="utf-8"))
    weights = {name: tuple(row) for name, row in made["weights"].items()}
    return Softmax(tuple(made["labels"]), tuple(made["bias"]), weights)


def described(parsed: Parsed, context: Context) -> dict[Kind, list[tuple[Proposal, list[str]]]]:
    """Return the expressions of each kind with their features."""
    found, places = tell(parsed), survey(parsed, context)
    known = known_of(parsed, context)
    out: dict[Kind, list[tuple[Proposal, list[str]]]] = {}
    for kind in KINDS:
        made = proposals(kind, parsed, known, found, places)
        rows = (features(n, made, parsed, context) for n in range(len(made)))
        out[kind] = list(zip(made, rows, strict=True))
    return out


def label(parsed: Parsed, context: Context) -> dict[Kind, list[Labelled]]:
    """Return the times, places and numbers of an account, each with its label."""
    return {
        kind: [Labelled(each, *load(kind).best(row)) for each, row in made]
        for kind, made in described(parsed, context).items()
    }
