"""Withheld people as they arrive: in articles, pages, mails, tables and radio calls.

For each an article, a page with a captioned picture, a mail, a row of a table and a radio call are
written into a folder and added as anybody adds; the names stand in titles, texts, captions, file
names, addresses, heads of mails and columns. An editor withholds them, and somebody free has the
same surname. Everybody is invented.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citydesk import testing
from citydesk.base.names import plain
from citydesk.flow import pipeline
from citydesk.store import Store, open_store
from tests.privacy.leaks import Child, children, text_of

TOWNS = (
    ("Topeka", "KS"), ("Dayton", "OH"), ("Boise", "ID"), ("Tacoma", "WA"), ("Macon", "GA"),
    ("Tulsa", "OK"), ("Fresno", "CA"), ("Albany", "NY"), ("Mobile", "AL"), ("Peoria", "IL"),
)  # fmt: skip
COLUMNS = ("id", "date", "name", "armed_with", "agency_ids", "location_precision", "city", "state",
           "age", "gender", "latitude", "longitude")  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Where and when a person of some number was hurt."""

    number: int
    name: str
    namesake: str

    @property
    def town(self) -> str:
        return ", ".join(TOWNS[self.number % len(TOWNS)])

    @property
    def day(self) -> str:
        return f"2024-{1 + self.number // 27 % 12:02d}-{1 + self.number % 27:02d}"

    @property
    def hurt(self) -> dt.datetime:
        return dt.datetime.fromisoformat(f"{self.day}T21:15:00-05:00")

    @property
    def slug(self) -> str:
        return f"{plain(self.name).replace(' ', '-' if self.number % 2 else '')}-{self.number}"

    @property
    def text(self) -> str:
        given, _, family = self.name.partition(" ")
        lead = (
            f"{self.town.upper()} – {self.name}, 9, was shot and wounded at 9:15 p.m. in the"
            f" {1 + self.number}00 block of Juniper Road in {self.town}, police said on {self.day}."
        )
        list_of = f"The list reads: {family or given}, {given} Quillfeather, 9, {self.town}."
        return f"{lead} {text_of(self.name, self.namesake)}\n\n{list_of}"


def everybody(many: int) -> Iterator[Told]:
    """Yield people, each with a free namesake."""
    names = list(children(max(many, 210)))
    for number in range(many):
        name = names[number * len(names) // many]
        last = name.replace(" Jr.", "").split(" ")[-1]
        yield Told(number, name, f"Archibald {last}" if len(last) > 1 else "Archibald Freeman")


def make(path: Path, many: int) -> list[Child]:
    """Make the desk; return who is withheld in it."""
    folder = path.parent / "arriving"
    folder.mkdir()
    people = list(everybody(many))
    for told in people:
        _write(folder, told)
    with (folder / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for told in people:
            city, state = told.town.split(", ")
            rows.writerow([told.number, told.day, told.name, "unknown", "", "", city, state, 9,
                           "male", "", ""])  # fmt: skip
    with contextlib.closing(open_store(str(path))) as store:
        pipeline.add(store, [str(folder)])
        for told in people:
            _withhold(store, told)
    return [
        Child(t.name, t.namesake, "no-incident-", "no-account-", "no-statement-") for t in people
    ]


def _write(folder: Path, told: Told) -> None:
    article = {
        "id": f"{told.slug}-hurt", "published": f"{told.day}T23:00:00-05:00", "text": told.text,
        "title": f"{told.name} hurt", "outlet": f"The {told.name} Report",
        "url": f"https://x.example/{told.slug}",
    }  # fmt: skip
    (folder / f"{told.slug}.json").write_text(json.dumps(article), "utf-8")
    (folder / f"{told.slug}.html").write_text(_page(told), "utf-8")
    (folder / f"{told.slug}.eml").write_bytes(_mail(told))
    call = {
        "start_time": int(told.hurt.timestamp()), "talkgroup": 1201, "short_name": "harbor",
        "talkgroup_tag": f"Dispatch {told.slug}", "call_length": 9.0,
        "transcript": [{"start": 0.4, "end": 4.0, "unit": "Dispatch",
                        "text": f"A child is shot, {1 + told.number}00 block of Juniper Road,"
                                f" {told.town}. Name is {told.name}, nine years old."}],
    }  # fmt: skip
    (folder / f"call-{told.slug}.json").write_text(json.dumps(call), "utf-8")


def _page(told: Told) -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{told.name} shot</title>'
        f'<meta property="article:published_time" content="{told.day}T22:00:00-05:00">'
        f'<meta property="og:site_name" content="{told.name} News"><meta name="author" content='
        f'"{told.name}"><link rel="canonical" href="https://y.example/{told.slug}"></head><body>'
        f'<article><h1>{told.name} shot in {told.town}</h1><figure><img src="/{told.slug}.jpg"'
        f' alt="{told.name} at school"><figcaption>{told.name} in May. Photo: {told.name}'
        f"</figcaption></figure><p>{told.text}</p><p>Neighbors went west. The road was open in the"
        f" morning, and the school sent its counselors.</p></article></body></html>"
    )


def _mail(told: Told) -> bytes:
    head = (
        f"From: {told.slug}@ledger.example\r\nTo: tips@desk.example\r\n"
        f"Subject: {told.slug} is hurt\r\nMessage-ID: <{told.slug}@ledger.example>\r\n"
        f"Date: {told.hurt:%a, %d %b %Y %H:%M:%S} -0500\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f'Content-Disposition: inline; filename="{told.slug}.txt"\r\n\r\n'
    )
    return f"{head}{told.text}\r\n".encode()


def _withhold(store: Store, told: Told) -> None:
    """Withhold a person in every incident that tells of them, as an editor would."""
    decided = set[str]()
    while True:
        found = [
            r.id
            for r in store.records()
            if r.id not in decided and any(_tells(store, t.account, told) for t in r.tellings)
        ]
        if not found:
            return
        for incident in found:
            decided.add(incident)
            pipeline.judge(store, testing.judgement("withhold", incident, told.name))


def _tells(store: Store, account: str, told: Told) -> bool:
    held = store.account(account)
    return told.name in f"{held.title}\n{held.text}" or told.slug in f"{held.id} {held.url}"
