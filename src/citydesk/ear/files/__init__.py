"""Files of sensors, impulses and sound become hearings: what was heard at one time and place."""

from citydesk.ear.files.folders import hearings
from citydesk.ear.files.hearing import Hearing, Recording

__all__ = ["Hearing", "Recording", "hearings"]
