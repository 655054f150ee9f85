"""Fields whose value is a word, a phrase, or a plain yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.base.likeness import plain
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.fusing.testimony import Testimony
from citydesk.model import Flag, Text

__all__ = ["RULES"]

COARSER_KINDS: dict[str, frozenset[str]] = {
    "shooting": frozenset(
        {
            "accidental shooting", "suicide", "murder-suicide", "officer-involved", "officer shot",
            "drive-by", "mass shooting", "homicide", "domestic", "robbery", "home invasion",
            "carjacking", "shots fired", "burglary",
        }
    ),
    "homicide": frozenset({"murder-suicide", "officer shot", "mass shooting", "domestic"}),
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


def by_words(told: Sequence[Testimony]) -> dict[str, list[Testimony]]:
    """Group phrases of a field that has many: each by its own words."""
    found: dict[str, list[Testimony]] = {}
    for each in told:
        if isinstance(each.value, Text):
            found.setdefault(plain(each.value.text), []).append(each)
    return found


def _no_levels(value: Text | Flag) -> tuple[str, ...]:
    return ()


def _text_words(text: Text) -> str:
    return text.text


RULES = (
    Rule(
        field="kind",
        relate=relate_kinds,
        levels=_no_levels,
        words=_text_words,
        fineness=lambda kind: int(kind.text in COARSER_KINDS),
        share=MINORITY,
    ),
    Rule(field="motive", relate=relate_words, levels=_no_levels, words=_text_words),
    Rule(
        field="condition",
        relate=relate_words,
        levels=_no_levels,
        words=_text_words,
        group=by_words,
    ),
    Rule(field="charge", relate=relate_words, levels=_no_levels, words=_text_words, group=by_words),
    Rule(
        field="returned_fire",
        relate=relate_flags,
        levels=_no_levels,
        words=lambda flag: "yes" if flag.yes else "no",
    ),
)
