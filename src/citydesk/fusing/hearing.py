"""Which accounts of a very large incident are weighed: enough of them, however many tell of it.

Of what thousands tell the first, the last and some between say all that can be weighed, and
weighing them all would make one more account cost what thousands did. Up to `MOST` are all heard.
Of more, the first `FIRST` are heard, the last `LAST`, and an even choice of the others: of those
that do not repeat what others tell, where there are such. Whatever an editor has decided on is
heard. The others stand in the record as accounts of it, and the names that they tell are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from citydesk.base.clock import order
from citydesk.model import Account, Report, Statement, Telling, Value

__all__ = ["MOST", "heard", "people_told", "telling"]

MOST = 160
FIRST, LAST = 60, 60


def heard(
    reports: Sequence[Report], *, decided: Collection[str], echoes: Collection[str]
) -> list[str]:
    """Return the ids of the reports of an incident that are weighed.

    An editor has `decided` on some; `echoes` repeat what others tell.
    """
    ordered = [r.id for r in sorted(reports, key=lambda r: (order(r.published), r.id))]
    if len(ordered) <= MOST:
        return ordered
    between = ordered[FIRST:-LAST]
    own = [report for report in between if report not in echoes]
    kept = {*ordered[:FIRST], *ordered[-LAST:], *_evenly(own or between, MOST - FIRST - LAST)}
    return [report for report in ordered if report in kept or report in decided]


def telling(report: Report, account: Account) -> Telling:
    """Return an account's part in a record where it is not weighed."""
    return Telling(
        account=account.id,
        report=report.id,
        outlet=account.outlet,
        title=account.title,
        published=report.published,
        url=account.url,
        main=report.id == f"{report.account}#0",
    )


def people_told(reports: Iterable[Report]) -> list[Statement]:
    """Return what reports tell of people, each once: by the first statement's id."""
    told = (s for report in reports for s in report.statements if s.field == "person")
    first: dict[Value, Statement] = {}
    for each in sorted(told, key=lambda s: s.id):
        first.setdefault(each.value, each)
    return list(first.values())


def _evenly(some: Sequence[str], many: int) -> list[str]:
    if len(some) <= many:
        return list(some)
    return [some[place * len(some) // many] for place in range(many)]
