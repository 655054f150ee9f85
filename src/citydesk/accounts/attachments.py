"""What was attached to a message becomes a draft of its own, with its message named.

Its id is its message's with the file's name; what the document does not tell (who sent it, when) is
told by the message.
"""

from __future__ import annotations

import base64
import dataclasses
import email.utils
import json
from collections.abc import Callable

from citydesk.accounts.draft import Draft
from citydesk.accounts.plain import stem
from citydesk.model import Capture

__all__ = ["draft_of_attachment"]


def draft_of_attachment(capture: Capture, draft_of: Callable[[Capture], Draft]) -> Draft:
    """Return what an attachment tells; `draft_of` reads bytes by their media type."""
    told = json.loads(capture.body)
    name, message = str(told["name"]), told["message"]
    inner = dataclasses.replace(
        capture,
        body=base64.b64decode(told["base64"]),
        media_type=_media_type(name),
        uri=f"file:///{name}",
    )
    draft = draft_of(inner)
    sender, address = email.utils.parseaddr(message.get("from", ""))
    mail = capture.uri.removesuffix(f"#{name}")
    whole, _, number = mail.partition("#L")
    parent = f"{stem(whole) or message['capture']}{f'-{number}' if number else ''}"
    return dataclasses.replace(
        draft,
        id=f"{parent}/{name}",
        title=draft.title or message.get("subject", ""),
        published=draft.published or message.get("date") or None,
        source=draft.source or address.rpartition("@")[2].casefold() or None,
        outlet=draft.outlet or sender or None,
        kind="release" if draft.kind == "article" else draft.kind,
    )


def _media_type(name: str) -> str:
    ending = name.lower().rpartition(".")[2]
    return {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "md": "text/markdown",
        "html": "text/html",
        "htm": "text/html",
        "vtt": "text/vtt",
        "srt": "text/vtt",
    }.get(ending, "text/plain")
