"""Every domain class of Citydesk, and the words we use for them.

This module is the contract between the stages: no stage imports another, all of them import this.
It needs only the standard library, does no input or output, and every class is frozen, so a value
that has been made can be shared, hashed and compared.

=============  ====================================================================================
word           is
=============  ====================================================================================
capture        the bytes as obtained, from where and when, with their SHA-256; never changed
account        one source's telling, readable: outlet, time published, title, text, parts
part           where an account's characters stand in its source: cells of a row, seconds of sound
source         who publishes accounts: a newsroom, an agency, a radio system, a sensor network
report         what one account tells about one incident; most accounts hold one main report
mention        what a reader finds: a field, the words, and the words that say who said it
statement      a mention made solid: field, typed value, evidence, attribution, certainty
evidence       where the words are: a `Span` of characters; from it and the account's parts follow
               the `Cell` of the row or the `Clip` of the recording (`base/geometry.py`)
attribution    the chain of speakers from the words to the account's outlet
certainty      asserted, alleged, denied, or *unknown said out loud*
membership     a report belongs to an incident, with the score and the reasons
judgement      an editor's decision: appended, never edited, with who, when and why
finding        a field of the record: preferred value, status, statements for and against, reason
record         one incident: findings, people, timeline, open questions, accounts, revision
change         a line of the change log: what became new, merged, split, corrected or removed
sighting       what a thing (a story, a row, a post) was at its source since a moment, or that it
               had vanished; each wording is an account of its own, a version
=============  ====================================================================================

Times are wall-clock times with the name of their zone beside them, because that is what accounts
tell: "about 4:30 a.m." is true at the scene, and the zone is an inference of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

GROWN = MappingProxyType({"grown": True})
"""Marks a field that the model has got since: where it is empty, ids of content leave it out."""

# --- values -------------------------------------------------------------------------------------

Granularity = Literal["minute", "hour", "part", "day", "week", "month", "year"]
PartOfDay = Literal["MO", "AF", "EV", "NI"]
Precision = Literal[
    "point",
    "intersection",
    "block",
    "landmark",
    "street",
    "neighborhood",
    "city",
    "county",
    "state",
]
Role = Literal[
    "victim",
    "suspect",
    "accessory",
    "officer",
    "witness",
    "bystander",
    "official",
    "relative",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An interval of wall-clock time, as precise as the words were: `start` <= t < `end`.

    `part` is set when `granularity` is "part" (morning, afternoon, evening, night).
    `zone` is an IANA name, or None while nobody knows where the words were true.
    """

    start: dt.datetime
    end: dt.datetime
    granularity: Granularity
    part: PartOfDay | None = None
    approximate: bool = False
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: its words, its parts, and a point that is never more precise than `precision`.

    `address` is the words of the street, block, intersection or numbered house as the account has
    them ("400 block of Pine Street"); `landmark` is a named spot ("St. Brendan Hospital").
    `state` is the two-letter code of a state of the United States. `radius` is in metres.
    """

    words: str
    precision: Precision
    address: str | None = None
    landmark: str | None = None
    neighborhood: str | None = None
    city: str | None = None
    county: str | None = None
    state: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number known as a range: "at least three" is low 3, high None."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as one account tells of them. `name` is None for "a 34-year-old man"."""

    role: Role
    name: str | None = None
    age: int | None = None
    gender: Literal["male", "female"] | None = None
    descriptor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a person: `who` is their name, or their role when they have no name here."""

    who: str
    result: Literal[
        "killed",
        "injured",
        "died later",
        "unharmed",
        "arrested",
        "charged",
        "convicted",
        "at large",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a time: a step of the timeline.

    `kind` is a word of `EVENT_KINDS`; `ordinal` counts within the incident (the second burglary is
    kind "burglary", ordinal 2) and is None where the account does not count.
    """

    kind: str
    time: Time
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A vehicle or a weapon: its words as told, its `kind` ("truck", "rifle"), its colour."""

    words: str
    kind: str
    color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A value that is a word of a closed list (`kind`) or a short phrase of the account."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A plain yes or no: "police did not return fire" is `returned_fire` no."""

    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something said out loud to be unknown, not released, or not confirmed.

    `about` says whose or which ("officer", "suspects' vehicle"); `because` is the reason given.
    """

    what: Literal["not known", "not released", "not confirmed"]
    about: str
    because: str | None = None


Value = Time | Place | Count | Person | Outcome | Event | Thing | Text | Flag | Unknown

INCIDENT_KINDS = (
    "shooting", "homicide", "accidental shooting", "suicide", "murder-suicide", "officer-involved",
    "officer shot", "domestic", "robbery", "burglary", "stabbing", "drive-by", "home invasion",
    "carjacking", "assault", "mass shooting", "shots fired", "gunshot alert",
)  # fmt: skip

EVENT_KINDS = (
    "shooting", "stabbing", "burglary", "robbery", "call", "sensor alert", "police arrival",
    "radio", "death", "arrest", "charge", "court", "press conference", "release", "chase", "found",
    "other",
)  # fmt: skip

# --- from bytes to accounts ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as obtained: `uri` says from where (`file:…`, `https:…`, `stdin:`), `fetched` when.

    `member` numbers the items inside one container (the line of a JSON Lines file), else 0.
    `id` is made from `sha256` alone, so the same bytes twice are the same capture. One that is
    `sifted` came in bulk (an archive, a feed): it is read where it may tell of a violent incident.
    """

    id: str
    sha256: str
    uri: str
    media_type: str
    fetched: dt.datetime
    body: bytes
    member: int = 0
    sifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters `start` <= i < `end` of an account's text, and where its source has them.

    That is the column `cell` of a row, or the seconds `begins` to `ends` of a recording, in which
    `speaker` is the unit that is heard.
    """

    start: int
    end: int
    cell: str | None = None
    begins: float | None = None
    ends: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an account that was no text at its source: a row of a table, a recording.

    `name` is the mapping that reads the row, or the recording's file name; `stretches` say which
    characters of the account's text are which cell or which seconds, in the order of the text. The
    words of a sound may be a `machine`'s, which nobody has checked.
    """

    kind: Literal["row", "sound"]
    name: str
    stretches: tuple[Stretch, ...] = ()
    machine: bool = False


