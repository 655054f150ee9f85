"""`why`: what speaks for and against an account's place in an incident, as a waterfall.

Every reason adds its weight (log odds) to the score; above 0 two reports tell of one incident. The
reasons of the best match come first, since it decides; the other members follow with their scores.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from citydesk.base.errors import NotFound
from citydesk.cli.desk import Desk, incident_id, report_id
from citydesk.cli.terminal import heading, print_json, screen, text
from citydesk.model import Comparison, Incident, Membership, Reason
from citydesk.serialize import to_plain
from citydesk.store import Store
from citydesk.words import apart_words, counted

__all__ = ["why"]

_PRIOR = "prior"
_WIDTH = 12  # characters of the longest bar on either side
_MOST = 20  # reports of an incident that are weighed against another's
_UNIT = 0.5  # log odds that one character of a bar stands for


def why(
    context: typer.Context,
    account: Annotated[str, typer.Argument(help="An account or one of its reports.")],
    incident: Annotated[str, typer.Argument(help="An incident, or another account in it.")],
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show what speaks for and against an account's place in an incident."""
    from citydesk.flow import pipeline

    desk: Desk = context.obj
    with desk.opened() as store:
        report = report_id(store, account)
        if report is None:
            raise NotFound(f"no account {account!r}: `citydesk show INCIDENT` lists accounts' ids")
        found = store.incident(incident_id(store, incident))
        headline = store.record(found.id).headline
        weighed = pipeline.weighed(store, report, found.reports)
        elsewhere = "" if _judged(report, found) else _elsewhere(store, report, found)
    weighed.sort(key=lambda c: (-c.score, c.left, c.right))
    if json:
        print_json(_row(report, found, weighed))
    else:
        _print(screen(), report, found, headline, weighed, elsewhere)


def _elsewhere(store: Store, report: str, incident: Incident) -> str:
    """Return why a report that matches one of an incident is in another: nothing where it is not.

    Incidents are put together by what all their reports say of each other, not by one match.
    """
    from citydesk.flow import pipeline

    homes = store.incidents_of([report])
    if not homes or homes[0] == incident.id:
        return ""
    own = store.incident(homes[0])
    met = [
        comparison.score
        for member in own.reports[:_MOST]
        for comparison in pipeline.weighed(store, member, incident.reports[:_MOST])
    ]
    words = f"It belongs to {own.id}"
    if len(own.reports) > 1:
        best = max((c.score for c in pipeline.weighed(store, report, own.reports)), default=0.0)
        words += f", whose best match with it is {best:+.2f}"
    if met:
        mean = sum(met) / len(met)
        words += f". The reports of these two incidents score {mean:+.2f} on average"
        if mean > 0:
            words += ", and yet hang together by one report alone or hold two of one account"
    return f"{words}."


def _other(comparison: Comparison, report: str) -> str:
    return comparison.left if comparison.right == report else comparison.right


def _membership(report: str, incident: Incident) -> Membership | None:
    return next((m for m in incident.memberships if m.report == report), None)


def _row(report: str, incident: Incident, weighed: list[Comparison]) -> dict[str, object]:
    return {
        "report": report,
        "incident": incident.id,
        "accepted": report in incident.reports,
        "judgements": [r.words for r in _judged(report, incident)],
        "comparisons": [
            {
                "report": _other(c, report),
                "score": c.score,
                "metres": c.metres,
                "minutes": c.minutes,
                "reasons": to_plain(list(c.reasons)),
            }
            for c in weighed
        ],
    }


def _judged(report: str, incident: Incident) -> list[Reason]:
    member = _membership(report, incident)
    return [r for r in member.reasons if r.feature == "judgement"] if member else []


def _print(
    out: Console,
    report: str,
    incident: Incident,
    headline: str,
    weighed: list[Comparison],
    elsewhere: str,
) -> None:
    inside = report in incident.reports
    out.print(text(headline or "An incident without a headline", "bold"))
    verb = "belongs to" if inside else "is not part of"
    out.print(text(f"{report} {verb} {incident.id}", "green" if inside else "yellow"))
    for reason in _judged(report, incident):
        out.print(text(f"An editor decided: {reason.words}", "blue"))
    if elsewhere:
        out.print(text(elsewhere, "yellow"))
    if not weighed:
        alone = inside and len(incident.reports) == 1
        words = (
            "It is its only report." if alone else "Never compared: nothing brings them together."
        )
        out.print(text(words, "dim"))
        return
    best = weighed[0]
    apart = apart_words(best.metres, best.minutes)
    out.print(heading(f"Best match: {_other(best, report)}{f', {apart}' if apart else ''}"))
    out.print(_waterfall(best))
    if weighed[1:]:
        out.print(heading(f"Also weighed against {counted(len(weighed) - 1, 'report')}"))
        for each in weighed[1:]:
            out.print(text(f"{each.score:+7.2f}  {_other(each, report)}", "dim"))


def _waterfall(comparison: Comparison) -> Table:
    """Return the reasons, the prior first, then the heaviest, each with the sum so far."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=2 * _WIDTH + 1, no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    total = 0.0
    for reason in sorted(comparison.reasons, key=lambda r: r.feature != _PRIOR):
        total += reason.weight
        style = "green" if reason.weight > 0 else "red"
        table.add_row(
            Text(f"{reason.weight:+.2f}", style=style),
            Text(_bar(reason.weight), style=style),
            text(reason.words),
            Text(f"{total:+.2f}", style="dim"),
        )
    verdict = "speaks for one incident" if comparison.score > 0 else "speaks for two incidents"
    table.add_row(Text(f"{comparison.score:+.2f}", style="bold"), "", Text(verdict, style="bold"))
    return table


def _bar(weight: float) -> str:
    """Return a bar to the right of the middle for what speaks for, to its left for against."""
    length = min(_WIDTH, max(1, round(abs(weight) / _UNIT)))
    if weight < 0:
        return " " * (_WIDTH - length) + "█" * length + "│"
    return " " * _WIDTH + "│" + "█" * length
