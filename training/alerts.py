"""Gunshot alerts that never were, for the real incidents of the archive: to learn and measure by.

No real alert is known for the articles of the corpus, so each incident with a point gets one as a
sensor would have told it: at the archive's day and point and at the hour that the article tells,
with the noise of a sensor (`METRES`, `SECONDS`); some have coordinates of three decimals. They
hide among alerts of other incidents of the archive, in the same cities and some days around the
articles' days, at hours drawn from those that articles tell.

The hour is told by hand annotation where there is one (when the shots were fired, the words that a
careful reader found for the day), else by the first clock in the article: never by our own reader.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.accounts import prepare
from citydesk.mappings import CodeMap, Meaning, PlaceColumns, RowMapping, TimeColumn
from citydesk.model import Capture, Reading
from citydesk.reading import read
from citydesk.sources import Tables, collect
from citydesk.words import state_words

__all__ = ["MAPPING", "Alert", "alerts_of", "clocks_told", "index_rows", "read_alerts"]

METRES, SECONDS = 25.0, 10.0  # standard deviations of a sensor's place and time
ROUNDED = 0.3  # share of alerts with coordinates of three decimals
DAYS = 7
DEGREE = 111_200
CLOCK = re.compile(r"(?<![\d:.])(1[0-2]|0?[1-9])(?::([0-5]\d))? ?([ap])\.?m\b", re.IGNORECASE)
PAGE = re.compile(r"(?:posted|updated|published)[^.\n]{0,40}\Z", re.IGNORECASE)
STAMP = re.compile(r" ?\(?[ECMP][SD]T\b")
CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
    " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
STATES = {state_words(code).removeprefix("the "): code for code in re.split(" ", CODES)}

COLUMNS = ("alert", "moment", "type", "latitude", "longitude", "city", "state", "block")
MAPPING = RowMapping(
    id="sensors",
    name="Gunshot alerts of many cities",
    outlet="Gunshot sensors",
    voice="sensor",
    kind="alert",
    key="alert",
    columns=("alert", "moment", "latitude", "longitude"),
    time=TimeColumn(column="moment"),
    place=PlaceColumns(
        address=("block",), city="city", state="state", lat="latitude", lon="longitude",
        precision="block", radius=100.0,
    ),
    codes=(CodeMap(column="type", codes={
        "multiple gunshots": Meaning(field="kind", value="gunshot alert"),
    }),),
    event="sensor alert",
)  # fmt: skip


@dataclass(frozen=True)
class Alert:
    """One activation: `incident` is the archive's, of gold or of the others."""

    ident: str
    incident: str
    moment: dt.datetime
    lat: float
    lon: float
    block: str
    city: str
    state: str


def clocks_told(corpus: Path) -> dict[str, dt.time]:
    """Return the hour at which shots were fired, of each article that tells one."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(corpus / "mentions.jsonl.gz"):
        spans[row["account"]] += [
            (t["start"], t["end"]) for t in row["times"] if t["event"] == "shots"
        ]
    quotes = {r["account"]: (r["day_words"] or {}).get("quote", "") for r in _rows(
        corpus / "read.jsonl.gz"
    )}  # fmt: skip
    found: dict[str, dt.time] = {}
    for row in _rows(corpus / "articles.jsonl.gz"):
        text, ident = row["text"], row["id"]
        by_hand = [text[start:end] for start, end in spans.get(ident, ())]
        told = next(filter(None, map(_clock, [*by_hand, quotes.get(ident, "")])), None)
        told = told if ident in spans else told or _clock(text)
        if told:
            found[ident] = told
    return found


def _clock(text: str) -> dt.time | None:
    """Return the first clock reading of a text that is none of the page's own."""
    for told in CLOCK.finditer(text):
        before = max(0, told.start() - 60)
        if not PAGE.search(text, before, told.start()) and not STAMP.match(text, told.end()):
            hour = int(told[1]) % 12 + 12 * (told[3].lower() == "p")
            return dt.time(hour, int(told[2] or 0))
    return None