SpeakerKind = Literal[
    "official", "agency", "document", "anonymous", "witness", "family", "lawyer", "media",
    "social", "resident", "sensor", "dispatcher", "caller", "other",
]  # fmt: skip


UNCONFIRMED: frozenset[SpeakerKind] = frozenset({"sensor", "dispatcher", "caller"})
"""Voices that tell what was heard before anybody looked: they allege, and settle nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One source's telling, readable. Spans count characters of `text` (or of `title`).

    `source` is the publisher's id (a host name, a call sign, "unknown"); `outlet` is its name for
    people. `published` is a `Time` of granularity "day" or "minute", zone set where it was told.
    `voice` is who speaks where the account names nobody: a newsroom, a sensor, a dispatcher.
    """

    id: str
    capture: str
    source: str
    outlet: str
    title: str
    text: str
    published: Time | None = None
    url: str | None = None
    kind: Literal["article", "post", "release", "transcript", "call", "alert", "tip", "table"] = (
        "article"
    )
    fingerprint: tuple[int, ...] = ()
    voice: SpeakerKind = "media"
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A capture that could not become an account: at which stage, and what to tell the person."""

    uri: str
    stage: Literal["collect", "prepare", "read"]
    message: str
    at: dt.datetime
    capture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misnamed(Failure):
    """A target that names nothing, such as a mistyped path: it is told, and not kept on a desk."""


# --- from accounts to statements -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` <= i < `end` of an account's text, or of its title."""

    start: int
    end: int
    part: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the row that an account was made from: `row` is the mapping that reads it."""

    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Seconds `begins` <= t < `ends` of a recording, which `sound` names."""

    sound: str
    begins: float
    ends: float


Evidence = Span | Cell | Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who says something: a chief, a complaint, "two sources", an outlet."""

    name: str
    kind: SpeakerKind
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The chain of speakers from the words outwards; the last one is always the account's outlet.

    One speaker means that the outlet says it itself; each relay makes the chain longer.
    """

    speakers: tuple[Speaker, ...]
    quoted: bool = False
    cue: Span | None = None

    @property
    def speaker(self) -> Speaker:
        """The one whose words these are: the first of the chain."""
        return self.speakers[0]

    @property
    def hand(self) -> int:
        """1 when the outlet says it itself, 2 when it tells another's words, 3 a relay's relay."""
        return len(self.speakers)


