"""A message becomes a draft: a press release by mail (.eml), or a page saved with all it shows.

Both are MIME: the words stand in the first part that is meant to be read, encoded as its headers
say. A saved page (.mhtml) names the address it was saved from, and is read as that page.
"""

from __future__ import annotations

import dataclasses
import email
import email.policy
import email.utils
from email.message import EmailMessage

from citydesk.accounts.decode import decoded
from citydesk.accounts.draft import Draft
from citydesk.accounts.plain import stem
from citydesk.base.attached import is_read
from citydesk.base.errors import AccountError
from citydesk.model import Capture

__all__ = ["draft_of_mail"]

PARTS = 200  # of one message; a saved page has one for each of its images
_SAVED_FROM = "Snapshot-Content-Location"


def draft_of_mail(capture: Capture) -> Draft:
    """Return what a message tells; raise `AccountError` where no part of it can be read."""
    message = email.message_from_bytes(capture.body, policy=email.policy.default)
    if not isinstance(message, EmailMessage):  # what the policy above makes
        raise AccountError("a message that cannot be understood")
    part, note = _readable(message)
    address = _header(message, _SAVED_FROM)
    subject, date = _header(message, "Subject"), _header(message, "Date")
    if part.get_content_type() == "text/html":
        from citydesk.accounts.pages import draft_of_page  # lxml is slow to load

        body = _bytes(part)
        charset = part.get_content_charset() or "utf-8"
        page = dataclasses.replace(
            capture,
            body=body,
            media_type=f"text/html; charset={charset}",
            uri=address or capture.uri,
        )
        draft = draft_of_page(page)
        if address:
            published = draft.published or date
            return dataclasses.replace(draft, id=stem(capture.uri), published=published)
        text, title = draft.text, subject or draft.title
    else:
        text, guessed = decoded(_bytes(part), part.get_content_charset())
        text, title = text.replace("\r\n", "\n"), subject
        note = guessed or note
    name, sender = email.utils.parseaddr(_header(message, "From"))
    return Draft(
        id=_ident(capture),
        text=text,
        title=title,
        published=date or None,
        source=sender.rpartition("@")[2].casefold() or None,
        outlet=name or None,
        kind="release",
        notes=(note,) if note else (),
    )


def _ident(capture: Capture) -> str | None:
    """Return the name of a message: its file's, with its number in a mailbox."""
    name = stem(capture.uri)
    return f"{name}-{capture.member}" if name and capture.member else name


def _readable(message: EmailMessage) -> tuple[EmailMessage, str | None]:
    """Return the part that is meant to be read, plain text before HTML; say what lies beside it."""
    parts = [message] if not message.is_multipart() else []
    for count, each in enumerate(message.walk() if message.is_multipart() else ()):
        if count > PARTS:
            break
        if isinstance(each, EmailMessage) and not each.is_multipart():
            parts.append(each)
    shown = [p for p in parts if p.get_content_disposition() != "attachment"]
    for wanted in ("text/plain", "text/html"):
        for part in shown:
            if part.get_content_type() == wanted and _bytes(part).strip():
                attached = [p.get_filename() for p in parts if p not in shown]
                attached = [name for name in attached if not is_read(name)]
                names = ", ".join(name or "one without a name" for name in attached[:5])
                return part, f"attachments are not read: {names}" if attached else None
    raise AccountError("a message without words to read")


def _bytes(part: EmailMessage) -> bytes:
    """Return a part's bytes with its transfer encoding undone."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError) as error:
        raise AccountError(f"a message whose encoding cannot be undone: {error}") from error
    return content if isinstance(content, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as one line of text, "" where there is none or it cannot be read."""
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""  # the parser of headers stumbles over some hostile ones
