"""Plain text becomes a draft: its lead (`citydesk.base.lead`) says when it was published, and more.

The account's text is the whole file, the lead included.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from citydesk.accounts.decode import charset_of, decoded
from citydesk.accounts.draft import Draft
from citydesk.base.lead import mistaken_date, split_lead
from citydesk.model import Capture

__all__ = ["draft_of_text", "stem"]

_DATED_NAME = re.compile(r"(?P<name>[^\W\d_][\w .&'-]{1,40}?)[-_. ]+\d{4}-?\d\d-?\d\d(?!\d)")
_CALL_SIGN = re.compile(r"[kw][a-z]{2,3}")


def draft_of_text(capture: Capture) -> Draft:
    """Return what a text file tells. The outlet may also stand in its name: kron-2024-05-03.txt."""
    text, note = decoded(capture.body, charset_of(capture.media_type, b""))
    lead, _ = split_lead(text)
    notes = [note] if note else []
    if wrong := mistaken_date(text):
        notes.append(f"{wrong!r} is no date such as 2024-10-19: kept without a date")
    name = stem(capture.uri)
    dated = _DATED_NAME.match(name or "")
    outlet = lead.get("outlet") or (_as_spelled(dated["name"], text) if dated else None)
    return Draft(
        id=name,
        text=text,
        title=lead.get("title", ""),
        published=lead.get("date"),
        url=lead.get("url"),
        source=lead.get("source"),
        outlet=outlet,
        kind=lead.get("kind", "article"),
        notes=tuple(notes),
    )


def stem(uri: str) -> str | None:
    """Return the name of a file without its endings; None for what is no file."""
    if not uri.startswith(("file:", "upload:")):
        return None
    name = PurePosixPath(unquote(urlsplit(uri).path, errors="replace")).name
    name = re.sub(r"\.gz\Z", "", name, flags=re.IGNORECASE)
    return re.sub(r"(?<=.)\.[A-Za-z]{1,8}\Z", "", name) or None


def _as_spelled(name: str, text: str) -> str:
    """Return an outlet's name of a file as the account itself spells it; call signs in capitals."""
    told = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags=re.IGNORECASE)
    if told:
        return told.group()
    return name.upper() if _CALL_SIGN.fullmatch(name) else name
