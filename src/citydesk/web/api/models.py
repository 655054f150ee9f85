"""What the API's answers look like, for its documentation: the rows themselves are made elsewhere.

A row may grow: programs leave keys alone that they do not know.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from citydesk.model import ChangeKind, Precision, Status

__all__ = [
    "AccountLine", "AccountRow", "ChangeRow", "FindingRow", "Gone", "IncidentRow", "JudgementIn",
    "JudgementRow", "Listing", "Page", "Problem", "StatementRow",
]  # fmt: skip

T = TypeVar("T")
Verb = Literal[
    "same", "different", "same_person", "different_person", "prefer", "reject", "withhold", "main",
    "move", "set", "headline", "clear", "withdraw",
]  # fmt: skip


class Row(BaseModel):
    """Any row: keys may come to it."""

    model_config = ConfigDict(extra="allow")


class Page(Row, Generic[T]):
    """A page of a list. `next` is the cursor of what follows, null where nothing does."""

    items: list[T]
    next: str | None = Field(examples=["WyI5NzkwYzMwMzdiOWJmZTc5Il0"])


class Problem(Row):
    """What is wrong (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not here"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["No incident on this desk has this id."])


class Gone(Problem):
    """An incident that is no longer there; `incident` is the one that holds it now, if any."""

    incident: str | None = Field(default=None, examples=["a875be393961369e"])
    redirect: str | None = Field(default=None, examples=["/api/v1/incidents/a875be393961369e"])


class Said(Row):
    """Who says it, and in which words of which account."""

    statement: str = Field(examples=["e88f264434303962"])
    account: str = Field(examples=["ledger-harlan"])
    words: str = Field(examples=["shortly after 11:30 p.m. Monday"])
    speakers: list[str] = Field(examples=[["police", "The Ledger"]])
    kind: str = Field(examples=["agency"])
    certainty: Literal["asserted", "alleged", "denied", "unknown"]


class Other(Row):
    """A value that was told and is not preferred."""

    value: dict[str, Any]
    text: str = Field(examples=["Mon Oct 14, 2024, night"])
    relation: Literal[
        "conflicts", "superseded", "coarser", "denied", "implausible", "mentioned"
    ] = Field(description="mentioned: told as well, and no rival of the preferred value")
    why: str = Field(
        description="of a conflict what it is about, of a value that is no rival why",
        examples=["the hour"],
    )
    said: list[Said]


class FindingCore(Row):
    """What is held to be so about one field, by whom, and why; null and no words if withheld."""

    field: str = Field(examples=["time"])
    key: str = Field(examples=[""])
    value: dict[str, Any] | None
    text: str = Field(examples=["Mon Oct 14, 2024, about 11:30 p.m. CDT"])
    status: Status
    reason: str = Field(examples=["Only The Ledger, citing police."])
    sources: int = Field(examples=[1])
    said: list[Said]
    alternatives: list[Other]


class FindingRow(FindingCore):
    """A finding with its incident."""

    incident: str = Field(examples=["9790c3037b9bfe79"])


class Where(Row):
    """A place, never more precise than its words; `radius` is in metres."""

    city: str | None = Field(examples=["Topeka"])
    state: str | None = Field(examples=["KS"])
    address: str | None = Field(examples=["1300 block of SE Harlan Street"])
    lat: float | None
    lon: float | None
    precision: Precision | None = None
    radius: float | None = None


class Somebody(Row):
    """A person. A name that may not be published says why instead."""

    name: str | None = Field(examples=["[name withheld: minor]"])
    age: int | None
    role: str = Field(examples=["victim"])
    outcomes: list[str] = Field(examples=[["injured"]])
    withheld: str | None = Field(examples=["minor"])
    claimed: bool = Field(description="False where the record knows of a name and claims nothing.")


class When(Row):
    """A time as it was told, as EDTF, at its own granularity, with its zone."""

    edtf: str = Field(examples=["2024-10-14T23:30~"])
    value: str = Field(examples=["2024-10-14T23:30"])
    zone: str | None = Field(examples=["America/Chicago"])


class Step(Row):
    """A step of the timeline."""

    time: str = Field(examples=["2024-10-14T23:30~"])
    label: str = Field(examples=["shooting"])
    disputed: bool


class Question(Row):
    """Something nobody knows yet, or that has been answered since."""

    text: str = Field(examples=["Who fired?"])
    origin: Literal["said", "contested", "absent"]
    open: bool


class Source(Row):
    """An account of the incident."""

    account: str = Field(examples=["ledger-harlan"])
    outlet: str = Field(examples=["The Ledger"])
    title: str
    published: str | None = Field(examples=["2024-10-15T08:10"])
    url: str | None
    copy_of: str | None


class IncidentRow(Row):
    """One incident: the line that `citydesk export incidents` writes."""

    id: str = Field(examples=["9790c3037b9bfe79"])
    accounts: list[str] = Field(examples=[["kxto-harlan", "ledger-harlan"]])
    date: dt.date | None = Field(examples=["2024-10-14"])
    place: Where
    killed: int | None
    injured: int | None
    people: list[Somebody]
    others: list[Somebody]
    headline: str = Field(examples=["Man shot dead in Topeka, 2024-10-14"])
    time: When | None
    status: dict[str, Status] = Field(examples=[{"time": "single-source", "place": "settled"}])
    findings: list[FindingCore]
    timeline: list[Step]
    questions: list[Question]
    sources: list[Source]
    withheld: list[str]
    as_of: str | None
    revision: str


class Listing(Row):
    """One incident as a list shows it, with where its page and its row are."""

    id: str = Field(examples=["9790c3037b9bfe79"])
    headline: str = Field(examples=["Man shot dead in Topeka, 2024-10-14"])
    kind: str | None = Field(examples=["shooting"])
    date: dt.date | None
    when: str = Field(examples=["Mon Oct 14, 2024, about 11:30 p.m. CDT"])
    where: str = Field(examples=["1300 block of SE Harlan Street, Topeka, KS"])
    accounts: int
    disputes: int
    questions: int
    page: str = Field(examples=["/incidents/9790c3037b9bfe79"])
    self: str = Field(examples=["/api/v1/incidents/9790c3037b9bfe79"])


class AccountLine(Row):
    """One source's telling."""

    id: str = Field(examples=["ledger-harlan"])
    source: str = Field(examples=["ledger.example"])
    outlet: str = Field(examples=["The Ledger"])
    title: str
    published: str | None = Field(examples=["2024-10-15T08:10"])
    url: str | None
    kind: str = Field(examples=["article"])
    incidents: list[str]


class Bytes(Row):
    """What the account was made from."""

    sha256: str | None = Field(description="Null where it would tell what is withheld.")
    fetched: dt.datetime
    media_type: str
    size: int | None


class ReportRow(Row):
    """What it tells of one incident: the line that `citydesk export reports` writes."""

    account: str
    report: str = Field(examples=["ledger-harlan#0"])
    date: dt.date | None
    killed: int | None
    injured: int | None


class AccountRow(AccountLine):
    """An account with its text, what it tells of each incident, and where it comes from."""

    text: str
    reports: list[ReportRow]
    capture: Bytes


class StatementRow(Row):
    """One statement: the line that `citydesk export statements` writes."""

    id: str = Field(examples=["41f7c7b28b510902"])
    account: str = Field(examples=["kxto-harlan"])
    report: str = Field(examples=["kxto-harlan#0"])
    background: bool
    field: str = Field(examples=["kind"])
    value: dict[str, Any]
    text: str = Field(examples=["shooting"])
    words: str = Field(examples=["shot"])
    evidence: list[dict[str, Any]] = Field(examples=[[{"start": 4, "end": 8, "part": "title"}]])
    speakers: list[dict[str, Any]]
    hand: int
    quoted: bool
    certainty: Literal["asserted", "alleged", "denied", "unknown"]
    probability: float
    reader: str


class ChangeRow(Row):
    """A line of the change log, as `citydesk changes --json` writes it."""

    number: int = Field(examples=[412])
    kind: ChangeKind
    incident: str = Field(examples=["9790c3037b9bfe79"])
    at: dt.datetime
    text: str = Field(examples=["killed: 1, now 2 (contested)"])


class JudgementIn(BaseModel):
    """A decision. What `subject` and `object` are depends on the verb: see the reference."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"verb": "prefer", "subject": "e88f264434303962", "why": "The chief's own words."},
                {
                    "verb": "withhold", "subject": "9790c3037b9bfe79", "object": "vehicle",
                    "why": "The police ask for it until Friday.",
                },
            ]
        },
    )  # fmt: skip
    verb: Verb
    subject: str = Field(min_length=1, max_length=500)
    object: str | None = Field(default=None, max_length=500)
    why: str = Field(min_length=1, max_length=2000)


class JudgementRow(Row):
    """A decision as it is kept."""

    id: str = Field(examples=["5d0a5b7f32c41e68"])
    verb: Verb
    subject: str
    object: str | None
    who: str = Field(examples=["Ann Doe"])
    at: dt.datetime
    why: str
