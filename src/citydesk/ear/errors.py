"""What the ear refuses, each with one line for a person.

::

    EarError
    ├── TooFewSensors       a line or nothing at all, but no point
    ├── UnusableSensors     places, clocks or times that cannot be what they are said to be
    ├── UnusableSound       empty, clipped throughout, or no sound file
    └── MissingExtra        citydesk[acoustics] is not installed
"""

from __future__ import annotations

from citydesk.base.errors import CitydeskError


class EarError(CitydeskError):
    """The ear cannot do as asked."""


class TooFewSensors(EarError):
    """Too few sensors heard it for a point."""


class UnusableSensors(EarError):
    """Places, clocks or times cannot be what they are said to be."""


class UnusableSound(EarError):
    """A file holds no sound to work on."""


class MissingExtra(EarError):
    """What is needed for sound is not installed."""
