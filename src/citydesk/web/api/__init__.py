"""The API: what the pages show, for programs, under /api/v1 and by the same policy.

========================  =====================================================================
address                   answers with
========================  =====================================================================
/incidents, /search       incidents as `citydesk export incidents` writes them; lines of a search
/findings                 every finding of the incidents of a search
/accounts, /statements    what was read, as `citydesk export statements` writes it
/changes                  the change log
/judgements               takes an editor's decision (POST)
/openapi.json, /          how all of it is asked, for programs and for people
========================  =====================================================================

Lists come in pages, each with the cursor of the next; whatever is asked again unchanged is 304.
"""

from __future__ import annotations

from fastapi import APIRouter

from citydesk.web.api import accounts, changes, findings, incidents, judgements, statements

__all__ = ["routers"]

routers: tuple[APIRouter, ...] = (
    incidents.router,
    findings.router,
    accounts.router,
    statements.router,
    changes.router,
    judgements.router,
)
