"""How well gunshot alerts find the articles of their incidents, hidden among others of the city.

    python -m benchmarks.activations                    the archive's incidents, 20,000 others
    python -m benchmarks.activations --fold 4           one fold's, with its share of the others

Each incident of the archive that has a point and an article gets an alert as a sensor would have
told it (`training/alerts.py` says how it is made), hidden among alerts of other incidents of the
same cities and weeks. Everything is linked at once: precision is the share of links between an
article and an alert that are right, recall the share of articles linked to their own. Asked are the
articles that tell a block or a corner (the archive's street stands in their words) and an hour;
links of the others are counted for precision too.

Twice: with alerts that name their block and no index of streets; and with points alone and an index
made from the archive's other incidents in these cities.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.linking import corpus_readings
from benchmarks.reading import SHARED
from citydesk.base.likeness import street_core
from citydesk.base.names import plain
from citydesk.linking import link
from citydesk.model import Account, Incident, Reading, Report
from citydesk.streets.grammar import parse
from training.alerts import MAPPING, alerts_of, clocks_told, read_alerts
from training.linking import gold_of, index_of

CORPUS = SHARED / "corpus"
FOLDS = 5
EXACT = ("block", "number", "corner")


def asked_of(
    gold: Sequence[Mapping[str, Any]], accounts: Mapping[str, Account], clocks: Mapping[str, Any]
) -> dict[str, str]:
    """Return the articles that tell a block or a corner and an hour, with their incident's id."""
    found: dict[str, str] = {}
    for g in gold:
        for ident in g["articles"]:
            told = accounts[ident]
            words = set(plain(f"{told.title} {told.text}").split())
            address = (g["address"] or "").strip()
            core = street_core(address)
            exact = address and parse(address).form in EXACT and core and core <= words
            if exact and ident in clocks:
                found[ident] = g["id"]
    return found


def first_article(g: Mapping[str, Any], accounts: Mapping[str, Account]) -> list[str]:
    """Return the article of an incident that was out first."""
    own = [accounts[a] for a in g["articles"] if a in accounts]
    dated = sorted(own, key=lambda a: (str(a.published.start) if a.published else "9", a.id))
    return [a.id for a in dated[:1]]


def figures(
    incidents: Sequence[Incident], owner: Mapping[str, str], asked: Mapping[str, str]
) -> str:
    """Return precision and recall of the links between articles and alerts, in words."""
    right = wrong = of_asked = wrong_asked = 0
    found = set[str]()
    for incident in incidents:
        accounts = [report.rpartition("#")[0] for report in incident.reports]
        alerts = [a for a in accounts if a.startswith(f"{MAPPING.id}:")]
        for article in set(accounts) - set(alerts):
            for alert in alerts:
                same = owner.get(alert) == owner.get(article)
                right, wrong = right + same, wrong + (not same)
                if article in asked:
                    of_asked, wrong_asked = of_asked + same, wrong_asked + (not same)
                    found.update([article] if same else ())
    return (
        f"precision {of_asked / max(1, of_asked + wrong_asked):.3f} of the asked and"
        f" {right / max(1, right + wrong):.3f} of all ({right + wrong} links),"
        f" recall {len(found) / max(1, len(asked)):.3f} of {len(asked)}"
    )


def linked(
    readings: Sequence[Reading], locate: Callable[[Report], Report] | None
) -> list[Incident]:
    """Link the main reports of accounts, with their places located where an index is at hand."""
    mains = [r.reports[0] for r in readings]
    placed = list(map(locate, mains)) if locate else mains
    return link(placed, {r.account.id: r.account for r in readings})


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--others", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    made = {r.account.id: r for r in corpus_readings(1, fresh=False)}
    accounts = {ident: r.account for ident, r in made.items()}
    gold = [
        {**g, "articles": first_article(g, accounts)}
        for g in gold_of(CORPUS)
        if options.fold in (None, g["fold"]) and g["lat"] is not None
    ]
    asked = asked_of(gold, accounts, clocks_told(CORPUS))
    others = options.others if options.fold is None else options.others // FOLDS
    alerts = alerts_of(gold, CORPUS, others=others, seed=options.seed)
    owner = {a: g["id"] for g in gold for a in g["articles"]}
    owner |= {f"{MAPPING.id}:{a.ident}": a.incident for a in alerts}
    told = [made[a] for g in gold for a in g["articles"]]
    print(f"{len(told)} articles, {len(alerts)} alerts", flush=True)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        for blocks in (True, False):
            locate = None if blocks else index_of(CORPUS, gold, folder).report
            sensed = read_alerts(alerts, folder, blocks=blocks)
            print("named blocks:" if blocks else "points and streets:", flush=True)
            started = time.perf_counter()
            incidents = linked([*told, *sensed], locate)
            print("  ", figures(incidents, owner, asked))
            print(f"   linked in {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
