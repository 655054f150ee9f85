"""What a burst must be before it is fitted. Refusals say what is wrong and what would mend it."""

from __future__ import annotations

import math
from dataclasses import replace

from citydesk.ear.air import expected_speed
from citydesk.ear.errors import TooFewSensors, UnusableSensors
from citydesk.ear.model import MIN_SENSORS, Burst, Impulse, Sensor

FARTHEST = 1e6


def usable(burst: Burst) -> Burst:
    """Return the burst without impulses of unknown sensors or unusable times, or raise."""
    known = {one.id: one for one in burst.sensors}
    check_sensors(burst.sensors)
    rounds = tuple(
        kept
        for each in burst.rounds
        if (kept := tuple(i for i in each if i.sensor in known and math.isfinite(i.time)))
    )
    heard = {one.sensor for each in rounds for one in each}
    places = {(known[name].x, known[name].y) for name in heard}
    if len(places) < MIN_SENSORS:
        raise TooFewSensors(_line(rounds, known, burst))
    return replace(burst, rounds=rounds)


def check_sensors(sensors: tuple[Sensor, ...]) -> None:
    """Raise `UnusableSensors` for places that are no metres or no numbers."""
    for one in sensors:
        if not all(math.isfinite(value) for value in (one.x, one.y, one.z)):
            raise UnusableSensors(f"the place of sensor {one.id} is not a number")
        if max(abs(one.x), abs(one.y)) > FARTHEST * 10:
            raise UnusableSensors(f"sensor {one.id} is placed {one.x:.0f}, {one.y:.0f} m off")
    if in_degrees(sensors):
        raise UnusableSensors(
            "the sensors stand less than 10 m apart, at places that look like degrees: "
            "give x and y in metres, or lat and lon"
        )


def in_degrees(sensors: tuple[Sensor, ...]) -> bool:
    """Whether places given as metres are degrees: all within 180 by 90 and next to one another.

    >>> in_degrees((Sensor(id="a", x=-122.27, y=37.8), Sensor(id="b", x=-122.26, y=37.81)))
    True
    """
    if len(sensors) < 2:
        return False
    x, y = [one.x for one in sensors], [one.y for one in sensors]
    within = all(abs(one) <= 180 for one in x) and all(abs(one) <= 90 for one in y)
    close = max(max(x) - min(x), max(y) - min(y)) < 10
    return within and close


def _line(rounds: tuple[tuple[Impulse, ...], ...], known: dict[str, Sensor], burst: Burst) -> str:
    first = {one.sensor: one.time for each in reversed(rounds) for one in each}
    if len(first) < 2:
        return f"{len(first)} sensor heard it: a shot was heard, but not where from"
    if len(first) > 2:
        return "the sensors that heard it stand at fewer than three places: no point can be told"
    (near, early), (far, late) = sorted(first.items(), key=lambda pair: pair[1])
    apart = math.dist((known[near].x, known[near].y), (known[far].x, known[far].y))
    nearer = (late - early) * expected_speed(burst.weather)[0]
    if nearer > apart * 1.05 + 10:
        return (
            f"{near} and {far} did not hear the same shot: {nearer:.0f} m cannot lie between them"
        )
    return (
        f"two sensors heard it, so it lies on a hyperbola and no point can be told: "
        f"{nearer:.0f} m nearer to {near} than to {far}, which stand {apart:.0f} m apart"
    )
