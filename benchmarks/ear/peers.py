"""What others make of the same work: least squares, and seismology's associator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import least_squares

from citydesk.ear import Impulse, Sensor, Weather
from citydesk.ear.air import expected_speed


def least(
    heard: Sequence[Impulse], sensors: Sequence[Sensor], weather: Weather, *, loss: str
) -> tuple[float, float]:
    """Return x, y (m) by scipy's least squares: loss `linear` (LM) or `soft_l1`."""
    known = {one.id: one for one in sensors}
    places = np.array([(known[one.sensor].x, known[one.sensor].y) for one in heard])
    first = min(one.time for one in heard)
    times = np.array([one.time - first for one in heard])
    speed = expected_speed(weather)[0]

    def residual(unknown: np.ndarray) -> np.ndarray:
        away = np.hypot(*(places - unknown[:2]).T)
        return np.asarray(speed * (times - unknown[2]) - away)

    start = np.array([*places.mean(axis=0), -0.5])
    method = "lm" if loss == "linear" else "trf"
    told = least_squares(residual, start, method=method, loss=loss, x_scale=[1, 1, 0.01], f_scale=3)
    return float(told.x[0]), float(told.x[1])


def pyocto_bursts(
    impulses: Sequence[Impulse], sensors: Sequence[Sensor], weather: Weather
) -> list[tuple[float, float, float]]:
    """Return (x m, y m, time s) of PyOcto's events.

    PyOcto thinks in kilometres: a metre is a kilometre and a millisecond a second here, so that its
    defaults, made for earthquakes, apply.
    """
    import pandas
    import pyocto

    speed = expected_speed(weather)[0] / 1000
    east, north = ([getattr(one, axis) for one in sensors] for axis in "xy")
    stations = pandas.DataFrame(
        {
            "id": [one.id for one in sensors],
            "x": [x - min(east) for x in east],
            "y": [y - min(north) for y in north],
            "z": [0.0] * len(sensors),
        }
    )
    origin = min(one.time for one in impulses)
    picks = pandas.DataFrame(
        {
            "station": [one.sensor for one in impulses],
            "phase": ["P"] * len(impulses),
            "time": [(one.time - origin) * 1000 for one in impulses],
        }
    )
    model = pyocto.VelocityModel0D(
        p_velocity=speed, s_velocity=speed / 1.7, tolerance=25.0, association_cutoff_distance=1200
    )
    associator = pyocto.OctoAssociator(
        xlim=(-300, max(east) - min(east) + 300),
        ylim=(-300, max(north) - min(north) + 300),
        zlim=(0, 1),
        time_before=4000,
        velocity_model=model,
        n_picks=6,
        n_p_picks=6,
        n_s_picks=0,
        n_p_and_s_picks=0,
        min_node_size=10.0,
        min_node_size_location=2.0,
        pick_match_tolerance=25.0,
    )
    events, _ = associator.associate(picks, stations)
    return [
        (row.x + min(east), row.y + min(north), origin + row.time / 1000)
        for row in events.itertuples()
    ]
