"""A doubt about two reports becomes a matter: both tellings side by side, and how they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.base.doubts import Doubt
from citydesk.base.lead import split_lead
from citydesk.fields import FIELDS
from citydesk.flow import deciding
from citydesk.model import (
    Account,
    Comparison,
    Person,
    Reason,
    Report,
    Statement,
    Unknown,
)
from citydesk.store import Store
from citydesk.views.review import Choice, Matter, measure
from citydesk.views.voices import account_link
from citydesk.words import NOT_REPORTED, heading_of, published_words, value_words

__all__ = ["Link", "Row", "Telling", "about_link"]

SHOWN = tuple(field.name for field in FIELDS if field.linked)
MOST_PEOPLE = 6
EXCERPT = 700  # characters of an account that are shown beside the other
LEAD = 4_000  # characters within which a file's own lead ends
START = "prior"  # what a comparison begins with, before anything is compared
CONCERNED = frozenset({"victim", "suspect", "officer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One of the two accounts: who published it when, and how it begins."""

    outlet: str
    title: str
    published: str
    link: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What both say of one thing, and whether it is the same, word for word."""

    label: str
    left: str
    right: str

    @property
    def agrees(self) -> str:
        """How the two stand: same, differ, or only one tells it."""
        if self.left and self.right:
            return "same" if self.left == self.right else "differ"
        return "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two tellings side by side with the reasons for and against, the weightiest first.

    `together` in one incident with so many `others`; else `other` is the second one's id and
    headline.
    """

    left: Telling
    right: Telling
    rows: tuple[Row, ...]
    reasons: tuple[Reason, ...]
    together: bool
    others: int
    other: tuple[str, str] | None = None


def about_link(store: Store, doubt: Doubt, weighed: Comparison | None) -> tuple[Matter, Link]:
    """Return a doubt about two reports as a matter, with both of them side by side.

    `weighed` is how they were compared. Raises `NotFound` where one of them is gone.
    """
    left, right = store.reports([doubt.subject, doubt.object])
    homes = store.incidents_of([left.id, right.id])
    together = len(homes) < 2
    others = len(store.incident(doubt.incident).reports) - 2 if together else 0
    second = next((i for i in homes if i != doubt.incident), doubt.incident)
    link = Link(
        left=_telling(store.account(left.account)),
        right=_telling(store.account(right.account)),
        rows=tuple(_rows(left, right)),
        reasons=tuple(_reasons(weighed.reasons if weighed else _best_match(store, doubt))),
        together=together,
        others=others,
        other=None if together else (second, store.record(second).headline),
    )
    choices = _choices(store, doubt) if others <= 0 else _choices_of_many(store, doubt)
    matter = Matter(
        doubt=doubt,
        question="Are these two about the same incident?",
        headline=store.record(doubt.incident).headline,
        measure=measure(doubt),
        choices=tuple(choices),
    )
    return matter, link


def _choices(store: Store, doubt: Doubt) -> list[Choice]:
    both = deciding.pair(doubt.subject, doubt.object)
    return [
        Choice(
            key="s",
            verb="same",
            label="Same incident",
            why="Read side by side: both are about the same incident.",
            acts=(("same", *both),),
        ),
        Choice(
            key="d",
            verb="different",
            label="Different incidents",
            why="Read side by side: these are two incidents.",
            acts=(("different", *both),),
        ),
    ]


def _choices_of_many(store: Store, doubt: Doubt) -> list[Choice]:
    """Of an incident with more reports in it, offer to take out the one that fits less as well."""
    odd = weakest(store, doubt)
    acts = tuple(("different", *pair) for pair in deciding.split(store, odd))
    account = store.account(store.reports([odd])[0].account)
    return [
        *_choices(store, doubt),
        Choice(
            key="x",
            verb="split",
            label=f"Split off {account.outlet}",
            why=f"Read side by side: {account.outlet} reports another incident.",
            acts=acts,
        ),
    ]


def weakest(store: Store, doubt: Doubt) -> str:
    """Return which of two reports of one incident fits it less."""
    fits = {m.report: m.score for m in store.incident(doubt.incident).memberships if m.accepted}
    return min((doubt.subject, doubt.object), key=lambda r: (fits.get(r, 0.0), r))


def _telling(account: Account) -> Telling:
    begins = split_lead(account.text[:LEAD])[1]
    text = " ".join(account.text[begins : begins + 2 * EXCERPT].split())
    cut = text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"
    return Telling(
        outlet=account.outlet,
        title=account.title,
        published=published_words(account.published),
        link=account_link(account.id),
        excerpt=cut,
    )


def _rows(left: Report, right: Report) -> Iterable[Row]:
    for field in SHOWN:
        one, other = _told(left, field), _told(right, field)
        if one or other:
            yield Row(label=heading_of(field), left=one, right=other)


def _told(report: Report, field: str) -> str:
    """Return what a report tells of a field: its surest value, or everybody whom it names."""
    told = [
        s
        for s in report.statements
        if s.field == field
        and not isinstance(s.value, Unknown)
        and s.value != NOT_REPORTED
        and s.certainty != "denied"
    ]
    if field == "person":
        return _people(told)
    best = max(told, key=lambda s: (s.probability, s.id), default=None)
    return value_words(best.value) if best else ""


def _people(told: Iterable[Statement]) -> str:
    named = dict.fromkeys(
        f"{value_words(s.value)} ({s.value.role})"
        for s in told
        if isinstance(s.value, Person) and s.value.name and s.value.role in CONCERNED
    )
    return "; ".join(list(named)[:MOST_PEOPLE])


def _best_match(store: Store, doubt: Doubt) -> tuple[Reason, ...]:
    """Return why the one that fits less is in the incident: these two were not compared by key."""
    odd = weakest(store, doubt)
    members = store.incident(doubt.incident).memberships
    return next((m.reasons for m in members if m.report == odd and m.accepted), ())


def _reasons(weighed: Iterable[Reason]) -> list[Reason]:
    said = [
        reason for reason in weighed if reason.words and reason.weight and reason.feature != START
    ]
    return sorted(said, key=lambda r: (-abs(r.weight), r.feature))
