"""The exceptions of Citydesk.

::

    CitydeskError
    ├── CaptureError        bytes could not be had or understood (becomes a failure row)
    │   └── AccountError    a capture could not be made into an account
    ├── ReadError           a reader could not read an account (becomes a failure row)
    │   └── BudgetSpent     what it may cost is used up
    ├── DeskError           the desk file or database cannot be used
    │   ├── NotADesk        it is something else
    │   ├── NewerDesk       it was written by a newer Citydesk
    │   ├── DeskBusy        somebody else holds it
    │   ├── DamagedDesk     its file is damaged
    │   └── ReadOnlyDesk    it may be read and not written
    ├── NotFound            no incident, account or statement has this id
    ├── StreetsError        a file of streets or its index cannot be used
    ├── UsageError          what was asked for cannot be done as asked
    └── SettingsError       citydesk.toml says something that cannot be
"""

from __future__ import annotations


class CitydeskError(Exception):
    """Everything that Citydesk raises on purpose. The message is one line for a person."""


class CaptureError(CitydeskError):
    """Bytes could not be had or understood."""


class AccountError(CaptureError):
    """A capture could not be made into an account."""


class ReadError(CitydeskError):
    """A reader could not read an account."""


class BudgetSpent(ReadError):
    """What reading may cost is used up."""


class DeskError(CitydeskError):
    """The desk file or database cannot be used."""


class NotADesk(DeskError):
    """The file exists and is something else."""


class NewerDesk(DeskError):
    """The desk was written by a newer Citydesk than this one."""


class DeskBusy(DeskError):
    """Somebody else holds the desk."""


class DamagedDesk(DeskError):
    """The file of the desk is damaged; what its captures and judgements hold may be saved."""


class ReadOnlyDesk(DeskError):
    """The desk may be read and not written."""


class NotFound(CitydeskError):
    """No incident, account or statement has this id."""


class UsageError(CitydeskError):
    """What was asked for cannot be done as asked."""


class SettingsError(CitydeskError):
    """citydesk.toml says something that cannot be."""


class StreetsError(CitydeskError):
    """A file of streets, or the index made from it, cannot be used."""
