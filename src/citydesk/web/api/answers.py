"""Rows become answers: JSON with an ETag, and problems as RFC 9457 has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from citydesk.store import Store
from citydesk.web.context import desk_of, viewer
from citydesk.web.shelf import GEOJSON, JSON

__all__ = ["GEOJSON", "JSON", "PROBLEM", "answer", "gone", "list_state"]

PROBLEM = "application/problem+json"


def answer(
    request: Request,
    make: Callable[[], Any],
    *,
    state: str | None = None,
    media_type: str = JSON,
) -> Response:
    """Return what `make` gives as JSON (text as it is), or 304 where the caller has it already.

    `state` is a word that changes whenever the answer may: what everybody gets alike is then made
    once. Whoever is known by name gets their own each time.
    """

    def made() -> Response:
        found = make()
        if isinstance(found, Response):
            return found
        text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        return Response(text.encode("utf-8", "replace"), media_type=media_type)

    if state is not None and not viewer(request).editor:
        return desk_of(request).shelf.answer(request, state, made, media_type=media_type)
    response = made()
    if response.status_code != 200:
        return response
    tag = f'W/"{desk_of(request).shelf.tag(bytes(response.body))}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", "")[:2000]:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def list_state(store: Store) -> str:
    """Return a word that changes with anything that a list of incidents shows."""
    return f"{store.last_change()} {store.state_of()}"


def gone(detail: str, incident: str | None = None) -> Response:
    """Return the problem of an incident that is no longer there; `incident` is where it went."""
    told: dict[str, Any] = {
        "type": "about:blank", "title": "Withdrawn", "status": 410, "detail": detail,
    }  # fmt: skip
    headers = {}
    if incident:
        told |= {"incident": incident, "redirect": f"/api/v1/incidents/{incident}"}
        headers["Link"] = f'</api/v1/incidents/{incident}>; rel="successor-version"'
    return JSONResponse(told, 410, headers, media_type=PROBLEM)
