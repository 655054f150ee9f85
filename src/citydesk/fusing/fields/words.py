"""Fields whose value is a word, a phrase, or a plain yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.base.names import plain
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule, one
from citydesk.fusing.testimony import Testimony
from citydesk.model import INCIDENT_KINDS, Flag, Text

__all__ = ["of_flag", "of_kind", "rule"]

COARSER_KINDS: dict[str, frozenset[str]] = {
    "shooting": frozenset(
        {
            "accidental shooting", "suicide", "murder-suicide", "officer-involved", "officer shot",
            "drive-by", "mass shooting", "homicide", "domestic", "robbery", "home invasion",
            "carjacking", "shots fired", "burglary",
        }
    ),
    "homicide": frozenset({"murder-suicide", "officer shot", "mass shooting", "domestic"}),
    "gunshot alert": frozenset(INCIDENT_KINDS) - {"gunshot alert"},
    "assault": frozenset({"stabbing", "shooting", "robbery", "domestic"}),
}  # fmt: skip
"""A kind of incident, and the kinds that say it more exactly."""


MINORITY = 0.25
"""A kind that fewer of the accounts tell is more often a slip of reading than a finer word."""


def relate_kinds(a: Text, b: Text) -> Relation:
    """Say how a kind stands to another: "drive-by" is a finer word for a shooting."""
    if a.text == b.text:
        return "same"
    if a.text in COARSER_KINDS.get(b.text, ()):
        return "refines"
    if b.text in COARSER_KINDS.get(a.text, ()):
        return "coarser"
    return "unrelated"


def relate_words(a: Text, b: Text) -> Relation:
    """Say how a phrase stands to another; other words need not mean another thing."""
    first, second = set(plain(a.text).split()), set(plain(b.text).split())
    if first == second:
        return "same"
    if first <= second or second <= first:
        return "refines" if len(first) > len(second) else "coarser"
    return "unrelated"


def relate_flags(a: Flag, b: Flag) -> Relation:
    """Say how yes stands to no."""
    return "same" if a == b else "conflicts"


APART = frozenset({"attempted", "attempt", "conspiracy", "accessory", "solicitation", "not", "no"})
"""Words that make another thing of a phrase: attempted murder is no murder."""


def by_words(told: Sequence[Testimony]) -> dict[str, list[Testimony]]:
    """Group phrases of a field that has many: "murder" is the only murder told more exactly.

    A phrase that fits several stands for itself.
    """
    phrases = {plain(t.value.text) for t in told if isinstance(t.value, Text)}
    words = {phrase: frozenset(phrase.split()) for phrase in phrases}
    home: dict[str, str] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(words[p]), p)):
        own = words[phrase]
        fitting = [
            h for h in dict.fromkeys(home.values())
            if own < words[h] and not (words[h] - own) & APART
        ]  # fmt: skip
        home[phrase] = fitting[0] if len(fitting) == 1 else phrase
    found: dict[str, list[Testimony]] = {}
    for each in told:
        if isinstance(each.value, Text):
            found.setdefault(home[plain(each.value.text)], []).append(each)
    return found


def _no_levels(value: Text | Flag) -> tuple[str, ...]:
    return ()


def of_kind(field: Field) -> Rule:
    """Return how a field that holds kinds of incident is settled."""
    return Rule(
        field=field.name,
        relate=relate_kinds,
        levels=_no_levels,
        fineness=lambda kind: int(kind.text in COARSER_KINDS),
        share=MINORITY,
    )


def rule(field: Field) -> Rule:
    """Return how a field that holds words is settled; of many values each is by its own words."""
    group = by_words if field.many else one
    return Rule(field=field.name, relate=relate_words, levels=_no_levels, group=group)


def of_flag(field: Field) -> Rule:
    """Return how a field that holds yes or no is settled."""
    return Rule(
        field=field.name,
        relate=relate_flags,
        levels=_no_levels,
    )
