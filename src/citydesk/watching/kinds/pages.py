"""One page, watched for changes: as a source of its own, or because a source named it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from citydesk.model import Capture, Failure
from citydesk.sources.streams import captures_of
from citydesk.watching.asking import Answer
from citydesk.watching.model import Asked, Poll, Seen, Source

__all__ = ["look", "poll_page"]

ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9"


def poll_page(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return a page as it is; nothing where its server says that it is as it was."""
    seen, kept = look(source, source.address, state, asked)
    return Poll(seen=(seen,) if seen else (), state=kept)


def look(
    source: Source, page: str, state: Mapping[str, Any], asked: Asked
) -> tuple[Seen | None, Mapping[str, Any]]:
    """Return a page that a source named as it is now, None where it is as it was, and its state.

    A page inside one's own house is asked only for a private source, and only on its own host.
    """
    same_host = urlsplit(page).netloc == urlsplit(source.address).netloc
    answer = asked.asker.get(page, state, inside=source.private and same_host, accept=ACCEPT)
    if answer.gone:
        return Seen(thing=page, source=source.id, found=None), {}
    if not answer.fresh:
        return None, state
    return Seen(thing=page, source=source.id, found=_capture(answer, page, asked)), answer.state


def _capture(answer: Answer, page: str, asked: Asked) -> Capture | Failure:
    stream = io.BytesIO(answer.body)
    found = list(captures_of(stream, page, asked.clock, charset=answer.charset))
    if len(found) == 1:
        return found[0]
    message = 'is a table: watch it as one (kind = "csv")'
    return Failure(uri=page, stage="collect", message=message, at=asked.clock())
