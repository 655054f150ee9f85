"""One night, told by articles, rows, alerts and a call: one incident, in metres and minutes."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from citydesk.base.geometry import evidence_of
from citydesk.flow import pipeline
from citydesk.model import Place
from citydesk.outputs.statements import statement_rows
from citydesk.store import SqliteStore
from citydesk.store.users import User
from citydesk.testing import NOW
from citydesk.web.guard.passwords import hash_password
from tests.nights import tables, write_night
from tests.web.editors import PASSWORD, client, sign_in

TOLD = {
    "first", "second", "third", "topeka-dispatch:24-117", "topeka-sensors:A-1",
    "topeka-sensors:A-2", "topeka:1201-1714797700", "gun-violence-archive:900117",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("night")
    night = write_night(folder)
    path = folder / "citydesk.db"
    with SqliteStore(path) as store:
        done = pipeline.add(store, [str(night)], pipeline.How(tables=tables()))
        assert (done.added, done.failed) == (8, 0)
    return path


def test_every_account_tells_of_one_incident(desk: Path) -> None:
    with SqliteStore(desk) as store:
        (incident,) = store.incidents()
        assert {report.partition("#")[0] for report in incident.reports} == TOLD
        apart = {m.report: (m.metres, m.minutes) for m in incident.memberships}
    assert apart["topeka-sensors:A-1#0"][0] is not None
    assert apart["topeka-sensors:A-1#0"][0] < 150
    assert apart["topeka-sensors:A-1#0"][1] is not None
    assert apart["topeka-sensors:A-1#0"][1] <= 2


def test_reasons_are_in_metres_and_minutes(desk: Path) -> None:
    with SqliteStore(desk) as store:
        (incident,) = store.incidents()
        found = pipeline.weighed(store, "topeka-sensors:A-1#0", incident.reports)
        (best,) = (c for c in found if "first#0" in (c.left, c.right))
        said = {reason.words for reason in best.reasons}
    assert any(" m apart, told to within " in words for words in said)
    assert any(words.startswith("clocks 1 minute") for words in said)


def test_alerts_and_calls_settle_nothing_and_a_burst_is_one_source(desk: Path) -> None:
    with SqliteStore(desk) as store:
        (incident,) = store.incidents()
        record = store.record(incident.id)
        told = {s.id: s.account for s in record.statements}
    place = next(f for f in record.findings if f.field == "place")
    assert isinstance(place.value, Place)
    assert place.value.address == "1200 block of Elm Street"
    heard = next(f for f in record.findings if f.key == "sensor alert")
    assert {told[s] for s in heard.statements} == {"topeka-sensors:A-1", "topeka-sensors:A-2"}
    assert (heard.status, heard.sources) == ("single-source", 1)


def test_statements_are_exported_with_every_kind_of_evidence(desk: Path) -> None:
    kinds: set[str] = set()
    with SqliteStore(desk) as store:
        for account in store.accounts():
            behind = functools.partial(evidence_of, account)
            for row in statement_rows(store.reading(account.id).reports, lambda s: "", behind):
                kinds.update(key for each in row["evidence"] for key in each)
    assert {"start", "end", "row", "column", "sound", "begins", "ends"} <= kinds


def test_a_rows_page_is_a_table_with_its_cells_lit(desk: Path) -> None:
    page = client(desk).get("/accounts/topeka-sensors:A-1").text
    assert '<table class="cells">' in page
    assert '<tr class="lit"><th scope="row">heard</th>' in page
    assert "apart from its best match" not in page
    with SqliteStore(desk) as store:
        user = User(name="ann", role="editor", password=hash_password(PASSWORD, "ann"), since=NOW)
        store.add_user(user)
    browser = client(desk)
    assert sign_in(browser).status_code == 303
    seen = browser.get("/accounts/topeka-sensors:A-1").text
    assert re.search(r"\d+ m and \d+ minutes? apart from its best match", seen)
