"""What a store of a desk can do. The pipeline needs no more than this.

Everything is in the words of the model. What comes in many comes as an iterator, so that memory
does not grow with the desk. `citydesk.testing.StoreSuite` is what every store must pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from citydesk.model import (
    Account,
    Capture,
    Change,
    Comparison,
    Count,
    Failure,
    Incident,
    Judgement,
    Partition,
    Place,
    Reading,
    Record,
    Report,
    Sighting,
    Statement,
    Status,
    Telling,
    Time,
)

__all__ = [
    "Followed", "Listed", "Near", "Order", "Outlet", "Stage", "Store", "Unread", "Watched", "Where",
]  # fmt: skip

Stage = Literal["read", "compared", "linked"]
"""How far a report has come: read, weighed against its candidates, part of an incident."""

Order = Literal["incident", "news"]
"""Newest first: by when it happened, or by when its latest account was published."""


Toll = Literal["none", "1", "2-3", "4+", "not reported"]
"""How many were killed, as tables group it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Within `km` kilometres of a point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which records are wanted: what is None does not matter.

    `since` <= day of the incident < `until`. `text` is searched for in headlines and in the words
    of the accounts; all its words must be there. `status` is one that some finding has; `conflict`
    and `question` want a dispute, an open question. `toll` is how many were killed, `disputed` a
    field that accounts disagree about. Cities, counties and outlets are as the desk spells them.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    near: Near | None = None
    kind: str | None = None
    city: str | None = None
    state: str | None = None
    text: str | None = None
    county: str | None = None
    outlet: str | None = None
    toll: Toll | None = None
    disputed: str | None = None
    status: Status | None = None
    conflict: bool = False
    question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One incident as a list shows it. Values that are withheld are None.

    `accounts` counts all, `outlets` those that are no copies. `news` is when the latest account was
    published. `names` are all that are told in it: the policy must look for them in `headline`.
    """

    id: str
    headline: str
    kind: str | None
    time: Time | None
    place: Place | None
    killed: Count | None
    injured: Count | None
    accounts: int
    outlets: int
    disputes: int
    questions: int
    news: Time | None
    revision: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What an outlet told: accounts of incidents, how often first, as a copy, and how well.

    `corrected` counts accounts of which a later word replaced something, `contradicted` those to
    which the record prefers another's word. `named`: its name may be that of a person.
    """

    name: str
    tellings: int
    first: int
    copies: int
    corrected: int
    contradicted: int
    named: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A capture that is kept and was not read: `chance` is how likely it seemed worth it."""

    capture: str
    uri: str
    fetched: dt.datetime
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """How far the watch of a source has come; moments are aware.

    `failures` counts how often in a row it did not answer, and `message` says why. `counts` are
    over all time: new, changed, gone, kept out. `state` is what the next question needs.
    """

    source: str
    seen: dt.datetime | None = None
    due: dt.datetime | None = None
    failures: int = 0
    message: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A page that a watched source named: `mark` is a hash of what it said of it.

    It is looked at again when `due` (None for never), with the marks of its last version in `state`
    ("etag", "modified"); `step` counts the looks.
    """

    source: str
    thing: str
    mark: str
    due: dt.datetime | None = None
    step: int = 0
    state: Mapping[str, Any] = field(default_factory=dict)


