"""Tables: incidents, findings, people, accounts; narrowed by facets, sorted, paged, taken away."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.clean import cell
from citydesk.base.errors import NotFound, UsageError
from citydesk.base.identity import content_id
from citydesk.store.grids import MOST_COUNTED, SORTS, Saved, grids_of
from citydesk.web.context import Viewer, desk_of, page, viewer
from citydesk.web.filters import NAMES, filters
from citydesk.web.grids import (
    COLUMNS,
    INCIDENTS,
    KINDS,
    OWN,
    PAGE,
    PUBLIC_PAGE,
    Asked,
    facets,
    page_of,
)
from citydesk.web.guard.asking import require
from citydesk.web.guard.writing import writing

__all__ = ["router"]

MOST_TAKEN = {"desk": 2_000, "public": 300}  # rows of a file; `citydesk export` has no limit
MOST_LISTED = 10_000  # incidents that are counted
LONGEST_NAME, LONGEST_QUERY = 80, 2_000
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
LABELS = {
    "date": "Date", "headline": "Headline", "kind": "Kind", "city": "City", "county": "County",
    "state": "State", "killed": "Killed", "injured": "Injured", "disputes": "Disputes",
    "questions": "Open questions", "accounts": "Accounts", "updated": "Latest account",
    "incident": "Incident", "field": "Field", "value": "Value", "status": "Status",
    "sources": "Sources", "reason": "Why", "name": "Name", "role": "Role", "age": "Age",
    "published": "Published", "outlet": "Outlet", "title": "Title", "copy": "Copy",
}  # fmt: skip
FACET_OF = {"disputed": "conflict", "open": "question"}
_MORE = ("sort", "up", "skip")

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]


@router.get("/tables", name="tables")
def first(request: Request) -> Response:
    """Lead to the table of incidents."""
    return RedirectResponse("/tables/incidents", 303)


@router.get("/tables/{kind}.{form}", name="table_file")
def taken(request: Request, kind: str, form: str) -> Response:
    """Answer with the rows of a table as they are seen, as CSV or JSON."""
    if form not in FORMS:
        raise NotFound("A table can be had as CSV or JSON.")
    desk, who, asked = desk_of(request), viewer(request), _asked(request, kind)
    with desk.opened() as store:
        rows, _ = page_of(store, desk, asked, who, MOST_TAKEN[who.audience])
    if form == "json":
        return Response(json.dumps(rows, ensure_ascii=False), media_type=FORMS[form])
    headers = {"Content-Disposition": f'attachment; filename="{kind}.csv"'}
    return Response("".join(_csv(kind, rows)), media_type=FORMS[form], headers=headers)


@router.get("/tables/{kind}", name="table")
def table(request: Request, kind: str) -> Response:
    """Answer with a page of a table."""
    desk, who, asked = desk_of(request), viewer(request), _asked(request, kind)
    with desk.opened() as store:

        def made() -> Response:
            rows, more = page_of(store, desk, asked, who, _rows(who))
            grids, where = grids_of(store), asked.filters.where
            narrow = facets(store, desk, asked, who)
            secret = who.audience == "public" and bool(where.text or where.near or where.outlet)
            count = functools.partial(grids.count_listed, where, most=MOST_LISTED)
            narrowed = asked.filters.any
            total = None if secret else count() if narrowed else desk.kept("table count", count)
            return page(
                request, "table.html", kind=kind, kinds=KINDS, rows=rows, columns=COLUMNS[kind],
                labels=LABELS, asked=asked, facets=narrow, facet_of=FACET_OF, total=total,
                most=MOST_LISTED, counted=MOST_COUNTED, sorts=_sorts(kind), own=_own(kind, who),
                link=_Link(request), more=more, page_size=_step(kind, who),
                saved=grids.saved_searches(who.editor) if who.editor else [],
                may_save="judge" in who.scopes,
            )  # fmt: skip

        if who.editor:
            return made()
        state = store.state_of() + content_id(store.last_change())
        return desk.shelf.answer(request, state, made)


@router.post("/tables/{kind}/save")
def save(
    request: Request,
    editor: Editor,
    kind: str,
    name: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
) -> Response:
    """Keep a search under a name."""
    plain = " ".join(name.split())
    if kind not in KINDS or not 0 < len(plain) <= LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise UsageError(f"a saved search needs a name of at most {LONGEST_NAME} characters")
    kept = urlencode([(n, v) for n, v in parse_qsl(query) if n != "skip"])
    with writing(desk_of(request)) as store:
        made = Saved(name=plain, kind=kind, query=kept)
        grids_of(store).put_search(editor.editor or "", made)
    return RedirectResponse(f"/tables/{kind}?{kept}", 303)


@router.post("/tables/{kind}/forget")
def forget(
    request: Request, editor: Editor, kind: str, name: Annotated[str, Form()] = ""
) -> Response:
    """Forget a saved search of one's own."""
    with writing(desk_of(request)) as store:
        grids_of(store).drop_search(editor.editor or "", name)
    return RedirectResponse(f"/tables/{kind if kind in KINDS else 'incidents'}", 303)