Certainty = Literal["asserted", "alleged", "denied", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a reader proposes: a field and the words it rests on. It is not yet believed.

    A reader gives `spans` where it knows them, or else `quotes` to be looked up in the account.
    `value` may be None: then it is resolved from the first quote. `speaker` is the words that say
    who said it, or None: then the sentence's own attribution holds. `report` is 0 for the main
    incident; others number the further incidents that the account tells of.
    `background` marks a report of context only ("first since 2009"), linked to nothing.
    """

    field: str
    spans: tuple[Span, ...] = ()
    quotes: tuple[str, ...] = ()
    value: Value | None = None
    speaker: str | None = None
    certainty: Certainty | None = None
    report: int = 0
    background: bool = False
    probability: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A mention that did not become a statement, and why. Kept so that a person can look."""

    account: str
    field: str
    words: str
    reason: str


TITLE_ONLY = "the text does not tell what the title tells"
"""The reason of a rejection: the page is a paywall, a sign-in or a list, not the title's story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one account says, with the words it rests on and who said them.

    `evidence[0]` holds the value's own words; further spans support it. `id` is made from content.
    """

    id: str
    account: str
    report: str
    field: str
    value: Value
    evidence: tuple[Span, ...]
    attribution: Attribution
    certainty: Certainty = "asserted"
    probability: float = 1.0
    reader: str = "builtin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one account tells about one incident. `id` is the account's id, "#", its number.

    Report 0 is the main one. A `background` report is kept, shown, and linked to nothing.
    """

    id: str
    account: str
    source: str
    published: Time | None
    statements: tuple[Statement, ...] = ()
    background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that reading one account gave."""

    account: Account
    reports: tuple[Report, ...]
    rejections: tuple[Rejection, ...] = ()


# --- from reports to incidents -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence for (`weight` > 0) or against a link, in words a person can read."""

    feature: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two reports weighed against each other: positive `score` (log odds) speaks for one incident.

    `left` < `right`. It depends on these two reports alone, so it never has to be made again.
    `metres` lie between the middles of their areas, `minutes` between their clocks, if both tell.
    """

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...] = ()
    metres: int | None = None
    minutes: int | None = None


UNKNOWN = -(2**31)
"""The score of a pair of a partition that was not weighed yet, or is of one account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Reports, sorted, that hang together and are put into incidents at one time.

    `level` is the place of the score, in `linking.LEVELS`, that their links exceed. `scores` has
    each pair's in thousandths, in the order of `itertools.combinations`; it is empty for a
    partition that is too large. `number` is given by the store.
    """

    level: int
    reports: tuple[str, ...]
    scores: tuple[int, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A report is (`accepted`) or was considered and is not part of an incident, and why.

    `metres` and `minutes` are how far it lies from the report of the incident that it matches best.
    """

    report: str
    incident: str
    score: float
    reasons: tuple[Reason, ...] = ()
    accepted: bool = True
    metres: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Reports that tell of the same thing. `id` is made from its earliest report."""

    id: str
    memberships: tuple[Membership, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that belong to it."""
        return tuple(m.report for m in self.memberships if m.accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An editor's decision. `subject` and `object` are ids; which ids depends on the verb.

    same/different: two reports. same_person/different_person: two statements about people.
    prefer/reject: a statement. withhold: an incident and, in `object`, a field or a person's name.
    main: an account and the number of its main report.
    move: an incident and, in `object`, where its place is: "latitude,longitude,metres".
    set: an incident and, in `object`, the account that holds a value set by hand. headline: an
    incident and its headline. clear: an incident and what has no part in it: "vehicle:gray car".
    withdraw: an earlier judgement. Nothing is ever edited: a decision is undone by a further one.
    """

    id: str
    verb: Literal[
        "same", "different", "same_person", "different_person", "prefer", "reject", "withhold",
        "main", "move", "set", "headline", "clear", "withdraw",
    ]  # fmt: skip
    subject: str
    object: str | None
    who: str
    at: dt.datetime
    why: str


# --- the record ----------------------------------------------------------------------------------

Relation = Literal["conflicts", "superseded", "coarser", "denied", "implausible", "mentioned"]
"""How a value stands beside the preferred one; "mentioned" is told, and no rival of it."""
Status = Literal["settled", "single-source", "contested", "superseded", "unknown", "withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A value that was told and is not preferred, with the statements that tell it.

    `why` says of a value that "conflicts" what the dispute is about ("the hour"), and of one that
    is only "mentioned", or "coarser", why it is no rival.
    """

    value: Value
    statements: tuple[str, ...]
    relation: Relation
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One field of the record: what is held to be so, by whom, and why.

    `key` tells findings of one field apart: a person's name, "burglary 2", a vehicle's words.
    `sources` counts independent sources: copies and relays of one origin count once.
    """

    field: str
    key: str
    value: Value | None
    status: Status
    reason: str
    statements: tuple[str, ...]
    alternatives: tuple[Alternative, ...] = ()
    sources: int = 0
    since: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A statement that does not tell of somebody by name alone, and why it is taken for theirs."""

    statement: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """One person of the record, with the findings' statements that tell of them.

    A record knows of somebody who is not `claimed`, and does not claim the role and the outcomes:
    `unsure` says why. Who stands in nothing that needs a claim is claimed. `joined` says why what
    is told in other words is taken for theirs; an editor can undo each. `owns` are the findings
    about this person, by field and key: charges, the condition.
    """

    name: str | None
    role: Role
    age: int | None
    gender: str | None
    descriptor: str | None
    outcomes: tuple[str, ...]
    statements: tuple[str, ...]
    withheld: str | None = None
    minor: bool = False
    claimed: bool = True
    unsure: str = ""
    joined: tuple[Joined, ...] = ()
    owns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """Something in a record that does not fit with the rest: which rule says so, and about what."""

    rule: str
    why: str
    field: str
    key: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One step in the order of events. `findings` is the key of its event finding."""

    time: Time
    label: str
    key: str
    statements: tuple[str, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something nobody knows yet: said to be unknown, contested, or expected and absent.

    `answered_by` holds the statements that closed it, and `closed` when they were published.
    """

    text: str
    origin: Literal["said", "contested", "absent"]
    field: str
    statements: tuple[str, ...] = ()
    asked: Time | None = None
    answered_by: tuple[str, ...] = ()
    closed: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One account's part in the record: copies name the account that they repeat.

    `main` where this is the account's main report: 0, or the one that an editor chose.
    """

    account: str
    report: str
    outlet: str
    title: str
    published: Time | None
    url: str | None = None
    copy_of: str | None = None
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A thing as a source shows it: a capture, a failure, or None where it has vanished."""

    thing: str
    source: str
    found: Capture | Failure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a thing was at its source since an (aware) moment: this account, or gone where None.

    `thing` stays the same while its wording changes: an address, a publisher's own id of a row or
    a post. `source` is the watched source that showed it. `fresh` where what stands there now is
    another story altogether, and no later wording of the one before.
    """

    thing: str
    source: str
    since: dt.datetime
    account: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What became of an account at its source since an (aware) moment.

    `by` is the account whose wording speaks in its place; None where it has vanished, which takes
    back nothing of what it told.
    """

    account: str
    since: dt.datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One incident as it is known. A pure function of its reports, accounts and judgements.

    `revision` is a hash of the content. `statements` are the ones that the findings cite, and every
    one that names somebody, so that the publishing policy knows of names that are not believed.
    `parties` are those of them that are the word of a party to the incident. `breaches` are what
    does not fit with the rest of it: that is told as unsure, and waits for an editor. `later` says
    which of its accounts were rewritten at their source since, or vanished there.
    """

    id: str
    headline: str
    findings: tuple[Finding, ...]
    people: tuple[PersonEntry, ...]
    timeline: tuple[TimelineEntry, ...]
    questions: tuple[Question, ...]
    tellings: tuple[Telling, ...]
    statements: tuple[Statement, ...] = ()
    revision: str = ""
    as_of: dt.datetime | None = None
    withheld: tuple[str, ...] = field(default=())
    parties: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    later: tuple[Later, ...] = field(default=(), metadata=GROWN)

    def finding(self, name: str, key: str = "") -> Finding | None:
        """Return the finding of a field (and key), or None where nothing was told."""
        return next((f for f in self.findings if f.field == name and f.key == key), None)


ChangeKind = Literal[
    "new", "merged", "moved", "split", "removed", "joined", "left", "finding", "judgement",
    "rewritten", "vanished",
]  # fmt: skip


OF_ACCOUNTS: frozenset[ChangeKind] = frozenset({"joined", "left", "rewritten", "vanished"})
"""Changes that are about an account, which stands in `other`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the desk's change log: appended with what it tells of, and never edited.

    `number` is its place in the log, from 1; a store gives it. By kind, `other` is: of "merged" and
    "moved" the id that now redirects to `incident`; of "split" the incident that this one came out
    of; of "removed" None; of "joined" and "left" an account; of "judgement" the judgement, whose
    verb is in `field`. A "finding" went from `before` (`was`) to `after` (`status`), None where
    there was or is none, because of `statements` of `accounts`, or of a `judgement`.
    """

    kind: ChangeKind
    incident: str
    at: dt.datetime
    number: int = 0
    other: str | None = None
    field: str = ""
    key: str = ""
    before: Value | None = None
    was: Status | None = None
    after: Value | None = None
    status: Status | None = None
    statements: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    judgement: str | None = None
    revision: str = ""


def quote(account: Account, span: Span) -> str:
    """Return the words that a span means: the law is that every evidence has some."""
    return (account.title if span.part == "title" else account.text)[span.start : span.end]


def published_by(published: Time | None, moment: dt.datetime) -> bool:
    """Tell whether something published then was certainly out at `moment` (aware).

    A date without a clock counts as out when its day is over: nobody can show that it was earlier.
    """
    if published is None:
        return True
    latest = published.start if published.granularity == "minute" else published.end
    return (latest if latest.tzinfo else latest.replace(tzinfo=dt.UTC)) <= moment


def spans_of(statements: Sequence[Statement]) -> list[Span]:
    """Return every span that these statements rest on, in their order."""
    return [span for statement in statements for span in statement.evidence]
