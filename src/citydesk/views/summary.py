"""How much stands behind a record and how much of it is open, in one line."""

from __future__ import annotations

from citydesk.base.disputes import contested_findings, open_questions
from citydesk.model import Record
from citydesk.words import counted

__all__ = ["summary"]


def summary(record: Record) -> str:
    """Return "8 accounts · 5 outlets · 2 disputes · 1 open question"."""
    contested, still_open = len(contested_findings(record)), len(open_questions(record))
    return " · ".join(
        (
            counted(len({t.account for t in record.tellings}), "account"),
            counted(len({t.outlet for t in record.tellings if not t.copy_of}), "outlet"),
            counted(contested, "dispute") if contested else "no disputes",
            counted(still_open, "open question") if still_open else "no open questions",
        )
    )
