"""For tests and plug-ins: factories of model objects, and the suites that a plug-in must pass."""

from __future__ import annotations

from citydesk.testing.factories import (
    NOW,
    account,
    capture,
    day,
    incident,
    judgement,
    minute,
    reading,
    record,
    report,
    statement,
)
from citydesk.testing.readers import ReaderSuite
from citydesk.testing.sources import SourceSuite
from citydesk.testing.stores import StoreSuite

__all__ = [
    "NOW",
    "ReaderSuite",
    "SourceSuite",
    "StoreSuite",
    "account",
    "capture",
    "day",
    "incident",
    "judgement",
    "minute",
    "reading",
    "record",
    "report",
    "statement",
]
