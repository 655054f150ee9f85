"""Charts of a search: by week, by place, by day and hour; drawn, and as CSV."""

from __future__ import annotations

import csv
import io

from fastapi import APIRouter, Request, Response

from citydesk.base.clean import cell
from citydesk.base.identity import content_id
from citydesk.store import Store
from citydesk.views.charts import BLOCK, DAYS, Charts, charts
from citydesk.web.context import desk_of, page, viewer
from citydesk.web.filters import Filters, filters
from citydesk.web.lists import found

__all__ = ["router"]

MOST = 5_000  # incidents that are counted, the latest

router = APIRouter(include_in_schema=False)


@router.get("/charts", name="charts")
def drawn(request: Request) -> Response:
    """Answer with the charts of the incidents that a search finds."""
    desk, who = desk_of(request), viewer(request)
    asked = filters(request.query_params, desk.streets)
    with desk.opened() as store:

        def made() -> Response:
            return page(
                request,
                "charts.html",
                charts=_charts(request, store, asked),
                asked=asked,
                most=MOST,
                days=DAYS,
                block=BLOCK,
            )

        if who.editor:
            return made()
        return desk.shelf.answer(request, store.state_of() + content_id("charts"), made)


@router.get("/charts.csv", name="charts_file")
def taken(request: Request) -> Response:
    """Answer with what the charts count: chart, label, incidents."""
    desk = desk_of(request)
    asked = filters(request.query_params, desk.streets)
    with desk.opened() as store:
        rows = _charts(request, store, asked).rows()
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(("chart", "label", "incidents"))
    sheet.writerows((chart, cell(label), count) for chart, label, count in rows)
    headers = {"Content-Disposition": 'attachment; filename="charts.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _charts(request: Request, store: Store, asked: Filters) -> Charts:
    desk, who = desk_of(request), viewer(request)
    some = found(store, asked, desk.settings.policy, who, limit=MOST, masks=desk.masks)
    return charts(some)
