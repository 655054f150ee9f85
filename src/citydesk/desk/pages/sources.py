"""The page of the sources: who tells, how often first, how often corrected or contradicted."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.desk.context import page

router = APIRouter(include_in_schema=False)


@router.get("/sources", name="sources")
def sources(request: Request) -> Response:
    """Answer with the page of the sources."""
    return page(request, "sources.html")
