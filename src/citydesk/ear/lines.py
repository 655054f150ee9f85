"""A located shot as JSON: a line for every round, as machines read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from citydesk.ear.files.frames import Frame
from citydesk.ear.model import Region, Shot


def lines(shot: Shot, *, test: str, frame: Frame | None = None) -> Iterator[dict[str, Any]]:
    """Yield a row for each round: time (ISO 8601, UTC), place in m, 95 % region, sensors.

    With a frame the place is also given in degrees.
    """
    for at, moment in enumerate(shot.times):
        row: dict[str, Any] = {
            "test": test,
            "time": iso(moment),
            "x": round(shot.x, 2),
            "y": round(shot.y, 2),
            "z": round(shot.z, 1),
            "region": region(shot.region),
            "round": at + 1,
            "rounds": len(shot.times),
            "rate_per_minute": None if shot.rate is None else round(shot.rate),
            "used": [
                {"sensor": one.sensor, "residual_ms": round(one.residual * 1000, 1)}
                for one in shot.arrivals
                if one.used
            ],
            "rejected": [
                {
                    "sensor": one.sensor,
                    "residual_ms": round(one.residual * 1000, 1),
                    "why": one.why,
                }
                for one in shot.arrivals
                if not one.used
            ],
            "air": {
                "speed": round(shot.air.speed, 2),
                "wind": [round(shot.air.wind_x, 2), round(shot.air.wind_y, 2)],
            },
            "gunfire": None if shot.gunfire is None else round(shot.gunfire, 3),
            "state": "unconfirmed",
        }
        if shot.others:
            row["or"] = [
                {"x": round(one.x, 2), "y": round(one.y, 2), "region": region(one.region)}
                for one in shot.others
            ]
        if shot.remarks:
            row["remarks"] = list(shot.remarks)
        if frame is not None:
            row["lat"], row["lon"] = (round(one, 7) for one in frame.degrees(shot.x, shot.y))
        yield row


def region(told: Region) -> dict[str, float]:
    """Return a region as JSON, half axes in metres, azimuth in degrees from north clockwise."""
    return {
        "semi_major": round(told.semi_major, 2),
        "semi_minor": round(told.semi_minor, 2),
        "azimuth": round(told.azimuth, 1),
    }


def iso(moment: float) -> str:
    """Return a time with milliseconds in UTC.

    >>> iso(1545180568.3812)
    '2018-12-19T00:49:28.381Z'
    """
    told = dt.datetime.fromtimestamp(moment, dt.UTC).isoformat(timespec="milliseconds")
    return told.replace("+00:00", "Z")
