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
from citydesk.ear.evidence import Heard, Matching, chance, ground
from citydesk.ear.model import Burst, Impulse, Sensor, Weather
from citydesk.ear.scanning import scan
from citydesk.ear.solving import Floats

QUIET = 3.5
LONGEST = 20.0
OVERLAP = 4.0
WIDE = 3.5
SEPARATE = 0.045
MOST_BURSTS = 200


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
    origin = window[0].time
    length = max(window[-1].time - origin, 5.0)
    rows = {one.id: row for row, one in enumerate(sensors)}
    own: list[list[Impulse]] = [[] for _ in sensors]
    for one in window:
        own[rows[one.sensor]].append(one)
    heard = Heard(
        np.array([(one.x, one.y, one.z) for one in sensors], dtype=float),
        tuple(np.array([one.time - origin for one in each]) for each in own),
        tuple(np.full(len(each), max(how.rate, len(each) / length)) for each in own),
        expected_speed(weather)[0],
    )
    for _ in range(MOST_BURSTS):
        guess = scan(heard, how) if _enough(heard, how) else None
        if guess is None or guess[2] < how.evidence:
            return
        first = _matched(heard, guess[0], guess[1], how)
        if len(first) < how.sensors:
            return
        rounds = _rounds(heard, first, how)
        yield Burst(
            sensors=tuple(sensors),
            rounds=tuple(
                tuple(own[row][at] for row, at in sorted(each.items())) for each in rounds
            ),
            weather=weather,
            near=(float(guess[0][0]), float(guess[0][1])),
        )
        own, heard = _without(own, heard, rounds, how)


def _enough(heard: Heard, how: Matching) -> bool:
    return sum(len(times) > 0 for times in heard.times) >= how.sensors


def _matched(heard: Heard, place: Floats, moment: float, how: Matching) -> dict[int, int]:
    """For each sensor the impulse next to its predicted arrival, where one is near enough."""
    distance = np.linalg.norm(ground(place[None], heard.places) - heard.places, axis=1)
    matched = {}
    for row, times in enumerate(heard.times):
        if len(times):
            off = np.abs(times - distance[row] / heard.speed - moment)
            if off.min() < WIDE * how.stray and chance(distance[row : row + 1], how)[0] > 0.03:
                matched[row] = int(off.argmin())
    return matched


def _rounds(heard: Heard, first: dict[int, int], how: Matching) -> list[dict[int, int]]:
    """Return all rounds with the cadence that the first's sensors share, in order of time."""
    paths = {row: heard.times[row][at] for row, at in first.items()}
    lags = np.unique(np.concatenate([heard.times[row] - path for row, path in paths.items()]))
    value = np.zeros(len(lags))
    for row, path in paths.items():
        off = (heard.times[row] - path - lags[:, None]) / how.repeat
        peak = (np.exp(-0.5 * off**2) / heard.rates[row]).max(axis=1) / (how.repeat * 2.5066)
        value += np.log(0.3 + 0.7 * peak)
    rounds, taken = [(0.0, first)], [0.0]
    for at in np.argsort(-value):
        if value[at] < how.round_evidence:
            break
        if min(abs(lags[at] - lag) for lag in taken) < SEPARATE:
            continue
        taken.append(float(lags[at]))
        found = _repeated(heard, paths, float(lags[at]), how)
        if len(found) >= max(3, 0.4 * len(first)):
            rounds.append((float(lags[at]), found))
    return [found for _, found in sorted(rounds, key=lambda pair: pair[0])]


def _repeated(heard: Heard, paths: dict[int, float], lag: float, how: Matching) -> dict[int, int]:
    found = {}
    for row, path in paths.items():
        off = np.abs(heard.times[row] - path - lag)
        if off.min() < WIDE * how.repeat:
            found[row] = int(off.argmin())
    return found


def _without(
    own: list[list[Impulse]], heard: Heard, rounds: list[dict[int, int]], how: Matching
) -> tuple[list[list[Impulse]], Heard]:
    """Take the burst's impulses out and let what rings after them count for little."""
    keep, times, rates = [], [], []
    for row, mine in enumerate(heard.times):
        used = sorted(each[row] for each in rounds if row in each)
        rate = heard.rates[row].copy()
        for at in used:
            after = mine - mine[at]
            ringing = (after > -0.03) & (after < how.ringing)
            rate[ringing] = np.maximum(rate[ringing], how.reverberation)
        left = [at for at in range(len(mine)) if at not in used]
        keep.append([own[row][at] for at in left])
        times.append(mine[left])
        rates.append(rate[left])
    return keep, Heard(heard.places, tuple(times), tuple(rates), heard.speed)
