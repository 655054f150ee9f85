"""Rows of open-data portals and CHP's file, with the traps of real ones."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pytest

from citydesk.model import Text
from tests.watching.conftest import NOON, Watched
from tests.watching.site import Query, Reply, Site

Row = dict[str, Any]


def call(number: int, kind: str = "Assault w/Weapons", **more: Any) -> Row:
    """Return a row of a fire department's table, opened some hours before noon in Seattle."""
    return {
        "incident_number": f"F24{number:04}", "type": kind, "address": f"{number}00 Pine St",
        "datetime": f"2024-05-04T0{number % 8}:40:00.000", "latitude": f"47.6{number:02}",
        "longitude": "-122.330", **more,
    }  # fmt: skip


def portal(site: Site, rows: Sequence[Row], **more: Any) -> Watched:
    address = site.json("/resource/kzjm-xkqj.json", list(rows))
    told = {"kind": "socrata", "address": address, "whole": True, "every": "5m", **more}
    return Watched(":memory:", fire=told)


def test_rows_are_things_by_their_publishers_own_id(site: Site) -> None:
    desk = portal(site, [call(1), call(2)])
    assert desk.round() == {"new": 2}
    assert desk.round() == {}
    assert desk.accounts == ["seattle-fire:F240001", "seattle-fire:F240002"]


def test_numbers_that_are_renewed_nightly_change_nothing(site: Site) -> None:
    desk = portal(site, [call(n, OBJECTID=n) for n in range(1, 5)])
    desk.round()
    for night in range(1, 4):
        site.json(
            "/resource/kzjm-xkqj.json", [call(n, OBJECTID=n + 90 * night) for n in range(1, 5)]
        )
        assert desk.round() == {}
    assert len(desk.accounts) == 4


def test_a_renamed_column_is_said_and_nothing_vanishes(site: Site) -> None:
    desk = portal(site, [call(1), call(2)], mapping="seattle-fire")
    desk.round()
    rows = [call(1), call(2)]
    for row in rows:
        row["incident_no"] = row.pop("incident_number")
    site.json("/resource/kzjm-xkqj.json", rows)
    assert desk.round() == {}
    assert "the column 'incident_number' was expected" in desk.message("fire")
    assert [each.account for each in desk.store.sightings()] == desk.accounts[::-1]


def test_rows_that_vanish_and_come_back_are_the_same_rows(site: Site) -> None:
    desk = portal(site, [call(1), call(2)])
    desk.round()
    site.json("/resource/kzjm-xkqj.json", [call(2)])
    assert desk.round() == {"gone": 1}
    assert [c.kind for c in desk.store.changes()][-1] == "vanished"
    assert sum(len(each.tellings) for each in desk.store.records()) == 2
    site.json("/resource/kzjm-xkqj.json", [call(1), call(2)])
    assert desk.round() == {"changed": 1}
    assert len(desk.accounts) == 2


def test_an_empty_table_takes_nothing_for_vanished(site: Site) -> None:
    desk = portal(site, [call(1)])
    desk.round()
    site.json("/resource/kzjm-xkqj.json", [])
    assert desk.round() == {}
    assert "the table is empty" in desk.message("fire")


def test_a_call_that_is_typed_again_is_news(site: Site) -> None:
    desk = portal(site, [call(1)])
    desk.round()
    site.json("/resource/kzjm-xkqj.json", [call(1, "Rubbish Fire")])
    assert desk.round() == {"changed": 1}
    told = [c for c in desk.store.changes() if c.kind == "finding" and c.field == "kind"]
    assert told[-1].before == Text(text="assault")
    assert told[-1].after is None
    keys = [c.key for c in desk.store.changes() if c.kind == "rewritten"]
    assert keys == ["1 cell changed, and it says so"]


def test_a_clock_in_utc_that_is_called_local_is_noticed(site: Site) -> None:
    ahead = (NOON + dt.timedelta(minutes=50)).replace(tzinfo=None).isoformat()
    desk = portal(site, [call(n, datetime=ahead) for n in range(1, 5)])
    desk.round()
    assert "is 'datetime' in UTC and called local?" in desk.message("fire")
    assert len(desk.accounts) == 4


