"""`sensors.toml`: who listens where, and what of it is kept.

::

    name = "North End"          # who runs the sensors
    city = "Alder Falls"        # their town, so that what is told can be found
    state = "OH"
    temperature = 12            # °C; leave it out and places are less sure
    keep = "heard"              # folder of activations and clips
    seconds = 4                 # of sound around a shot, 10 at most; 0 keeps none
    mute_below = 0              # Hz; 4000 takes speech out of what is kept

    [[sensor]]
    id = "roof-1"
    lat = 40.4406               # or x, y in metres; z in metres
    lon = -79.9959
    folder = "incoming/roof-1"  # files that appear here, named by start time or with .json
    # url = "http://…"          # or a stream, through ffmpeg; delay = seconds it comes late

    [[place]]
    name = "1200 block of Elm Street"   # what a place is called: told of shots within 150 m
    lat = 40.4411
    lon = -79.9962
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.ear.checking import check_sensors
from citydesk.ear.errors import UnusableSensors
from citydesk.ear.files.frames import Frame
from citydesk.ear.files.values import frame_of, number, sensor, text
from citydesk.ear.model import Sensor, Weather
from citydesk.ear.telling import Names

MOST_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Where a sensor's sound comes from: a `folder` that fills, or a `url`, `delay` s late."""

    sensor: str
    folder: Path | None = None
    url: str = ""
    delay: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A network that listens. `seconds` of sound are kept, nothing of it below `mute_below` Hz."""

    names: Names
    sensors: tuple[Sensor, ...]
    feeds: tuple[Feed, ...]
    weather: Weather
    keep: Path
    seconds: float
    mute_below: float
    frame: Frame | None


def load_config(path: Path) -> Config:
    """Read and check a configuration; paths in it are relative to it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableSensors(f"{path}: {error}") from error
    rows = told.get("sensor")
    if not isinstance(rows, list) or len(rows) < 3 or not all(isinstance(x, dict) for x in rows):
        raise UnusableSensors(f"{path}: at least three [[sensor]] are needed for a place")
    frame = frame_of(rows[0], f"{path}, sensor 1")
    sensors = tuple(sensor(row, frame, f"{path}, sensor {at}") for at, row in enumerate(rows, 1))
    if len({one.id for one in sensors}) < len(sensors):
        raise UnusableSensors(f"{path}: two sensors have the same id")
    check_sensors(sensors)
    seconds = number(told, "seconds", str(path), 4.0)
    if not 0 <= seconds <= MOST_SECONDS:
        raise UnusableSensors(f"{path}: seconds must be between 0 and {MOST_SECONDS:.0f}")
    temperature = told.get("temperature")
    return Config(
        names=_names(told, frame, path),
        sensors=sensors,
        feeds=tuple(_feed(row, one.id, path) for row, one in zip(rows, sensors, strict=True)),
        weather=Weather(
            temperature=None if temperature is None else number(told, "temperature", str(path))
        ),
        keep=path.parent / str(told.get("keep", "heard")),
        seconds=seconds,
        mute_below=number(told, "mute_below", str(path), 0.0),
        frame=frame,
    )


def _names(told: Mapping[str, Any], frame: Frame | None, path: Path) -> Names:
    rows = told.get("place", [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise UnusableSensors(f"{path}: places are written as [[place]] with name, lat, lon")
    places = []
    for at, row in enumerate(rows, 1):
        where = f"{path}, place {at}"
        name = text(row, ("name",), where)
        spot = sensor({**row, "id": name}, frame, where)
        places.append((name, spot.x, spot.y))
    return Names(
        network=str(told.get("name", "Acoustic sensors"))[:100],
        city=str(told.get("city", ""))[:100],
        state=str(told.get("state", ""))[:40],
        places=tuple(places),
    )


def _feed(row: Mapping[str, Any], name: str, path: Path) -> Feed:
    folder, url = row.get("folder"), row.get("url", "")
    if (folder is None) == (not url):
        raise UnusableSensors(f"{path}: sensor {name} needs a folder or a url, and not both")
    return Feed(
        sensor=name,
        folder=None if folder is None else path.parent / str(folder),
        url=str(url),
        delay=number(row, "delay", f"{path}, sensor {name}", 0.0),
    )