class _Link:
    """The address of the same table with some of the question changed; None leaves out."""

    def __init__(self, request: Request) -> None:
        self._asked = {n: v for n, v in request.query_params.items() if v}
        self._here = request.url.path

    def __call__(self, **changes: object) -> str:
        return f"{self._here}?{self.query(**changes)}"

    def query(self, **changes: object) -> str:
        """Return it after the question mark; whatever changes begins at the first row again."""
        kept = {n: v for n, v in self._asked.items() if n != "skip"}
        asked = {**kept, **{n: None if v is None else str(v) for n, v in changes.items()}}
        return urlencode([(n, v) for n, v in asked.items() if v])


def _asked(request: Request, kind: str) -> Asked:
    if kind not in KINDS:
        raise NotFound(f"There is no such table: there are {', '.join(KINDS)}.")
    query = dict(request.query_params)
    known = {*NAMES, *_MORE, *OWN[kind]}
    if unknown := [name for name in query if name not in known]:
        raise UsageError(
            f"{unknown[0][:40]!r} is no filter of this table, or is none any longer: it has"
            f" {', '.join(sorted(known - {'skip'}))}"
        )
    sort, skip = query.get("sort") or "date", query.get("skip") or "0"
    if sort not in SORTS:
        raise UsageError(f"sort {sort[:40]!r} is none of {', '.join(SORTS)}")
    if not (skip.isascii() and skip.isdecimal() and len(skip) < 8):
        raise UsageError("skip is a number of rows")
    own = {name: query[name][:200] for name in OWN[kind] if query.get(name)}
    asked = filters(query, desk_of(request).streets)
    return Asked(
        kind=kind, filters=asked, own=own, sort=sort, up=query.get("up") == "yes", skip=int(skip)
    )


def _sorts(kind: str) -> Mapping[str, str]:
    """Return by which columns a table is sorted, and what the address calls them."""
    if kind != "incidents":
        return {}
    return {("updated" if name == "news" else name): name for name in SORTS}


def _own(kind: str, who: Viewer) -> tuple[str, ...]:
    return OWN[kind] if who.audience == "desk" else ()


def _step(kind: str, who: Viewer) -> int:
    """Return by how much one page goes on: by incidents where those are what is leafed through."""
    return INCIDENTS if kind != "incidents" and who.audience == "public" else _rows(who)


def _rows(who: Viewer) -> int:
    """Return how many rows a page has."""
    return PAGE if who.audience == "desk" else PUBLIC_PAGE


def _csv(kind: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    names = ("id", *COLUMNS[kind], *(("account",) if kind == "accounts" else ()))
    for row in [dict(zip(names, names, strict=True)), *rows]:
        out = io.StringIO()
        told = [row.get(name) for name in names]
        csv.writer(out, lineterminator="\n").writerow(
            cell(v) if v is not None else "" for v in told
        )
        yield out.getvalue()
