"""A desk on which much is withheld, in every place where a name or a value can hide."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

from citydesk import testing
from citydesk.model import (
    Capture,
    Change,
    Count,
    Finding,
    Incident,
    Judgement,
    Membership,
    Outcome,
    Person,
    PersonEntry,
    Place,
    Question,
    Reading,
    Record,
    Rejection,
    Report,
    Speaker,
    Statement,
    Telling,
    Text,
    Thing,
    TimelineEntry,
    Value,
)
from citydesk.store import Store, open_store

NAMES = ("Nora Vance", "Timmy Quade", "Gus Holt", "Omar Wexcombe")
"""Kin not told, a minor, not charged, and by an editor."""
SECRET = r"(?i)vance|timmy|quade|holt|omar|wexcombe"
ACCOUNT = "timmy-quade-hurt"  # an account is called after its page
COPY = "gus.holt/copy"

VALUES: dict[str, tuple[Value, str]] = {
    "time": (testing.minute("2024-05-03T23:47", zone="America/Chicago"), "at 11:47 p.m."),
    "place": (
        Place(words="Juniper Crescent", precision="street", address="Juniper Crescent",
              city="Ferrol", state="TX", lat=31.4321, lon=-102.3579, radius=120.0),
        "Juniper Crescent",
    ),
    "kind": (Text(text="carjacking"), "a carjacking"),
    "killed": (Count(low=17, high=17), "seventeen were slain"),
    "injured": (Count(low=29, high=29), "twenty-nine were maimed"),
    "suspects": (Count(low=11, high=11), "eleven masked raiders"),
    "arrests": (Count(low=13, high=13), "thirteen handcuffed"),
    "charge": (Text(text="barratry"), "barratry"),
    "vehicle": (Thing(words="teal Zephyr", kind="sedan", color="teal"), "teal Zephyr"),
    "weapon": (Thing(words="antique musket", kind="rifle"), "antique musket"),
    "hospital": (
        Place(words="Saint Ulric Infirmary", precision="landmark",
              landmark="Saint Ulric Infirmary"),
        "Saint Ulric Infirmary",
    ),
    "motive": (Text(text="a zeppelin wager"), "a zeppelin wager"),
    "condition": (Text(text="comatose"), "comatose"),
}  # fmt: skip
TOLD = {
    "time": r"11:47|23:47",
    "place": r"(?i)juniper|31\.4321|102\.3579",
    "kind": r"(?i)carjack",
    "killed": r"(?i)seventeen|\b17 (?:people|killed)|\"(?:low|killed)\": 17",
    "injured": r"(?i)twenty-nine|maimed",
    "suspects": r"(?i)eleven masked|raiders",
    "arrests": r"(?i)thirteen|handcuff",
    "charge": r"(?i)barratry",
    "vehicle": r"(?i)zephyr|teal",
    "weapon": r"(?i)musket",
    "hospital": r"(?i)ulric",
    "motive": r"(?i)zeppelin|wager",
    "condition": r"(?i)comatose",
}
"""What gives each value away; filters name every kind, so those of the forms do not count."""

TEXT = (
    "In a carjacking at 11:47 p.m. on Juniper Crescent seventeen were slain, twenty-nine were"
    " maimed. Nora Vance, 31, died; her family has not been told. Timmy Quade, 9, was hurt, and"
    " “little Timmy is brave”, said Ann Birch. Police look for Gus Holt, 40, one of eleven masked"
    " raiders in a teal Zephyr with an antique musket; thirteen handcuffed men are held, the charge"
    " is barratry. Lee Park, 22, was arrested. The motive is a zeppelin wager. Some are comatose at"
    " Saint Ulric Infirmary. Omar Wexcombe saw it."
)
PEOPLE = (
    ("victim", "Nora Vance", 31, ("killed",)),
    ("victim", "Timmy Quade", 9, ("injured",)),
    ("suspect", "Gus Holt", 40, ()),
    ("suspect", "Lee Park", 22, ("arrested",)),
    ("witness", "Omar Wexcombe", None, ()),
)


def make(path: Path, *fields: str) -> Path:
    """Make the desk; an editor withholds these fields, and Omar Wexcombe."""
    told = testing.account(
        TEXT, id=ACCOUNT, capture="cap", title="Timmy Quade hurt, Gus Holt sought",
        outlet="The Gus Holt Report", source="gus-holt", url="https://x.example/nora-vance-dead",
        published=testing.minute("2024-05-04T08:00"),
    )  # fmt: skip
    copy = dataclasses.replace(told, id=COPY, outlet="Elsewhere", source="elsewhere")
    statements = _statements(told)
    record = _record(told, copy, statements, fields)
    store = open_store(str(path))
    with store.transaction():
        store.put_capture(
            Capture(
                id="cap", sha256="5a" * 32, uri="file:/x/omar-wexcombe.txt",
                media_type="text/plain", fetched=testing.NOW, body=b"x",
            )
        )  # fmt: skip
        for account in (told, copy):
            store.put_reading(_reading(account, _statements(account)))
        members = tuple(
            Membership(report=f"{a.id}#0", incident="n1", score=0.0) for a in (told, copy)
        )
        store.put_incidents([], [Incident(id="n1", memberships=members)])
        store.put_record(record)
        for name in (*fields, "Omar Wexcombe"):
            store.put_judgement(
                Judgement(
                    id=f"j-{len(name)}-{name[:1]}", verb="withhold", subject="n1", object=name,
                    who="ann", at=testing.NOW, why=f"{name} asked for it",
                )
            )  # fmt: skip
    _log(store, statements)
    store.close()
    return path


def _statements(told: Any) -> dict[str, Statement]:
    made = {
        field: testing.statement(told, field, value, words)
        for field, (value, words) in VALUES.items()
    }
    mother = (Speaker(name="Omar Wexcombe", kind="witness"),)
    for role, name, age, outcomes in PEOPLE:
        person = Person(role=role, name=name, age=age)  # type: ignore[arg-type]
        made[name] = testing.statement(told, "person", person, name)
        if outcomes:
            result = Outcome(who=name, result=outcomes[0])  # type: ignore[arg-type]
            made[f"{name} outcome"] = testing.statement(
                told, "outcome", result, name, speakers=mother
            )
    return made


def _record(told: Any, copy: Any, statements: dict[str, Statement], fields: Any) -> Record:
    ids = {name: s.id for name, s in statements.items()}
    findings = tuple(
        Finding(
            field=field, key=value.words if isinstance(value, Thing) else "", value=value,
            status="withheld" if field in fields else "single-source",
            reason="Only The Gus Holt Report, per Omar Wexcombe.", statements=(ids[field],),
            sources=1,
        )
        for field, (value, _) in VALUES.items()
    )  # fmt: skip
    people = tuple(
        PersonEntry(
            name=name, role=role, age=age, gender=None, descriptor=None,  # type: ignore[arg-type]
            outcomes=outcomes, statements=(ids[name],), minor=bool(age and age < 18),
        )
        for role, name, age, outcomes in PEOPLE
    )  # fmt: skip
    when = testing.minute("2024-05-04T01:15", zone="America/Chicago")
    return Record(
        id="n1",
        headline="Nora Vance and Timmy Quade shot, Gus Holt sought",
        findings=findings,
        people=people,
        timeline=(TimelineEntry(time=when, label="Omar Wexcombe called", key="", statements=()),),
        questions=(Question(text="Where is Gus Holt?", origin="said", field="person"),),
        tellings=tuple(
            Telling(
                account=a.id, report=f"{a.id}#0", outlet=a.outlet, title=a.title,
                published=a.published, url=a.url, copy_of=ACCOUNT if a is copy else None,
            )
            for a in (told, copy)
        ),
        statements=tuple(statements.values()),
        revision="r1",
        withheld=(*fields, "Omar Wexcombe"),
    )  # fmt: skip


def _reading(account: Any, statements: dict[str, Statement]) -> Reading:
    report = Report(
        id=f"{account.id}#0", account=account.id, source=account.source,
        published=account.published, statements=tuple(statements.values()),
    )  # fmt: skip
    refused = Rejection(
        account=account.id, field="vehicle", words="teal Zephyr of Gus Holt", reason="no value"
    )
    return Reading(account=account, reports=(report,), rejections=(refused,))


def _log(store: Store, statements: dict[str, Statement]) -> None:
    """Tell in the change log what is withheld, as it was before and as it is."""
    at = testing.NOW.astimezone(dt.UTC)
    changes = [
        Change(kind="new", incident="n1", at=at),
        Change(kind="joined", incident="n1", at=at, other=COPY, accounts=(COPY,)),
        Change(kind="removed", incident="gone", at=at),
        Change(kind="merged", incident="n1", at=at, other="old"),
    ]
    for field, (value, _) in VALUES.items():
        key = value.words if isinstance(value, Thing) else ""
        changes += [
            Change(
                kind="finding", incident="n1", at=at, field=field, key=key, after=value,
                status="single-source", statements=(statements[field].id,), accounts=(ACCOUNT,),
            ),
            Change(
                kind="finding", incident="gone", at=at, field=field, key=key, before=value,
                was="single-source", accounts=(ACCOUNT,),
            ),
        ]  # fmt: skip
    for name in NAMES:
        changes.append(
            Change(
                kind="finding", incident="n1", at=at, field="person", key=name,
                after=Person(role="witness", name=name), status="single-source",
            )
        )  # fmt: skip
    store.put_changes(changes)
    store.redirect("old", "n1")
