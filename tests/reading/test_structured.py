"""Rows become statements that rest on their cells, in the voice of their source; never guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk import testing
from citydesk.accounts import prepare, prepare_with_notes
from citydesk.base.geometry import cell_value, evidence_of, shown
from citydesk.mappings import packaged
from citydesk.model import Account, Cell, Count, Person, Place, Reading, Span, Text, Time
from citydesk.reading import read

ALERT = {
    "unique_id": "SST-123",
    "date": "2024-05-03T23:41:12.000",
    "block": "4200 W ELM AVE",
    "incident_type_description": "MULTIPLE GUNSHOTS",
    "latitude": "41.8412",
    "longitude": "-87.7301",
}
CALL = {
    "NOPD_Item": "E0000124",
    "Type": "34S",
    "TypeText": "AGGRAVATED BATTERY BY SHOOTING",
    "TimeCreate": "05/03/2024 11:41:00 PM",
    "BLOCK_ADDRESS": "012XX Elm St",
}
CURATED = {
    "id": "77",
    "date": "2024-05-03",
    "name": "Rex Tallow",
    "age": "34",
    "gender": "male",
    "armed_with": "gun",
    "agency_ids": "12",
    "city": "Topeka",
    "county": "Shawnee",
    "state": "KS",
    "latitude": "39.05",
    "longitude": "-95.67",
    "location_precision": "block",
}


def account_of(mapping: str, row: dict[str, str]) -> Account:
    body = json.dumps({"mapping": mapping, "row": row}).encode()
    media_type = "application/vnd.citydesk.row+json"
    return prepare(testing.capture(body, media_type=media_type))


def reading_of(mapping: str, row: dict[str, str]) -> Reading:
    (made,) = read([account_of(mapping, row)])
    return made


def values(made: Reading) -> dict[str, Any]:
    return {s.field: s.value for s in made.reports[0].statements}


def test_an_activation_tells_when_where_and_that_it_is_an_alert() -> None:
    made = reading_of("chicago-activations", ALERT)
    told = values(made)
    assert isinstance(told["time"], Time)
    assert told["time"].start.isoformat() == "2024-05-03T23:41:00"
    assert told["time"].zone == "America/Chicago"
    assert isinstance(told["place"], Place)
    assert told["place"].address == "4200 W ELM AVE"
    assert (told["place"].precision, told["place"].radius) == ("block", 100)
    assert told["kind"] == Text(text="gunshot alert")
    assert not made.reports[0].background


def test_a_machine_alleges_in_its_own_voice() -> None:
    made = reading_of("chicago-activations", ALERT)
    assert {s.attribution.speaker.kind for s in made.reports[0].statements} == {"sensor"}
    assert {s.certainty for s in made.reports[0].statements} == {"alleged"}
    assert {s.attribution.speaker.name for s in made.reports[0].statements} == {
        "Chicago gunshot sensors"
    }


def test_a_sensor_among_calls_is_a_sensor() -> None:
    row = {
        "event_number": "CPD1",
        "create_time_incident": "2024-05-03T23:41:00",
        "incident_type_desc": "SHOT SPOTTER ACTIVITY",
        "disposition_text": "UNFOUNDED",
        "address_x": "12XX ELM ST",
    }
    made = reading_of("cincinnati-dispatch", row)
    assert made.account.voice == "sensor"
    told = {s.field: s.value for s in made.reports[0].statements}
    assert told["kind"] == Text(text="gunshot alert")
    assert told["disposition"] == Text(text="no evidence")


def test_every_statement_rests_on_cells_and_quotes_them() -> None:
    made = reading_of("seattle-fire", {
        "incident_number": "F1", "address": "4th Av / Pine St", "type": "Assault w/Weapons 14",
        "datetime": "2024-05-03T23:41:00",
    })  # fmt: skip
    for statement in made.reports[0].statements:
        evidence = evidence_of(made.account, statement)
        cells = [each for each in evidence if isinstance(each, Cell)]
        assert cells
        for each in evidence:
            assert shown(made.account, each)
        for cell in cells:
            assert cell_value(made.account, cell)


def test_a_code_that_nobody_has_mapped_stays_raw_and_founds_nothing() -> None:
    made = reading_of("new-orleans-dispatch", {**CALL, "Type": "107"})
    assert made.reports[0].background
    assert "kind" not in values(made)
    assert any("no mapping explains" in each.reason for each in made.rejections)
    assert made.account.text.count("107") == 1


def test_a_call_that_ended_as_fireworks_founds_nothing() -> None:
    row = {
        "cad_event_number": "2024000",
        "cad_event_original_time_queued": "05/03/2024 11:41:00 PM",
        "initial_call_type": "SHOTS - IP/JO",
        "final_call_type": "--FIREWORKS - NUISANCE",
    }
    made = reading_of("seattle-police", row)
    told = values(made)
    assert told["disposition"] == Text(text="fireworks")
    assert made.reports[0].background


def test_a_curators_row_tells_the_person_the_toll_and_the_day() -> None:
    told = values(reading_of("washington-post-fatal-force", CURATED))
    assert told["person"] == Person(role="victim", name="Rex Tallow", age=34, gender="male")
    assert told["killed"] == Count(low=1, high=1)
    assert told["time"].granularity == "day"
    assert (told["place"].city, told["place"].state) == ("Topeka", "KS")
    assert (told["place"].precision, told["place"].radius) == ("block", 150)


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("-87.7301", "41.8412", "stand in each other's column"),
        ("91", "10", "impossible"),
        ("north", "10", "no number"),
        ("0", "0", "nowhere"),
        ("nan", "10", "nowhere"),
    ],
)
def test_an_impossible_coordinate_is_said_and_not_put_right(
    lat: str, lon: str, reason: str
) -> None:
    made = reading_of("chicago-activations", {**ALERT, "latitude": lat, "longitude": lon})
    place = values(made)["place"]
    assert (place.lat, place.lon, place.radius) == (None, None, None)
    assert place.address == "4200 W ELM AVE"
    assert any(reason in each.reason for each in made.rejections)


def test_a_time_that_is_none_is_said_and_the_rest_is_kept() -> None:
    row = {**ALERT, "date": "yesterday"}
    body = json.dumps({"mapping": "chicago-activations", "row": row}).encode()
    told = testing.capture(body, media_type="application/vnd.citydesk.row+json")
    account, notes = prepare_with_notes(told)
    assert notes == ("'yesterday' is no time: kept without a date",)
    (made,) = read([account])
    assert "place" in values(made)
    assert any(each.field == "time" for each in made.rejections)


@pytest.mark.parametrize(("age", "reason"), [("-3", "cannot be"), ("old", "no number")])
def test_an_age_that_cannot_be_is_said(age: str, reason: str) -> None:
    made = reading_of("washington-post-fatal-force", {**CURATED, "age": age})
    assert values(made)["person"].age is None
    assert any(reason in each.reason for each in made.rejections)


def test_redacted_is_no_address() -> None:
    made = reading_of("new-orleans-dispatch", {**CALL, "BLOCK_ADDRESS": "REDACTED"})
    assert "place" not in values(made)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40)


@given(
    st.sampled_from(sorted(packaged())).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.fixed_dictionaries(dict.fromkeys(packaged()[name].columns, CELLS)),
        )
    )
)
def test_whatever_stands_in_the_cells_is_read_or_rejected(told: tuple[str, dict[str, str]]) -> None:
    mapping, row = told
    row = {name: " ".join(cell.split()) for name, cell in row.items() if cell.strip()}
    if not row:
        return
    made = reading_of(mapping, row)
    for statement in made.reports[0].statements:
        for span in statement.evidence:
            assert isinstance(span, Span)
            assert shown(made.account, span)
