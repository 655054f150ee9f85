"""Values out of JSON that others wrote: each checked, each refusal with where it stands."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citydesk.ear.errors import UnusableSensors
from citydesk.ear.files.frames import Frame
from citydesk.ear.model import Sensor

LARGEST = 256 * 1024 * 1024


def load(path: Path) -> Any:
    """Return the JSON of a file, which may not be larger than 256 MB."""
    if path.stat().st_size > LARGEST:
        raise UnusableSensors(f"{path}: larger than 256 MB")
    try:
        return json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnusableSensors(f"{path}: no JSON: {error}") from error


def number(row: Mapping[str, Any], name: str, where: str, default: float | None = None) -> float:
    """Return a finite number, or `default` where the row has none."""
    value = row.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UnusableSensors(f"{where}: {name} must be a finite number, not {value!r:.40}")
    return float(value)


def moment(value: Any, where: str) -> float:
    """Return seconds since 1970 from ISO 8601 with a zone, or from a number of seconds."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    if isinstance(value, str):
        try:
            told = dt.datetime.fromisoformat(value)
        except ValueError as error:
            raise UnusableSensors(f"{where}: no time: {value[:40]!r}") from error
        if told.tzinfo is None:
            raise UnusableSensors(f"{where}: a time without a zone: {value[:40]!r} (add Z for UTC)")
        return told.timestamp()
    raise UnusableSensors(f"{where}: a time is missing or is none: {value!r:.40}")


def text(row: Mapping[str, Any], names: tuple[str, ...], where: str) -> str:
    """Return the first of these that the row has, as one line of at most 200 characters."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:200]
    raise UnusableSensors(f"{where}: {names[0]} is missing")


def frame_of(row: Mapping[str, Any], where: str) -> Frame | None:
    """Return the plane at a row's latitude and longitude, or None where it has x and y."""
    place = _place(row)
    if place.get("lat") is None or place.get("x") is not None:
        return None
    return Frame(lat=_within(place, "lat", 90, where), lon=_within(place, "lon", 180, where))


def sensor(row: Mapping[str, Any], frame: Frame | None, where: str) -> Sensor:
    """Return a sensor from `id`, and x, y, z in metres or lat, lon in degrees and z in metres."""
    name = text(row, ("sensor", "serial_number", "id"), where)
    place = _place(row)
    if frame is not None:
        x, y = frame.metres(_within(place, "lat", 90, where), _within(place, "lon", 180, where))
    else:
        x, y = number(place, "x", where), number(place, "y", where)
    return Sensor(id=name, x=x, y=y, z=number(place, "z", where, 0.0))


def _place(row: Mapping[str, Any]) -> Mapping[str, Any]:
    place = row.get("location")
    return place if isinstance(place, dict) else row


def _within(row: Mapping[str, Any], name: str, most: float, where: str) -> float:
    value = number(row, name, where)
    if abs(value) > most:
        raise UnusableSensors(f"{where}: {name} is {value}, which is not in degrees")
    return value
