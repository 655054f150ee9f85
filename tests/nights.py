"""One invented night in Topeka, told by every kind of account: for tests, and to look at."""

from __future__ import annotations

import csv
import io
import json
import wave
from pathlib import Path
from typing import Any

from citydesk.mappings import RowMapping, mapping_of
from citydesk.sources import Tables
from citydesk.streets.builders import add

__all__ = ["ARTICLES", "TABLES", "write_night"]

ARTICLES = {
    "first.txt": (
        "date 2024-05-04T06:10-05:00\noutlet The Kaw Ledger\n\n"
        "Man wounded in shooting on Elm Street\n\n"
        "TOPEKA, Kan. — A man was shot and wounded about 11:40 p.m. Friday in the 1200 block of Elm"
        " Street in Topeka, police said. He was taken to a hospital."
    ),
    "second.txt": (
        "date 2024-05-04T09:30-05:00\noutlet KTPX\n\n"
        "One hurt in late-night gunfire\n\n"
        "TOPEKA, Kan. (KTPX) — Gunfire left a 34-year-old man hurt in the 1200 block of Elm Street"
        " in Topeka at about 11:40 p.m. on Friday, according to police."
    ),
    "third.txt": (
        "date 2024-05-05T08:00-05:00\noutlet The Shawnee Post\n\n"
        "Police seek witnesses to Elm Street shooting\n\n"
        "Topeka police asked for witnesses on Saturday to a shooting in which a 34-year-old man was"
        " wounded Friday at 11:41 p.m. in the 1200 block of Elm Street in Topeka, Kansas."
    ),
}
PLACE = {"in_city": "Topeka", "in_state": "KS"}
MAPPINGS: dict[str, dict[str, Any]] = {
    "topeka-dispatch": {
        "name": "Topeka calls", "outlet": "Topeka dispatch", "voice": "dispatcher", "kind": "call",
        "key": "call_id", "columns": ["call_id", "opened", "call_type", "block"], "event": "call",
        "time": {"column": "opened", "zone": "America/Chicago", "order": "mdy"},
        "place": {"address": ["block"], "precision": "block", "radius": 150, **PLACE},
        "codes": [{"column": "call_type",
                   "codes": {"SHOTS": {"field": "kind", "value": "shots fired"}}}],
    },
    "topeka-sensors": {
        "name": "Topeka gunshot alerts", "outlet": "Topeka sensors", "voice": "sensor",
        "kind": "alert", "key": "alert_id",
        "columns": ["alert_id", "heard", "rounds", "lat", "lon"],
        "event": "sensor alert", "time": {"column": "heard", "zone": "America/Chicago"},
        "place": {"lat": "lat", "lon": "lon", "precision": "point", "radius": 25, **PLACE},
        "fixed": {"kind": "gunshot alert"}, "violent": True,
    },
}  # fmt: skip
TABLES = {
    "dispatch.csv": [
        ["call_id", "opened", "call_type", "block"],
        ["24-117", "05/03/2024 11:42 PM", "SHOTS", "1200 BLOCK OF ELM ST"],
    ],
    "sensors.csv": [
        ["alert_id", "heard", "rounds", "lat", "lon"],
        ["A-1", "2024-05-03T23:39:52", "3", "39.05031", "-95.69012"],
        ["A-2", "2024-05-03T23:39:58", "2", "39.05042", "-95.69030"],
    ],
    "archive.csv": [
        ["Incident ID", "Incident Date", "State", "City Or County", "Address", "Victims Killed",
         "Victims Injured"],
        ["900117", "May 3, 2024", "Kansas", "Topeka", "1200 block of Elm Street", "0", "1"],
    ],
}  # fmt: skip
CALL: dict[str, Any] = {
    "start_time": 1714797700,  # 23:41:40 in Topeka
    "talkgroup": 1201,
    "talkgroup_tag": "PD Dispatch 1",
    "short_name": "topeka",
    "call_length": 9.0,
    "transcript": [
        {"start": 0.4, "end": 4.0, "text": "Shots fired, 1200 block of Elm Street, Topeka.",
         "unit": "Dispatch"},
        {"start": 4.5, "end": 8.2, "text": "One man shot in the leg, medics are on scene.",
         "unit": "4 Adam 12"},
    ],
}  # fmt: skip
POINTS = [
    ["address", "city", "state", "lat", "lon"],
    *([f"{number} Elm Street", "Topeka", "KS", 39.0503, -95.70 + number / 120_000]
      for number in range(1100, 1400, 10)),
]  # fmt: skip


def tables() -> Tables:
    """Return the mappings of the night: those that ship, and the town's own two."""
    from citydesk.mappings import packaged

    own: dict[str, RowMapping] = {name: mapping_of(name, told) for name, told in MAPPINGS.items()}
    return Tables(known={**packaged(), **own})


def write_night(folder: Path) -> Path:
    """Write the accounts into a folder, and an index of the town's street beside it."""
    accounts = folder / "night"
    accounts.mkdir()
    for name, text in ARTICLES.items():
        (accounts / name).write_text(text, encoding="utf-8")
    for name, rows in TABLES.items():
        _write(accounts / name, rows)
    (accounts / "call-1.json").write_text(json.dumps(CALL), encoding="utf-8")
    (accounts / "call-1.wav").write_bytes(_sound(9.0))
    _write(folder / "points.csv", POINTS)
    add(folder / "points.csv", folder / "streets", name="topeka")
    return accounts


def _write(path: Path, rows: list[list[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def _sound(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(b"\0\0" * int(8000 * seconds))
    return made.getvalue()