def alerts_of(
    gold: Sequence[Mapping[str, Any]],
    corpus: Path,
    *,
    others: int,
    seed: int,
    again: float = 0.0,
    days: int = DAYS,
) -> list[Alert]:
    """Return an alert for each incident that has a point, and `others` among which these hide.

    `again` is the share of incidents of which a second alert tells: of the same burst. `days` is
    how far from an incident's day the others lie at most.
    """
    draw, clocks = random.Random(seed), clocks_told(corpus)
    hours = sorted(clocks.values())
    asked = [g for g in gold if g["lat"] is not None]
    made: list[Alert] = []
    for g in asked:
        clock = next((clocks[a] for a in g["articles"] if a in clocks), None) or draw.choice(hours)
        moment = dt.datetime.combine(dt.date.fromisoformat(g["date"]), clock)
        made.append(_heard(g, moment, f"own{g['id']}", g["id"], draw))
        if draw.random() < again:
            made.append(_heard(g, moment, f"again{g['id']}", g["id"], draw))
    by_city: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in _rows(corpus / "incidents_2013_2018.jsonl.gz"):
        if row["lat"] is not None:
            by_city[row["state"], row["city"]].append(row)
    near = [g for g in asked if len(by_city[g["state"], g["city"]]) >= 20]
    for number in range(others):
        g = near[number % len(near)]
        other = draw.choice(by_city[g["state"], g["city"]])
        day = dt.date.fromisoformat(g["date"]) + dt.timedelta(days=draw.randint(-days, days))
        moment = dt.datetime.combine(day, draw.choice(hours))
        moment += dt.timedelta(minutes=draw.randint(-30, 30))
        made.append(_heard(other, moment, f"other{number}", f"other{number}", draw))
        if draw.random() < again:
            made.append(_heard(other, moment, f"echo{number}", f"other{number}", draw))
    return made


def _heard(
    row: Mapping[str, Any], moment: dt.datetime, ident: str, incident: str, draw: random.Random
) -> Alert:
    east = DEGREE * max(0.1, math.cos(math.radians(row["lat"])))
    lat = row["lat"] + draw.gauss(0, METRES) / DEGREE
    lon = row["lon"] + draw.gauss(0, METRES) / east
    digits = 3 if draw.random() < ROUNDED else 6
    return Alert(
        ident=ident,
        incident=incident,
        moment=moment + dt.timedelta(seconds=draw.gauss(0, SECONDS)),
        lat=round(lat, digits),
        lon=round(lon, digits),
        block=(row["address"] or "").strip(),
        city=row["city"],
        state=STATES.get(row["state"], ""),
    )


def read_alerts(alerts: Iterable[Alert], folder: Path, *, blocks: bool) -> list[Reading]:
    """Return the readings of alerts, through a table and its mapping; `blocks` names the block."""
    path = folder / "alerts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(
            ["alert", "moment", "type", "latitude", "longitude", "city", "state", "block"]
        )
        for a in alerts:
            block = a.block if blocks else ""
            moment = a.moment.isoformat(timespec="seconds")
            table.writerow(
                [a.ident, moment, "multiple gunshots", a.lat, a.lon, a.city, a.state, block]
            )
    known = {MAPPING.id: MAPPING}
    items = collect([str(path)], tables=Tables(known=known))
    accounts = [prepare(item, mappings=known) for item in items if isinstance(item, Capture)]
    return list(read(accounts, mappings=known))


def index_rows(corpus: Path, gold: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return other incidents of the archive in these towns, to make an index of streets from."""
    own = {g["id"] for g in gold}
    towns = {(g["state"], g["city"]) for g in gold}
    return [
        r
        for r in _rows(corpus / "incidents_2013_2018.jsonl.gz")
        if (r["state"], r["city"]) in towns
        and r["id"] not in own
        and r["lat"] is not None
        and (r["address"] or "").strip()
    ]


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
