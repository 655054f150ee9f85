"""A vehicle whose driver is a witness, somebody released: what is cleared is no longer sought.

What was told before stays with its sources, as updated, and says since when and by whom. Only one
vehicle, or one suspect, that the words can mean is cleared by them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from citydesk.base.likeness import same_name, same_surname
from citydesk.base.names import plain
from citydesk.fusing.testimony import Testimony
from citydesk.model import Finding, PersonEntry, Text, Thing
from citydesk.words import published_words

__all__ = ["cleared_since"]

STANDS = frozenset({"settled", "single-source", "contested"})


def cleared_since(
    findings: Sequence[Finding], people: Sequence[PersonEntry], told: Mapping[str, Testimony]
) -> tuple[tuple[Finding, ...], tuple[PersonEntry, ...]]:
    """Return the vehicles that are cleared as updated, and such suspects as not claimed."""
    known, everybody = list(findings), list(people)
    for cleared in [f for f in findings if f.field == "cleared"]:
        support = [told[s] for s in cleared.statements if s in told]
        if not (support and isinstance(cleared.value, Text)):
            continue
        words = cleared.value.text
        vehicles = [n for n, f in enumerate(known) if _vehicle(f, words)]
        suspects = [n for n, p in enumerate(everybody) if _suspect(p, words)]
        if len(vehicles) == 1 and known[vehicles[0]].status in STANDS:
            old = known[vehicles[0]]
            reason = f"{old.reason} Cleared since: {_when(support)}."
            known[vehicles[0]] = dataclasses.replace(old, status="superseded", reason=reason)
        elif len(suspects) == 1 and not vehicles:
            why = f"cleared since: {_when(support)}"
            everybody[suspects[0]] = dataclasses.replace(
                everybody[suspects[0]], claimed=False, unsure=why
            )
    return tuple(known), tuple(everybody)


def _vehicle(finding: Finding, words: str) -> bool:
    value = finding.value
    if finding.field != "vehicle" or not isinstance(value, Thing):
        return False
    return words == value.kind or words in plain(value.words).split()


def _suspect(entry: PersonEntry, words: str) -> bool:
    name = entry.name or ""
    return entry.role == "suspect" and (same_name(name, words) or same_surname(name, words))


def _when(support: Sequence[Testimony]) -> str:
    """Return who said so first, and when it was out."""
    first = min(support, key=lambda t: (t.order, t.id))
    return f"{first.outlet}, {published_words(first.published)}".removesuffix(".")
