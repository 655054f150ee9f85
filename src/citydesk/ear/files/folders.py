"""Folders and files become hearings.

A folder that holds `allpulses.json`, `nlos-tuples.json` or sound with its `.json` beside it is one
hearing; so is every such folder below. `weather.json` gives the temperature. A file of JSON Lines
holds one impulse a line: `sensor`, `time`, `x`, `y`, `z` (metres) or `lat`, `lon` (degrees), and
`snr`, `level` (dB) where known.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from citydesk.ear.errors import UnusableSensors
from citydesk.ear.files.frames import Frame
from citydesk.ear.files.hearing import Hearing, Recording
from citydesk.ear.files.lines import rows
from citydesk.ear.files.values import frame_of, load, moment, number, sensor
from citydesk.ear.model import Impulse, Sensor, Weather

SOUND = (".flac", ".wav", ".ogg")
PULSES, TUPLES, WEATHER = "allpulses.json", "nlos-tuples.json", "weather.json"


def hearings(paths: Sequence[Path]) -> Iterator[Hearing]:
    """Yield every hearing of these folders and files, in order of their names."""
    sounds: list[Path] = []
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        elif path.suffix in SOUND:
            sounds.append(path)
        elif path.is_file():
            yield _of_rows(path.stem, rows(path), Weather())
        else:
            raise UnusableSensors(f"{path}: no such file or folder")
    if sounds:
        yield _of_sound(sounds[0].parent.name or "sound", sounds, Weather())


def _below(top: Path) -> Iterator[Hearing]:
    found = False
    for folder in (top, *sorted(path for path in top.rglob("*") if path.is_dir())):
        name = folder.relative_to(top).as_posix()
        held = _folder(folder, top.resolve().name if name == "." else name)
        if held is not None:
            found = True
            yield held
    if not found:
        raise UnusableSensors(
            f"{top}: no impulses ({PULSES}, *.jsonl) and no sound with its .json beside it"
        )


def _folder(folder: Path, name: str) -> Hearing | None:
    sounds = sorted(path for path in folder.iterdir() if path.suffix in SOUND)
    lines = sorted(folder.glob("*.jsonl"))
    weather = _weather(folder / WEATHER)
    if (folder / PULSES).is_file():
        given = load(folder / PULSES)
        held = _of_rows(name, enumerate(_objects(given, folder / PULSES), 1), weather)
        tuples = folder / TUPLES
        groups = _groups(load(tuples), held.impulses, tuples) if tuples.is_file() else ()
        heard = _of_sound(name, sounds, weather) if sounds and held.frame is None else None
        known = {one.id for one in held.sensors}
        return Hearing(
            test=name,
            sensors=held.sensors
            + tuple(one for one in (heard.sensors if heard else ()) if one.id not in known),
            impulses=held.impulses,
            groups=groups,
            recordings=heard.recordings if heard else (),
            weather=weather,
            frame=held.frame,
        )
    if lines:
        return _of_rows(name, (row for path in lines for row in rows(path)), weather)
    if sounds and any(path.with_suffix(".json").is_file() for path in sounds):
        return _of_sound(name, sounds, weather)
    return None


def _objects(given: Any, path: Path) -> list[Mapping[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise UnusableSensors(f"{path}: must be a list of objects")
    return given


def _weather(path: Path) -> Weather:
    if not path.is_file():
        return Weather()
    told = load(path)
    if not isinstance(told, dict) or told.get("temperature") is None:
        return Weather()
    degrees = number(told, "temperature", str(path))
    if not -60 <= degrees <= 60:
        raise UnusableSensors(f"{path}: {degrees} °C is no temperature of the air")
    return Weather(temperature=degrees)


def _of_rows(
    name: str, given: Iterable[tuple[int, Mapping[str, Any]]], weather: Weather
) -> Hearing:
    impulses: list[Impulse] = []
    frame: Frame | None = None
    places: dict[str, list[Sensor]] = {}
    for at, row in given:
        where = f"{name}, impulse {at}"
        if not impulses:
            frame = frame_of(row, where)
        one = sensor(row, frame, where)
        places.setdefault(one.id, []).append(one)
        time = row.get("time", row.get("arrival_time_utc"))
        level = row.get("level", row.get("power_dB_SPL"))
        impulses.append(
            Impulse(
                sensor=one.id,
                time=moment(time, where),
                snr=number(row, "snr", where, number(row, "signal_to_noise_dB", where, 12.0)),
                level=None if level is None else number({"level": level}, "level", where),
                id=str(row.get("id", row.get("pulse_uuid", "")))[:80],
            )
        )
    return Hearing(
        test=name,
        sensors=tuple(_middle(told) for told in places.values()),
        impulses=tuple(impulses),
        weather=weather,
        frame=frame,
    )


def _middle(told: Sequence[Sensor]) -> Sensor:
    """Return a sensor's place where several of its impulses give it: the median."""
    x, y, z = (statistics.median(getattr(one, axis) for one in told) for axis in "xyz")
    return Sensor(id=told[0].id, x=x, y=y, z=z)


def _groups(given: Any, impulses: Sequence[Impulse], path: Path) -> tuple[tuple[Impulse, ...], ...]:
    by_id = {one.id: one for one in impulses}
    groups = []
    for row in _objects(given, path):
        named = row.get("pulse_uuids")
        if not isinstance(named, list):
            raise UnusableSensors(f"{path}: pulse_uuids must be a list")
        first: dict[str, Impulse] = {}
        for one in sorted(
            (by_id[name] for name in named if name in by_id), key=lambda one: one.time
        ):
            first.setdefault(one.sensor, one)
        groups.append(tuple(first.values()))
    return tuple(groups)


def _of_sound(name: str, sounds: Sequence[Path], weather: Weather) -> Hearing:
    told = {path: path.with_suffix(".json") for path in sounds}
    missing = [path.name for path, beside in told.items() if not beside.is_file()]
    if missing:
        raise UnusableSensors(
            f"{name}: {missing[0]} has no .json beside it with its sensor, place and start time"
        )
    frame: Frame | None = None
    sensors: dict[str, Sensor] = {}
    recordings: list[Recording] = []
    for path, beside in told.items():
        row = load(beside)
        if not isinstance(row, dict):
            raise UnusableSensors(f"{beside}: must be an object")
        if not recordings:
            frame = frame_of(row, str(beside))
        one = sensor(row, frame, str(beside))
        start = moment(row.get("timestamp", row.get("start")), str(beside))
        sensors[one.id] = one
        recordings.append(Recording(path=path, sensor=one.id, start=start))
    return Hearing(
        test=name,
        sensors=tuple(sensors.values()),
        recordings=tuple(recordings),
        weather=weather,
        frame=frame,
    )
