"""Plain text becomes a draft. A lead may say when it was published, and more where it has lines.

::

    date 2024-05-03T14:20-07:00
    outlet The Harbor Ledger
    title Two hurt at the marina
    url https://harborledger.example/marina
    kind transcript

    PORT ALDER — Two men were hurt …

Only `date` is needed, and the account may begin on its line. The account's text is the whole file,
the lead included, so that evidence counts the characters that a person sees in the file.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from citydesk.accounts.decode import charset_of, decoded
from citydesk.accounts.draft import Draft
from citydesk.model import Capture

__all__ = ["draft_of_text", "stem"]

_DATE = re.compile(
    r"[\ufeff\s]{0,20}date[ \t]{1,5}"
    r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)[ \t]*(\r?\n)?"
)
_MORE = re.compile(r"(outlet|source|title|url|kind)[ \t]{1,5}([^\r\n]{1,500})(?:\r?\n|\Z)")
_DATED_NAME = re.compile(r"(?P<name>[^\W\d_][\w .&'-]{1,40}?)[-_. ]+\d{4}-?\d\d-?\d\d(?!\d)")
_CALL_SIGN = re.compile(r"[kw][a-z]{2,3}")


def draft_of_text(capture: Capture) -> Draft:
    """Return what a text file tells. The outlet may also stand in its name: kron-2024-05-03.txt."""
    text, note = decoded(capture.body, charset_of(capture.media_type, b""))
    lead = _lead(text)
    name = stem(capture.uri)
    dated = _DATED_NAME.match(name or "")
    outlet = lead.get("outlet") or (dated["name"] if dated else None)
    if outlet and _CALL_SIGN.fullmatch(outlet):
        outlet = outlet.upper()
    return Draft(
        id=name,
        text=text,
        title=lead.get("title", ""),
        published=lead.get("date"),
        url=lead.get("url"),
        source=lead.get("source"),
        outlet=outlet,
        kind=lead.get("kind", "article"),
        notes=(note,) if note else (),
    )


def stem(uri: str) -> str | None:
    """Return the name of a file without its endings; None for what is no file."""
    if not uri.startswith("file:"):
        return None
    name = PurePosixPath(unquote(urlsplit(uri).path, errors="replace")).name
    name = re.sub(r"\.gz\Z", "", name, flags=re.IGNORECASE)
    return re.sub(r"(?<=.)\.[A-Za-z]{1,8}\Z", "", name) or None


def _lead(text: str) -> dict[str, str]:
    found = _DATE.match(text)
    if not found:
        return {}
    lead = {"date": found[1]}
    place = found.end() if found[2] else -1
    while place >= 0 and (more := _MORE.match(text, place)):
        lead.setdefault(more[1], more[2].strip())
        place = more.end()
    return lead
