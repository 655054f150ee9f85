"""Gunfire or not: a calibrated probability from the impulse and from its pattern over sensors."""

from citydesk.ear.gunfire.features import NAMES, pattern, sound
from citydesk.ear.gunfire.model import probability

__all__ = ["NAMES", "pattern", "probability", "sound"]
