"""The fields of a record: each declares in a small file how its values compare and are settled."""

from __future__ import annotations

from citydesk.fusing.fields import counts, events, people, places, things, times, words
from citydesk.fusing.fields.rule import Relation, Rule

__all__ = ["RULES", "Relation", "Rule"]

RULES: dict[str, Rule] = {
    rule.field: rule
    for rule in (
        times.RULE,
        places.RULE,
        *words.RULES,
        *counts.RULES,
        people.RULE,
        people.OUTCOME,
        events.RULE,
        *things.RULES,
        places.HOSPITAL,
    )
}
"""Field name -> how it is settled. `name` and `details` only ever become open questions;
`passage` and `expression` are not fused."""