class Store(Protocol):
    """Keeps captures, accounts, what was read from them, and what follows. One desk, one store."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: what is done inside is kept together, or not at all after an error."""
        ...

    def close(self) -> None:
        """Let go of the desk."""
        ...

    def refresh(self) -> None:
        """Forget what is kept in memory where another program has written since."""
        ...

    # captures and failures

    def has_capture(self, capture: str) -> bool:
        """Tell whether these bytes have been obtained before."""
        ...

    def put_capture(self, capture: Capture) -> None:
        """Keep the bytes; nothing happens where they are kept already."""
        ...

    def capture(self, capture: str) -> Capture:
        """Return a capture by its id, or raise `NotFound`."""
        ...

    def captures(self) -> Iterator[Capture]:
        """Yield every capture in the order of arrival; those that are unread are `sifted` again."""
        ...

    def put_unread(self, capture: str, chance: float) -> None:
        """Keep that a capture was not read, and how likely it was that it tells of an incident."""
        ...

    def drop_unread(self, capture: str) -> None:
        """Forget that a capture was not read."""
        ...

    def unread(self, capture: str | None = None) -> Iterator[Unread]:
        """Yield what was not read, or only this capture, the likeliest first."""
        ...

    def put_failure(self, failure: Failure) -> None:
        """Keep what went wrong with a `uri`; it replaces what went wrong with the same bytes."""
        ...

    def drop_failures(self, uri: str, capture: str | None = None) -> None:
        """Forget what went wrong with a `uri`; of standard input, with this capture alone."""
        ...

    def failures(self) -> Iterator[Failure]:
        """Yield what went wrong, in the order in which it happened."""
        ...

    # accounts and what was read from them

    def put_reading(self, reading: Reading) -> None:
        """Keep an account with what was read from it."""
        ...

    def accounts_of(self, capture: str) -> list[str]:
        """Return the ids of the accounts that were made of a capture, in the order of arrival."""
        ...

    def find_account(self, account: str) -> Account | None:
        """Return an account by its id, or None."""
        ...

    def account(self, account: str) -> Account:
        """Return an account by its id, or raise `NotFound`."""
        ...

    def account_of(self, capture: str) -> str | None:
        """Return the id of the account that was made of a capture, None where there is none."""
        ...

    def account_by_public_id(self, public: str) -> str | None:
        """Return the id of the account that has this public id, or None."""
        ...

    def secret(self) -> bytes:
        """Return the secret with which public ids are made: random, and of this desk for good."""
        ...

    def accounts(self) -> Iterator[Account]:
        """Yield every account in the order of arrival."""
        ...

    def reading(self, account: str) -> Reading:
        """Return what was read from an account, or raise `NotFound`."""
        ...

    def reports(self, reports: Sequence[str]) -> list[Report]:
        """Return reports by their ids, in the order given; raise `NotFound` where one is not."""
        ...

    def bare_reports(self, reports: Iterable[str]) -> list[Report]:
        """Return reports by their ids, without their statements, those that are there."""
        ...

    def tellings(self, reports: Iterable[str]) -> list[Telling]:
        """Return the accounts' parts of these reports, without copies, in any order."""
        ...

    def people_told(self, reports: Iterable[str]) -> list[Statement]:
        """Return what these reports tell of people, each once: by the first statement's id."""
        ...

    def all_reports(self) -> Iterator[Report]:
        """Yield every report in the order of arrival."""
        ...

    # reports and incidents

    def unfinished(self, stage: Stage) -> list[str]:
        """Return the ids of the reports that have come just so far, in the order of arrival."""
        ...

    def put_keys(
        self,
        report: str,
        keys: Iterable[str],
        *,
        crowd: int,
        alike: tuple[str, str] | None = None,
        leaders: int = 0,
    ) -> None:
        """Keep a report's blocking keys. A key that more than `crowd` reports share is dead.

        The one that makes a key dead takes back the comparisons that it alone had brought about,
        and the reports that share it are to be linked again. `alike` names the report's group and
        sorts it there (`linking.Alike`): only the first `leaders` of a group have keys, the others
        are echoes and count as compared. Of reports judged same or different none is in a group.
        """
        ...

    def drop_alike(self, report: str, *, leaders: int) -> list[str]:
        """Let a report belong to no group; return whose keys are to be kept now, to be compared."""
        ...

    def echoes(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the echoes of the groups that these reports are in, each with the first of it."""
        ...

    def candidates(self, report: str, *, crowd: int) -> list[str]:
        """Return the other accounts' reports that share a live key and are compared, sorted."""
        ...

    def put_side(self, report: str, sketch: bytes, side: str) -> None:
        """Keep what a report brings to comparisons: its row of columns, and its profile."""
        ...

    def sketches(self, reports: Iterable[str]) -> dict[str, bytes]:
        """Return the rows of these reports, as far as they are kept."""
        ...

    def sides(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the profiles of these reports, as far as they are kept."""
        ...

    def put_comparisons(self, report: str, comparisons: Iterable[Comparison]) -> None:
        """Keep the scores of what a report was weighed against; it then counts as compared."""
        ...

    def comparisons(self, reports: Sequence[str]) -> list[Comparison]:
        """Return every comparison in which one of these reports takes part, without reasons."""
        ...

    def close_pairs(self, reports: Iterable[str]) -> list[tuple[str, str, float]]:
        """Return the comparisons between these reports: their ids, sorted, and the score."""
        ...

    def bound_pairs(self, reports: Iterable[str]) -> list[tuple[str, str]]:
        """Return which of these reports an editor's standing "same" holds together, sorted."""
        ...

    def partitions(self, reports: Iterable[str]) -> list[Partition]:
        """Return the partitions that these reports are in, as far as they are known, each once."""
        ...

    def put_partitions(self, gone: Iterable[Partition], made: Iterable[Partition]) -> None:
        """Replace partitions; the reports of new ones are to be put into incidents again."""
        ...

    def put_scores(self, partition: Partition) -> None:
        """Keep the scores of a partition that is there already."""
        ...

    def unplaced(self) -> list[str]:
        """Return the reports whose partition is not known, though they were compared, in order."""
        ...

    def component(self, reports: Iterable[str]) -> list[str]:
        """Return the reports that hang together with these, sorted.

        Two hang together where their comparison's score is above 0 or an editor said "same".
        """
        ...

    def matches(self, report: str) -> list[tuple[str, float]]:
        """Return what was compared with a report and found to fit, with the score, sorted."""
        ...

    def with_matches(self, reports: Iterable[str], *, above: float, least: int) -> list[str]:
        """Return which of these reports have so many matches above a score or more, sorted."""
        ...

    def bound(self, report: str) -> list[str]:
        """Return the compared reports that an editor's standing "same" holds to this one."""
        ...

    def incidents_of(self, reports: Iterable[str]) -> list[str]:
        """Return the ids of the incidents that these reports belong to, sorted."""
        ...

    def put_incidents(self, gone: Iterable[str], made: Sequence[Incident]) -> None:
        """Replace incidents, and their records, by others that hold the same reports (and more).

        An id that is gone is redirected to the incident that holds its first report now.
        """
        ...

    def put_linked(self, reports: Iterable[str]) -> None:
        """Say that these reports are in incidents that stay as they are."""
        ...

    def put_considered(self, incident: Incident) -> None:
        """Keep which other reports came close to an incident whose own reports stay the same."""
        ...

    def shapes(self, incidents: Iterable[str]) -> dict[str, tuple[tuple[str, bool, float], ...]]:
        """Return the memberships of incidents, by id, without reasons: report, accepted, score."""
        ...

    def redirect(self, old: str, new: str) -> None:
        """Let an id that is gone lead to another incident."""
        ...

    def incidents(self) -> Iterator[Incident]:
        """Yield every incident by id."""
        ...

    def incident(self, incident: str) -> Incident:
        """Return an incident by its id or by one that redirects to it, or raise `NotFound`."""
        ...

    def find_incident(self, incident: str) -> str | None:
        """Return the id that answers for an id now: itself, what it redirects to, or None."""
        ...

    def resolve(self, incident: str) -> str:
        """Return the id that answers for an incident's id, or for an unmistakable beginning of one.

        Raises `NotFound` where there is none, `UsageError` where several begin like that.
        """
        ...

    # judgements and records

    def put_judgement(self, judgement: Judgement) -> None:
        """Append an editor's decision; nothing happens where it is kept already."""
        ...

    def has_judgement(self, judgement: str) -> bool:
        """Tell whether a decision is kept already, by its id."""
        ...

    def judgements(self) -> list[Judgement]:
        """Return every decision in the order in which they were made."""
        ...

    def judgements_on(
        self, reports: Iterable[str], incidents: Iterable[str] = ()
    ) -> list[Judgement]:
        """Return the decisions on these reports, their accounts and statements, and on incidents.

        Those that withdraw one of them are among them, and the order is that of making. An incident
        is found by every id that leads to it.
        """
        ...

    def touched(self, judgement: Judgement) -> list[str]:
        """Return the reports whose incidents a decision changes: none where it is on background.

        Raises `NotFound` where its subject is not there.
        """
        ...

    def put_record(self, record: Record) -> None:
        """Keep the record of an incident."""
        ...

    def record(self, incident: str) -> Record:
        """Return the record of an incident by an id that `resolve` knows."""
        ...

    def records(self, where: Where | None = None) -> Iterator[Record]:
        """Yield the records that are wanted, by time of the incident, unknown times last."""
        ...

    def listing(
        self,
        where: Where | None = None,
        *,
        order: Order = "incident",
        after: str | None = None,
        limit: int = 25,
    ) -> list[Listed]:
        """Return a page of incidents, newest first, unknown times last, without reading records.

        `after` is the id of the incident that ended the page before; raises `NotFound` where it is
        gone. Of words that very many accounts have, only the latest of them are looked through.
        """
        ...

    def count_listed(self, where: Where | None = None, *, most: int = 10_000) -> int:
        """Return how many incidents a list has in all; counting ends at `most`."""
        ...

    def listed(self, incident: str) -> Listed | None:
        """Return the line of an incident by its own id, or None."""
        ...

    def told_by(self, account: str) -> list[str]:
        """Return the ids of the incidents that an account tells of, sorted."""
        ...

    def outlets(self, *, after: str | None = None, limit: int = 100) -> list[Outlet]:
        """Return a page of the outlets with what they told, the most frequent first.

        `after` is the name of the outlet that ended the page before.
        """
        ...

    def named_in(self, outlet: str) -> list[str]:
        """Return some incidents in which an outlet's name may be that of a person in it."""
        ...

    def state_of(self, *, incident: str = "", account: str = "") -> str:
        """Return a word that changes whenever what is known about either, or near them, does.

        It takes in every incident of which one of their accounts tells, and all judgements.
        """
        ...

    def kinds(self) -> dict[str, tuple[int, int, int]]:
        """Return for each kind how many incidents, with a dispute, and with an open question.

        The kind is empty where nobody tells it. The most frequent comes first.
        """
        ...

    # what watched sources showed

    def put_sighting(self, sighting: Sighting, capture: str | None) -> None:
        """Append what a thing is at its source now; `capture` holds it, None where it is gone."""
        ...

    def last_sighting(self, thing: str) -> tuple[Sighting, str | None] | None:
        """Return what a thing was when it was last seen anew, and the capture that holds it."""
        ...

    def last_wording(self, thing: str) -> str | None:
        """Return the account that spoke last for a thing, None where none ever did."""
        ...

    def histories(self, accounts: Iterable[str]) -> dict[str, list[Sighting]]:
        """Return by thing all that was seen of the things that showed one of these accounts."""
        ...

    def history(self, thing: str) -> list[Sighting]:
        """Return all that was seen of a thing, the oldest first."""
        ...

    def sightings(self, source: str | None = None, *, limit: int = 100) -> list[Sighting]:
        """Return the latest sightings, of a source or of all, the newest first."""
        ...

    def rewritten(self, *, limit: int = 50) -> list[Sighting]:
        """Return the latest sightings of things that were seen before, the newest first."""
        ...

    def standing(self, source: str) -> set[str]:
        """Return the things that a source showed and that have not vanished since."""
        ...

    def watched(self) -> dict[str, Watched]:
        """Return how far the watch of each source has come, by source."""
        ...

    def put_watched(self, watched: Watched) -> None:
        """Keep how far the watch of a source has come."""
        ...

    def followed(self, source: str, things: Iterable[str]) -> dict[str, Followed]:
        """Return what is known of these pages that a source named."""
        ...

    def due_pages(self, source: str, moment: dt.datetime, *, limit: int) -> list[Followed]:
        """Return the pages of a source that are to be looked at by a moment, the oldest first."""
        ...

    def put_followed(self, page: Followed) -> None:
        """Keep what is known of a page that a source named."""
        ...

    # the change log

    def put_changes(self, changes: Iterable[Change]) -> None:
        """Append to the change log, and number what is appended: 1, 2, 3 and so on."""
        ...

    def changes(
        self,
        since: int | dt.datetime = 0,
        limit: int | None = None,
        *,
        incident: str | None = None,
    ) -> list[Change]:
        """Return what was appended after a number or an (aware) moment, the oldest first.

        With `incident`, only what is of this id or speaks of it as the other one.
        """
        ...

    def last_change(self) -> int:
        """Return the number of the latest change, 0 where there is none: where to go on from."""
        ...

    # the whole

    def forget_readings(self) -> None:
        """Forget everything but captures, failures to obtain, judgements, redirects and changes.

        For rebuilding: the records are put aside for `former`.
        """
        ...

    def former(self, reports: Iterable[str] | None = None) -> Iterator[Record]:
        """Yield the records that `forget_readings` put aside: those of these reports, or all."""
        ...

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind of thing: for `doctor`."""
        ...

    def problems(self) -> Iterator[str]:
        """Yield one line for each thing that is not as it must be: for `doctor`."""
        ...
