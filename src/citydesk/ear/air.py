"""The speed of sound from the temperature, and how far to trust it.

The adiabatic formula for dry air, 331.3 m/s × sqrt(1 + T / 273.15 °C); humidity adds at most .3 %.
A weather report is of an airport and of two metres above its grass. Over a city the wind that bends
and carries the sound was up to 5 m/s off what was reported, and the effective speed up to 1 %, so
both are unknowns of every fit, held by the widths below.
"""

from __future__ import annotations

import math

from citydesk.ear.model import Weather

USUAL_TEMPERATURE = 12.0
SPEED_SPREAD = 1.5
SPEED_SPREAD_UNKNOWN = 7.0
WIND_SPREAD = 2.5


def speed_of_sound(temperature: float) -> float:
    """Return m/s in dry air at `temperature` in °C.

    >>> round(speed_of_sound(20.0), 1)
    343.2
    """
    return 331.3 * math.sqrt(1 + temperature / 273.15)


def expected_speed(weather: Weather) -> tuple[float, float]:
    """Return the effective speed of sound and its standard deviation, both m/s."""
    if weather.temperature is None:
        return speed_of_sound(USUAL_TEMPERATURE), SPEED_SPREAD_UNKNOWN
    return speed_of_sound(weather.temperature), SPEED_SPREAD
