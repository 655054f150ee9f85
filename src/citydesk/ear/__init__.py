"""The ear: from time-stamped microphones to located shots with an honest region.

`detect(signal, rate)` finds impulses in sound, `associate(impulses, sensors)` groups impulses
into bursts and `locate(burst)` places one. Each is pure and usable alone; `model.py` says what
they take and give.
"""

from citydesk.ear.associating import associate
from citydesk.ear.detecting import detect
from citydesk.ear.locating import locate
from citydesk.ear.model import (
    Air,
    Arrival,
    Burst,
    Impulse,
    Place,
    Region,
    Sensor,
    Shot,
    Weather,
)

__all__ = [
    "Air",
    "Arrival",
    "Burst",
    "Impulse",
    "Place",
    "Region",
    "Sensor",
    "Shot",
    "Weather",
    "associate",
    "detect",
    "locate",
]
