"""How the fields of a record compare and are settled: one small file for each kind of value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from citydesk.fields import FIELDS, Comparison, Field
from citydesk.fusing.fields import counts, events, people, places, things, times, words
from citydesk.fusing.fields.rule import Relation, Rule

__all__ = ["RULES", "Relation", "Rule"]

_COMPARED: Mapping[Comparison, Callable[[Field], Rule]] = {
    "time": times.rule,
    "place": places.rule,
    "kind": words.of_kind,
    "words": words.rule,
    "flag": words.of_flag,
    "count": counts.rule,
    "person": people.rule,
    "outcome": people.of_outcome,
    "event": events.rule,
    "thing": things.rule,
    "hospital": places.of_hospital,
}
_ORDER = (
    "time", "place", "kind", "motive", "condition", "charge", "returned_fire", "killed", "injured",
    "suspects", "arrests", "person", "outcome", "event", "vehicle", "weapon", "hospital",
)  # fmt: skip
_FUSED = {field.name: _COMPARED[field.compared](field) for field in FIELDS if field.compared}
RULES: Mapping[str, Rule] = {name: _FUSED[name] for name in dict.fromkeys((*_ORDER, *_FUSED))}
"""Field name -> how it is settled, for every field of the registry that compares."""
