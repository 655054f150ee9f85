"""On a desk where everything hangs together, adding one by one ends where linking at once ends."""

from __future__ import annotations

import random

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk import testing
from citydesk.flow.growth import Growth
from citydesk.linking import CROWD, MOST, folding, keys, link, profile, signed
from citydesk.linking.live.neighbourhoods import Neighbourhoods, cut
from citydesk.model import Reading
from citydesk.store import SqliteStore
from tests.linking.test_bulk import happened


def add(store: SqliteStore, reading: Reading) -> None:
    put(store, reading)
    Growth(store).complete(lambda stage, done, total: None)


def put(store: SqliteStore, reading: Reading) -> None:
    capture = testing.capture(reading.account.id.encode())
    store.put_capture(capture)
    account = testing.account(
        reading.account.text, id=reading.account.id, capture=capture.id,
        published=reading.account.published, outlet=reading.account.outlet,
        source=reading.account.source, fingerprint=reading.account.fingerprint,
    )  # fmt: skip
    report = reading.reports[0]
    with store.transaction():
        store.put_reading(Reading(account=account, reports=(report,)))
        told = profile(report, account)
        group = signed([report], {report.id: told}).get(report.id)
        store.put_keys(report.id, keys(told), crowd=CROWD, alike=group, leaders=folding.LEADERS)


def test_a_desk_that_grows_by_ones_ends_where_linking_at_once_ends() -> None:
    made = [reading_of(row) for row in rows(happened(45), 160)]
    random.Random(1).shuffle(made)
    with SqliteStore(":memory:") as store:
        for reading in made[4:]:
            put(store, reading)
        for reading in made[:4]:
            add(store, reading)
        assert len(store.component([made[0].reports[0].id])) > MOST
        found = sorted(sorted(each.reports) for each in store.incidents())
    reports = [reading.reports[0] for reading in made]
    at_once = link(reports, {reading.account.id: reading.account for reading in made})
    assert found == sorted(sorted(each.reports) for each in at_once)


def chained(number: int) -> dict[str, list[tuple[str, float]]]:
    links: dict[str, list[tuple[str, float]]] = {f"{i:03}": [] for i in range(number)}
    for i in range(1, number):
        score = 0.3 if i % 10 == 0 else 4.0
        links[f"{i - 1:03}"].append((f"{i:03}", score))
        links[f"{i:03}"].append((f"{i - 1:03}", score))
    return links


def test_a_cell_is_found_from_any_of_its_reports() -> None:
    reach = Neighbourhoods(chained(300).__getitem__)
    assert reach.cell("005") == reach.cell("009") == (1, [f"{i:03}" for i in range(10)])
    assert len(Neighbourhoods(chained(MOST).__getitem__).cell("005")[1]) == MOST


def test_a_report_that_makes_a_cell_too_large_cuts_it_where_it_hangs_together_least() -> None:
    links = chained(MOST + 1)
    edges = [(a, b, score) for a, near in links.items() for b, score in near if a < b]
    found = sorted(cut(dict.fromkeys(links, 0), edges))
    assert found == sorted({(level, tuple(cell)): (level, cell) for level, cell in map(
        Neighbourhoods(links.__getitem__).cell, sorted(links))}.values())  # fmt: skip
    assert len(found) == MOST // 10 + 1


def test_what_hangs_together_with_too_many_elsewhere_is_cut_at_their_level() -> None:
    edges = [("a", "b", 4.0), ("b", "c", 1.2)]
    assert cut({"a": 0, "b": 0, "c": 0}, edges) == [(0, ["a", "b", "c"])]
    assert sorted(cut({"a": 0, "b": 0, "c": 3}, edges)) == [(3, ["a", "b"]), (3, ["c"])]
