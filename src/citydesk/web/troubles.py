"""What goes wrong becomes a page in plain words with the right status, never a stack trace.

====  ============================================================
303   sign in first
400   asked for in a way that cannot be
401   a token is missing, or not known
403   not allowed: no such right, a form of another site, a desk that may only be read
404   no such incident, account or page
408   a body that came too slowly; 413 one that is too large
410   an incident that was withdrawn
421   asked by a name that is not this desk's
429   too many tries or writes at once
503   the desk cannot be used now: busy, being rebuilt, not there
500   our own mistake; the log has it
====  ============================================================
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from citydesk.base.errors import (
    CitydeskError,
    DeskBusy,
    DeskError,
    NotFound,
    ReadOnlyDesk,
    SettingsError,
    UsageError,
)
from citydesk.web.context import page

__all__ = ["mistyped", "ours", "refused", "trouble", "unforeseen"]

log = logging.getLogger("citydesk.web")

_TITLES = {
    303: "Sign in first",
    400: "Check the filter",
    401: "Who asks?",
    403: "Not allowed",
    404: "Not here",
    405: "Not like that",
    408: "Too slow",
    410: "Withdrawn",
    413: "Too large",
    421: "Not this desk",
    429: "Too much at once",
    500: "Our mistake",
    503: "The desk is not ready",
}
RETRY_SECONDS = "5"
PROGRAMS = ("/api/", "/feeds/", "/incidents.geojson")


def trouble(
    request: Request, status: int, words: str, headers: dict[str, str] | None = None
) -> Response:
    """Return the page that says what is wrong; to a program the same as JSON (RFC 9457)."""
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    if request.url.path.startswith(PROGRAMS):
        told = {"type": "about:blank", "title": title, "status": status, "detail": words}
        return JSONResponse(told, status, headers, media_type="application/problem+json")
    answer = page(request, "trouble.html", status=status, title=title, words=words)
    answer.headers.update(headers or {})
    return answer


def ours(request: Request, error: Exception) -> Response:
    """Answer what Citydesk raises on purpose."""
    if isinstance(error, NotFound):
        return trouble(request, 404, str(error))
    if isinstance(error, UsageError):
        return trouble(request, 400, str(error))
    if isinstance(error, DeskBusy):
        words = "The desk is busy; nothing was lost. Try again in a moment."
        return trouble(request, 503, words, {"Retry-After": RETRY_SECONDS})
    if isinstance(error, ReadOnlyDesk):
        return trouble(request, 403, "This desk may be read and not written: nothing was changed.")
    if isinstance(error, DeskError | SettingsError):
        log.error("%s", error)
        words = "The desk's file cannot be read now. Whoever runs this desk finds why in its log."
        return trouble(request, 503, words, {"Retry-After": RETRY_SECONDS})
    return trouble(request, 400 if isinstance(error, CitydeskError) else 500, str(error))


def refused(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: no such page, not this method."""
    if not isinstance(error, HTTPException):
        return unforeseen(request, error)
    words = str(error.detail)
    if error.status_code == 404 and words == "Not Found":
        words = "There is no such page on this desk."
    return trouble(request, error.status_code, words, dict(error.headers or {}))


def mistyped(request: Request, error: Exception) -> Response:
    """Answer values that are not what they must be."""
    if not isinstance(error, RequestValidationError):
        return unforeseen(request, error)
    first = error.errors()[0]
    return trouble(request, 400, f"{first['loc'][-1]}: {first['msg']}")


def unforeseen(request: Request, error: Exception) -> Response:
    """Answer our own mistakes: the log has what happened, the page has not."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return trouble(request, 500, "Something broke here. It is noted, and nothing was changed.")
