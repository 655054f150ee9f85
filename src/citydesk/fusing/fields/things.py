"""Vehicles and weapons: a "dark sedan" may be the "sedan", never the "white pickup"."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.base.names import plain
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.fusing.testimony import Testimony
from citydesk.model import Thing

__all__ = ["rule"]

GENERIC = frozenset({"vehicle", "car", "auto", "weapon", "gun", "firearm"})


def relate_things(a: Thing, b: Thing) -> Relation:
    """Say how a thing stands to another: other kinds or colours are other things, no conflict."""
    if not fits(a, b):
        return "unrelated"
    if (a.kind, a.color) == (b.kind, b.color):
        return "same"
    return "refines" if _detail(a) > _detail(b) else "coarser"


def fits(a: Thing, b: Thing) -> bool:
    """Tell whether two descriptions can be of one thing."""
    kinds = a.kind == b.kind or a.kind in GENERIC or b.kind in GENERIC
    one, other = (set((thing.color or "").split()) for thing in (a, b))
    return kinds and (one <= other or other <= one)


def by_thing(told: Sequence[Testimony]) -> dict[str, list[Testimony]]:
    """Group descriptions, the most detailed first; a vague one joins the only one that it fits."""
    groups: list[tuple[Thing, list[Testimony]]] = []
    for each in sorted(told, key=_order):
        thing = each.value
        if not isinstance(thing, Thing):
            continue
        same = [g for g in groups if relate_things(thing, g[0]) == "same"]
        fitting = same or [g for g in groups if fits(thing, g[0])]
        if len(fitting) == 1:
            fitting[0][1].append(each)
        else:
            groups.append((thing, [each]))
    return _named(groups)


def _named(groups: list[tuple[Thing, list[Testimony]]]) -> dict[str, list[Testimony]]:
    found: dict[str, list[Testimony]] = {}
    for thing, told in groups:
        name = plain(f"{thing.color or ''} {thing.kind}")
        found.setdefault(name, []).extend(told)
    return found


def _order(each: Testimony) -> tuple[int, str, str]:
    thing = each.value
    if not isinstance(thing, Thing):
        return (0, "", each.id)
    return (-_detail(thing), plain(f"{thing.color or ''} {thing.kind}"), each.id)


def _detail(thing: Thing) -> int:
    return 2 * len((thing.color or "").split()) + (thing.kind not in GENERIC)


def rule(field: Field) -> Rule:
    """Return how a field that holds things is settled."""
    return Rule(
        field=field.name,
        relate=relate_things,
        levels=lambda thing: (thing.color or "",),
        group=by_thing,
        fineness=lambda thing: -_detail(thing),
    )
