"""The lead of a plain text: when the account was published, and more where it has lines.

::

    date 2024-05-03T14:20-07:00
    outlet The Harbor Ledger
    title Two hurt at the marina
    url https://harborledger.example/marina
    kind transcript

    PORT ALDER — Two men were hurt …

Only `date` is needed, and the account may begin on its line. The lead stays in the account's text,
so that evidence counts the characters that a person sees in the file; it is never evidence itself.
"""

from __future__ import annotations

import re

_DATE = re.compile(
    r"[\ufeff\s]{0,20}date[ \t]{1,5}"
    r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)[ \t]*(\r?\n)?"
)
# What somebody meant as a lead: the word, and something short, alone on the first line.
_MEANT = re.compile(r"[\ufeff\s]{0,20}date(?::[ \t]{0,5}|[ \t]{1,5})([^\s][^\r\n]{0,30})\r?\n")
_MORE = re.compile(r"(outlet|source|title|url|kind)[ \t]{1,5}([^\r\n]{1,500})(?:\r?\n|\Z)")


def split_lead(text: str) -> tuple[dict[str, str], int]:
    """Return what the lead says, by its words, and at which character the account begins."""
    found = _DATE.match(text)
    if not found:
        return {}, 0
    lead, end = {"date": found[1]}, found.end()
    while found[2] and (more := _MORE.match(text, end)):
        lead.setdefault(more[1], more[2].strip())
        end = more.end()
    return lead, end


def mistaken_date(text: str) -> str | None:
    """Return what stands where the date of a lead would, and is none; None where no lead is meant.

    Such a first line is no lead: it stays a part of what is read.
    """
    found = None if _DATE.match(text) else _MEANT.match(text)
    words = found[1].strip() if found else ""
    dated = len(words.split()) <= 2 or any(c.isdecimal() for c in words)
    return words if words and dated else None
