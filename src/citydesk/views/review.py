"""A doubt becomes a matter to decide: the evidence side by side, and what may be said about it.

Every choice holds the judgements that it stands for, made here alone, so that what an editor
presses is what is kept. `state` changes when the choices do: a page that is out of date decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citydesk.base.disputes import AGAINST, disputed
from citydesk.base.doubts import Doubt
from citydesk.base.errors import NotFound
from citydesk.base.identity import content_id
from citydesk.model import Finding, Value
from citydesk.privacy.door import Seen, see
from citydesk.privacy.viewer import Viewer
from citydesk.settings import Policy
from citydesk.store import Store
from citydesk.views.voices import Chorus, chorus
from citydesk.words import counted, heading_of, label_of, value_words

__all__ = ["KINDS", "Choice", "Matter", "Side", "about_value", "measure", "named"]

KINDS = {
    "link": "Same incident?",
    "contested": "Sources disagree",
    "consistency": "Inconsistent",
    "implausible": "Implausible",
    "reading": "Read with little confidence",
}
"""What each kind of doubt is called on the page."""

MOST_SIDES = 9  # that a digit can choose between
Act = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that may be said: the key that says it, its name, and what is then kept."""

    key: str
    verb: str
    label: str
    why: str
    acts: tuple[Act, ...]
    side: int | None = None

    @property
    def code(self) -> str:
        """What the form sends back."""
        return f"{self.verb}-{self.side}" if self.side is not None else self.verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A value that some tell, how it stands, and who tells it in which words."""

    number: int
    value: str
    standing: str
    chorus: Chorus
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A doubt as an editor sees it: the question, the sides, what speaks for it, the choices."""

    doubt: Doubt
    question: str
    headline: str
    measure: str
    choices: tuple[Choice, ...]
    sides: tuple[Side, ...] = ()
    why: str = ""

    @property
    def state(self) -> str:
        """Changes when the choices, or what they stand for, do."""
        return state_of(self.doubt, self.choices)

    def choices_of(self, side: int | None) -> list[Choice]:
        """Return the choices that are about one side; with None those about the whole."""
        return [choice for choice in self.choices if choice.side == side]


def state_of(doubt: Doubt, choices: Iterable[Choice]) -> str:
    """Return a word that stands for exactly these choices."""
    acts = [(choice.code, choice.acts) for choice in choices]
    return content_id("matter", doubt.id, repr(acts))


def measure(doubt: Doubt) -> str:
    """Say why a doubt stands where it does in the queue."""
    share = round(100 * doubt.uncertainty)
    about = counted(doubt.reach, "account")
    return f"{share}% uncertain × {about} = {doubt.weight:.1f}"


def named(doubt: Doubt) -> str:
    """Return in a few words what a doubt is about."""
    if doubt.kind == "link":
        return KINDS["link"]
    field = heading_of("time" if doubt.subject == "event" else doubt.subject)
    return f"{KINDS[doubt.kind]}: {field}{f' ({doubt.object})' if doubt.object else ''}"


def about_value(store: Store, doubt: Doubt, policy: Policy, viewer: Viewer) -> Matter:
    """Return a doubt about a value as a matter; raise `NotFound` where it is settled by now."""
    seen = see(store, store.record(doubt.incident), policy, viewer)
    finding = seen.record.finding(doubt.subject, doubt.object)
    if finding is None or finding.value is None:
        raise NotFound("this is settled by now")
    sides = _sides(seen, finding, doubt)
    choices: list[Choice] = []
    for side in sides:
        choices.extend(_about_side(seen, side, alone=len(sides) == 1))
    choices.append(_withhold(doubt, finding))
    label = label_of(finding)
    question = {
        "consistency": f"{label}. Does this fit with the rest?",
        "contested": f"{label}. Which is right?",
        "implausible": f"{label}. Can this be?",
        "reading": f"{label}. Is this what the words say?",
    }
    return Matter(
        doubt=doubt,
        question=question[doubt.kind],
        headline=seen.record.headline,
        measure=measure(doubt),
        choices=tuple(choices),
        sides=tuple(sides),
        why=finding.reason,
    )


def _sides(seen: Seen, finding: Finding, doubt: Doubt) -> list[Side]:
    told: list[tuple[Value | None, str, tuple[str, ...]]] = [
        (finding.value, "current value" if doubt.kind != "reading" else "", finding.statements)
    ]
    if doubt.kind != "reading":
        told += [(a.value, AGAINST[a.relation], a.statements) for a in disputed(finding)]
    return [
        Side(
            number=number,
            value=_named(finding, value),
            standing=standing,
            chorus=chorus(seen, statements),
            statements=statements,
        )
        for number, (value, standing, statements) in enumerate(told[:MOST_SIDES], 1)
    ]


def _named(finding: Finding, value: Value | None) -> str:
    words = value_words(value)
    role = getattr(value, "role", None)
    return (
        f"{words} ({role})" if role and finding.field == "person" else words[:1].upper() + words[1:]
    )


def _about_side(seen: Seen, side: Side, *, alone: bool) -> list[Choice]:
    best = _best(seen, side.statements)
    if best is None:
        return []
    name = f"“{side.value}”"
    return [
        Choice(
            key="p" if alone else str(side.number),
            verb="prefer",
            label="It says so" if alone else "Prefer this",
            why=f"{name} preferred.",
            acts=(("prefer", best, None),),
            side=side.number,
        ),
        Choice(
            key="r" if alone else f"shift+{side.number}",
            verb="reject",
            label="Reject: misread or wrong",
            why=f"{name} rejected: misread or wrong.",
            acts=tuple(("reject", statement, None) for statement in side.statements),
            side=side.number,
        ),
    ]


def _best(seen: Seen, statements: Sequence[str]) -> str | None:
    """Return the statement that stands for a value: the one that was read most surely."""
    held = [seen.statements[s] for s in statements if s in seen.statements]
    return max(held, key=lambda s: (s.probability, s.id)).id if held else None


def _withhold(doubt: Doubt, finding: Finding) -> Choice:
    """Withhold a person by name, and anything else by its field."""
    named = finding.field == "person" and getattr(finding.value, "name", None)
    what = str(named) if named else finding.field
    label = f"Withhold the name {what}" if named else f"Keep every “{heading_of(what)}” unpublished"
    return Choice(
        key="w",
        verb="withhold",
        label=label,
        why="Not to be published while it is in doubt.",
        acts=(("withhold", doubt.incident, what),),
    )
