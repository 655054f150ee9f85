"""Exports have the bench's keys, and each form is what it says."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import Any

import pytest

from citydesk import testing
from citydesk.base.errors import UsageError
from citydesk.model import Attribution, Reading, Speaker, Text
from citydesk.outputs import export
from citydesk.outputs.exports import default_audience
from citydesk.outputs.tables import COLUMNS
from citydesk.privacy.mask import Mask, Named


def incidents(night: Any, form: str, **more: Any) -> str:
    accounts = {night.account.id: night.account}
    return "".join(export("incidents", [night.record], form, account_of=accounts.get, **more))  # type: ignore[arg-type]


def reading(night: Any) -> Reading:
    told = night.account
    outlet = Speaker(name=told.outlet, kind="media")
    mother = Attribution(speakers=(Speaker(name="Ann Crane", kind="family"), outlet), quoted=True)
    passage = dataclasses.replace(
        testing.statement(told, "passage", Text(text="quote"), "My Timmy is brave"),
        attribution=mother,
    )
    clock = testing.statement(told, "expression", night.record.findings[0].value, "11:30 p.m.")
    given = (*night.statements.values(), passage, clock)
    return Reading(account=told, reports=(testing.report(told, *given),))


def lines(kind: str, night: Any, **more: Any) -> list[dict[str, Any]]:
    return [json.loads(row) for row in export(kind, [reading(night)], **more)]  # type: ignore[arg-type]


def test_incidents_have_the_keys_of_the_bench(night: Any) -> None:
    row = json.loads(incidents(night, "jsonl"))
    assert row["id"] == "n1"
    assert row["accounts"] == ["first"]
    assert row["date"] == "2024-05-03"
    assert row["place"].items() >= {
        "city": "Crane", "state": "TX", "address": "100 block of Pine Street",
        "lat": 31.4, "lon": -102.35,
    }.items()  # fmt: skip
    assert (row["killed"], row["injured"]) == (1, 1)
    assert row["people"][1].items() >= {"name": "Timmy Crane", "age": 9, "role": "victim"}.items()
    assert row["time"]["edtf"] == "2024-05-03T23:30~"
    assert row["findings"][0]["said"][0]["words"] == "at about 11:30 p.m."


def test_the_desk_keeps_names_and_marks_them(night: Any) -> None:
    row = json.loads(incidents(night, "jsonl"))
    assert [p["withheld"] for p in row["people"]] == ["kin not told", "minor", "not charged", None]


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson"])
def test_no_name_that_is_withheld_leaves_for_the_public(night: Any, form: str) -> None:
    out = incidents(night, form, audience="public")
    for name in ("Nora", "Vance", "Timmy", "timmy", "Gus", "Holt"):
        assert name not in out


def test_tables_and_maps_are_public_unless_told_otherwise(night: Any) -> None:
    assert [default_audience(f) for f in ("jsonl", "csv", "geojson")] == [
        "desk",
        "public",
        "public",
    ]  # type: ignore[arg-type]
    assert "Timmy" not in incidents(night, "csv")
    assert "Timmy" in incidents(night, "csv", audience="desk")


def test_the_table_has_a_curators_columns(night: Any) -> None:
    (row,) = csv.DictReader(io.StringIO(incidents(night, "csv")))
    assert tuple(row) == COLUMNS
    assert row["state"] == "TX"
    assert (row["killed"], row["killed_max"]) == ("1", "1")
    assert (row["injured"], row["injured_max"]) == ("1", "")
    assert row["lon"] == "-102.35"
    assert row["suspects"] == "[name withheld: not charged], 40 | Lee Park, 22, arrested"
    assert row["date_status"] == "single-source"


def test_a_table_never_runs_a_formula(night: Any) -> None:
    record = dataclasses.replace(night.record, headline='=HYPERLINK("http://x.example")')
    (row,) = csv.DictReader(io.StringIO("".join(export("incidents", [record], "csv"))))
    assert row["headline"].startswith("'=")


def test_geojson_says_how_far_off_it_may_be(night: Any) -> None:
    (feature,) = json.loads(incidents(night, "geojson"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-102.35, 31.4]}
    assert feature["properties"]["precision"] == "block"
    assert feature["properties"]["radius_m"] == 120


def test_geojson_without_a_point_or_records(night: Any) -> None:
    bare = dataclasses.replace(night.record, findings=())
    (feature,) = json.loads("".join(export("incidents", [bare], "geojson")))["features"]
    assert feature["geometry"] is None
    assert json.loads("".join(export("incidents", [], "geojson")))["features"] == []


def test_reports_are_what_the_account_itself_tells(night: Any) -> None:
    (row,) = lines("reports", night)
    assert row["account"] == "first"
    assert (row["date"], row["killed"], row["place"]["city"]) == ("2024-05-03", 1, "Crane")


def test_attributions_and_times_hold_offsets(night: Any) -> None:
    (said,) = lines("attributions", night)
    assert night.account.text[said["start"] : said["end"]] == "My Timmy is brave"
    assert (said["speaker"], said["kind"], said["quoted"]) == ("Ann Crane", "family", True)
    (clock,) = lines("times", night)
    assert night.account.text[clock["start"] : clock["end"]] == "11:30 p.m."
    assert (clock["value"], clock["approximate"]) == ("2024-05-03T23:30", True)


def test_statements_hold_their_words(night: Any) -> None:
    rows = lines("statements", night)
    assert len(rows) == len(reading(night).reports[0].statements)
    assert {r["words"] for r in rows} >= {"shot dead", "Timmy Crane"}


@pytest.mark.parametrize("kind", ["reports", "statements", "attributions"])
def test_readings_for_the_public_are_masked(night: Any, kind: str) -> None:
    out = json.dumps(lines(kind, night, audience="public"))
    assert "Timmy" not in out
    assert "Holt" not in out
    assert "Ann " in out or kind == "reports"


def test_what_the_record_knows_decides_for_its_accounts(night: Any) -> None:
    masks = {"first": Mask((Named("Lee Park", "minor"),), free=(Named("Gus Holt"),))}
    out = json.dumps(lines("reports", night, audience="public", masks=masks))
    assert "Lee Park" not in out
    assert "Gus Holt" in out


@pytest.mark.parametrize(("kind", "form"), [("poems", "jsonl"), ("times", "csv")])
def test_what_there_is_not(kind: Any, form: Any) -> None:
    with pytest.raises(UsageError):
        export(kind, [], form)
