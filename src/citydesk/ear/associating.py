"""Impulses of many sensors, echoes and other sounds included, become bursts.

Scan for the place and moment that most sensors agree on; find the other rounds fired there by their
cadence, which all sensors hear alike; take what the burst explains out of the way; scan again. An
echo cannot make a burst of its own: its delay is different at every sensor, so no place explains
it, and for a while after a shot further impulses count for little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from citydesk.ear.air import expected_speed
from citydesk.ear.checking import check_sensors
from citydesk.ear.evidence import Heard, Matching
from citydesk.ear.matching import settle, without
from citydesk.ear.model import Burst, Impulse, Sensor, Weather
from citydesk.ear.scanning import Guess, Tile, forget, scan
from citydesk.ear.solving import Floats

QUIET = 3.5
LONGEST = 20.0
OVERLAP = 4.0
MOST_BURSTS = 200
RIVAL = 12.0


def associate(
    impulses: Iterable[Impulse],
    sensors: Sequence[Sensor],
    *,
    weather: Weather | None = None,
    how: Matching | None = None,
) -> list[Burst]:
    """Group impulses (times in s) of sensors (places in m) into bursts, in order of time."""
    how, weather = how or Matching(), weather or Weather()
    check_sensors(tuple(sensors))
    known = {one.id for one in sensors}
    good = [one for one in impulses if one.sensor in known and math.isfinite(one.time)]
    bursts: list[Burst] = []
    for window in windows(sorted(good, key=lambda one: one.time)):
        for burst in _window(window, sensors, weather, how):
            if not any(_same(burst, seen) for seen in bursts[-8:]):
                bursts.append(burst)
    return sorted(bursts, key=lambda burst: burst.rounds[0][0].time)


def windows(impulses: Sequence[Impulse]) -> Iterator[list[Impulse]]:
    """Cut impulses (sorted by time) where it is quiet, and every `LONGEST` s where it never is."""
    window: list[Impulse] = []
    for one in impulses:
        if window and one.time - window[-1].time > QUIET:
            yield window
            window = []
        elif window and one.time - window[0].time > LONGEST:
            yield window
            window = [old for old in window if one.time - old.time < OVERLAP]
        window.append(one)
    if window:
        yield window


def _same(one: Burst, other: Burst) -> bool:
    ids = {(i.sensor, i.time) for each in one.rounds for i in each}
    return bool(ids & {(i.sensor, i.time) for each in other.rounds for i in each})


def _window(
    window: list[Impulse], sensors: Sequence[Sensor], weather: Weather, how: Matching
) -> Iterator[Burst]:
    heard = _arrays(window, sensors, weather, how)
    known: dict[Tile, list[Guess]] = {}
    bare = Burst(sensors=tuple(sensors), rounds=(), weather=weather)
    for _ in range(MOST_BURSTS):
        if sum(len(times) > 0 for times in heard.times) < how.sensors:
            return
        guesses = scan(heard, how, known)
        told = [
            found
            for guess in guesses
            if guess[2] > max(how.hint, guesses[0][2] - RIVAL)
            and (found := settle(heard, guess, bare, how)) is not None
            and (guess[2] > how.evidence or found.worth > how.plain)
        ]
        if not told:
            return
        best = max(told, key=lambda one: one.worth)
        yield best.burst
        heard = without(heard, best.rounds, how)
        forget(known, np.array(best.burst.near))


def _arrays(
    window: list[Impulse], sensors: Sequence[Sensor], weather: Weather, how: Matching
) -> Heard:
    origin = window[0].time
    length = max(window[-1].time - origin, 5.0)
    own: dict[str, list[Impulse]] = {one.id: [] for one in sensors}
    for one in window:
        own[one.sensor].append(one)
    return Heard(
        places=np.array([(one.x, one.y, one.z) for one in sensors], dtype=float),
        times=tuple(np.array([one.time - origin for one in each]) for each in own.values()),
        rates=tuple(_rates(each, max(how.rate, len(each) / length), how) for each in own.values()),
        impulses=tuple(tuple(each) for each in own.values()),
        speed=expected_speed(weather)[0],
        origin=origin,
    )


def _rates(own: Sequence[Impulse], rate: float, how: Matching) -> Floats:
    """Return the rate (1/s) of other sounds as strong as each impulse: strong ones are rarer."""
    strong = np.array([one.snr for one in own]) - how.usual
    rates: Floats = rate * np.exp(np.clip(-how.telling * strong, -3.0, 2.5))
    return rates
