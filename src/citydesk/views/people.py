"""The people of a record: who they are in it, and how what is told of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.base.clock import order
from citydesk.fields import field_of
from citydesk.model import Outcome, PersonEntry, Statement
from citydesk.privacy.door import Seen
from citydesk.views.voices import Chorus, Voice, chorus, voice_of
from citydesk.words import capital, own_facts, value_words

__all__ = ["Group", "Someone", "Step", "people"]

ROLES = {
    "victim": "Victims", "suspect": "Suspects",
    "accessory": "Accused of something other than the shooting",
    "officer": "Officers", "witness": "Witnesses",
    "bystander": "Bystanders", "official": "Officials who speak", "relative": "Relatives",
    "other": "Others who are named",
}  # fmt: skip
SPEAKERS = frozenset({"official", "relative", "other", "witness", "bystander"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was told to have become of somebody, when it was first told, and by whom."""

    result: str
    published: str
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One person. `withheld` says why a name is not for the public; an editor sees it beside.

    `unsure` says why somebody is not claimed to be in this role; only editors see them. `facts` are
    what is told of this person, with a label each: charges, the condition. `joined` are other words
    that are taken for this person: a link to them, the words, and why.
    """

    name: str
    named: bool
    about: str
    now: str
    steps: tuple[Step, ...]
    chorus: Chorus
    withheld: str | None = None
    unsure: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people of one role; `brief` where they only speak, and a line is enough."""

    title: str
    people: tuple[Someone, ...]
    brief: bool = False


def people(seen: Seen) -> list[Group]:
    """Return the people of a record, by role, victims first."""
    groups = []
    for role, title in ROLES.items():
        entries = [p for p in seen.record.people if p.role == role and not _bare(p)]
        if entries:
            some = tuple(_someone(seen, entry) for entry in entries)
            groups.append(Group(title=title, people=some, brief=role in SPEAKERS))
    return groups


def _bare(entry: PersonEntry) -> bool:
    """Tell whether nothing is told of somebody but the role: "a suspect"."""
    described = entry.descriptor not in (None, entry.role)
    return not (entry.name or entry.age or entry.outcomes or described)


def _someone(seen: Seen, entry: PersonEntry) -> Someone:
    told = [seen.statements[i] for i in entry.statements if i in seen.statements]
    naming = [s.id for s in told if getattr(s.value, "name", None)]
    about = [str(entry.age)] if entry.age is not None else []
    about += [entry.descriptor] if entry.descriptor and entry.name else []
    return Someone(
        name=entry.name or capital(entry.descriptor or "Not named"),
        named=bool(entry.name),
        about=", ".join(about),
        now=", then ".join(entry.outcomes[-1:]),
        steps=_steps(seen, told),
        chorus=chorus(seen, naming or entry.statements),
        withheld=entry.withheld,
        unsure="" if entry.claimed else str(entry.unsure),
        facts=tuple(_facts(seen, entry)),
        joined=tuple(_joined(seen, entry)),
    )


def _joined(seen: Seen, entry: PersonEntry) -> Iterator[tuple[str, str, str]]:
    """Yield what is told in other words and taken for somebody, each once."""
    words = set[str]()
    for each in entry.joined:
        told = seen.statements.get(each.statement)
        voice = voice_of(seen, told) if told else None
        if told and voice and value_words(told.value) not in words:
            words.add(value_words(told.value))
            yield voice.link, value_words(told.value), each.why


def _facts(seen: Seen, entry: PersonEntry) -> Iterator[tuple[str, str]]:
    """Yield what somebody is charged with, or how they are, unless it is withheld or over."""
    for name, found in own_facts(seen.record, entry).items():
        yield field_of(name).label, "; ".join(found)


def _steps(seen: Seen, told: list[Statement]) -> tuple[Step, ...]:
    """Return each outcome when it was first told, in the order of publication."""
    firsts: dict[str, Statement] = {}
    dated = [s for s in told if isinstance(s.value, Outcome) and s.account in seen.accounts]
    for statement in sorted(dated, key=lambda s: (order(seen.accounts[s.account].published), s.id)):
        if isinstance(statement.value, Outcome) and statement.certainty != "denied":
            firsts.setdefault(statement.value.result, statement)
    steps = []
    for result, statement in firsts.items():
        voice = voice_of(seen, statement)
        if voice:
            steps.append(Step(result=result, published=voice.published, voice=voice))
    return tuple(steps)
