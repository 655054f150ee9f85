"""What this desk is, and how to use it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.model import Status
from citydesk.web.context import page
from citydesk.words import STATUSES

__all__ = ["router"]

MEANINGS: dict[Status, str] = {
    "settled": "accounts of different origin say the same",
    "single-source": "one origin says so, however many carry it",
    "contested": "accounts contradict each other: both sides are shown",
    "superseded": "a later word replaced it",
    "unknown": "somebody said that it is not known, or no account says",
    "withheld": "it is known here and not published",
}

router = APIRouter(include_in_schema=False)


@router.get("/about", name="about")
def about(request: Request) -> Response:
    """Answer with what stands on this desk and what it does not claim."""
    return page(request, "about.html")


@router.get("/help", name="help")
def help_page(request: Request) -> Response:
    """Answer with the keys and the signs."""
    return page(request, "help.html", statuses=STATUSES, meanings=MEANINGS)