@pytest.mark.parametrize("kind", ["Sexual Assault", "Child Abuse", "Medic Response", "Overdose"])
def test_what_no_dispatch_feed_may_bring_is_never_kept_and_counted(site: Site, kind: str) -> None:
    desk = portal(site, [call(1), call(2, kind)])
    assert desk.round() == {"new": 1, "kept out": 1}
    assert desk.accounts == ["seattle-fire:F240001"]
    assert kind not in str([c.body for c in desk.store.captures()])


def test_only_what_changed_is_asked_for_where_there_is_a_cursor(site: Site) -> None:
    asked: list[Query] = []
    rows = [call(1, **{":updated_at": "2024-05-04T17:00:00.000Z"})]

    def answer(query: Query) -> Reply:
        asked.append(query)
        since = query.get("$where", "").partition("'")[2].rstrip("'")
        found = [r for r in rows if r[":updated_at"] >= since]
        return Reply(json.dumps(found).encode(), kind="application/json")

    site.paths["/resource/kzjm-xkqj.json"] = answer
    desk = portal(site, [], whole=False)
    site.paths["/resource/kzjm-xkqj.json"] = answer
    assert desk.round() == {"new": 1}
    rows.append(call(2, **{":updated_at": "2024-05-04T19:30:00.000Z"}))
    assert desk.round() == {"new": 1}
    assert "$where" not in asked[0]
    assert asked[1]["$where"] == ":updated_at >= '2024-05-04T16:00:00.000'"
    assert ":updated_at" not in next(iter(desk.store.accounts())).text


def test_a_layer_of_a_feature_service_and_a_ckan_resource_and_a_table_are_read(site: Site) -> None:
    row = call(1)
    del row["latitude"], row["longitude"]
    feature = {"attributes": {**row, "OBJECTID": 1}, "geometry": {"x": -122.33, "y": 47.6}}
    site.json("/FeatureServer/0/query", {"features": [feature]})
    site.json("/api/3/action/datastore_search", {"result": {"records": [call(2)]}})
    lines = [",".join(call(3)), ",".join(call(3).values())]
    site.put("/calls.csv", "\n".join([*lines, "too,many,cells,for,this,table,by,far"]), "text/csv")
    desk = Watched(
        ":memory:",
        a={"kind": "arcgis", "address": f"{site.at}/FeatureServer/0", "mapping": "seattle-fire"},
        b={"kind": "ckan", "address": f"{site.at}/api/3/action/datastore_search?resource_id=1"},
        c={"kind": "csv", "address": f"{site.at}/calls.csv"},
    )
    assert desk.round() == {"new": 3}
    assert desk.message("c") == "1 rows cannot be read"
    site.json("/FeatureServer/0/query", {"error": {"message": "service stopped"}})
    desk.round()
    assert desk.message("a") == "the portal says: service stopped"


CHP = """<State><Center ID="BCCC"><Dispatch ID="BCSB">
<Log ID="1"><LogTime>"May  4 2024  1:28AM"</LogTime><LogType>"{kind}"</LogType>
<Location>"Pine St / I-15 N"</Location><LocationDesc>"at exit"</LocationDesc>
<Area>"Baker"</Area><LATLON>"35265000:116070000"</LATLON>
<LogDetails><details><IncidentDetail>"[1] heard"</IncidentDetail></details></LogDetails></Log>
<Log ID="2"><LogTime>"May  4 2024  2:00AM"</LogTime><LogType>"SILVER Alert"</LogType>
<Location>"x"</Location><LATLON>"0:0"</LATLON></Log></Dispatch></Center></State>"""


def test_the_highway_patrols_file_is_rows_without_entities(site: Site) -> None:
    address = site.put("/sa.xml", CHP.format(kind="Shots Fired"), "text/xml")
    desk = Watched(":memory:", chp={"kind": "chp", "address": address, "whole": True})
    assert desk.round() == {"new": 1, "kept out": 1}
    place = desk.record.finding("place")
    assert place
    (account,) = desk.store.accounts()
    assert account.id == "chp-incidents:BCCC-BCSB-1"
    assert "Longitude: -116.070000" in account.text
    assert "LogTime: 2024-05-04T01:28:00" in account.text
    site.put("/sa.xml", f'<!DOCTYPE a [<!ENTITY b "c">]>{CHP}', "text/xml")
    desk.round()
    assert "brings a document type" in desk.message("chp")
