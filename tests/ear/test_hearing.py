"""From files to shots, lines, words, pages; and what is told where that cannot be."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from citydesk.cli.main import run
from citydesk.ear import Sensor
from citydesk.ear.errors import EarError, UnusableSensors
from citydesk.ear.files import hearings
from citydesk.ear.files.frames import Frame
from citydesk.ear.hearing import hear
from citydesk.ear.page import write_page
from citydesk.ear.pictures import site
from citydesk.ear.telling import Names, account, accounts
from tests.ear.conftest import PLACE, SENSORS


def test_sound_at_five_sampling_rates_gives_the_burst(recorded: Path) -> None:
    (held,) = hearings([recorded])
    assert held.test == "burst-1"
    (shot,) = hear(held, "sound").shots
    assert math.hypot(shot.x - PLACE[0], shot.y - PLACE[1]) < 8
    assert len(shot.times) == 3
    assert len(shot.used) == 5


def test_a_page_has_the_map_the_waveforms_and_the_sound(recorded: Path, tmp_path: Path) -> None:
    (held,) = hearings([recorded])
    page = write_page(hear(held, "sound"), tmp_path / "page").read_text("utf-8")
    assert "3 rounds" in page
    assert page.count("<audio") == 5
    for name in ("1-map.svg", "1-sound.svg"):
        ET.fromstring((tmp_path / "page" / name).read_text("utf-8"))
    assert (tmp_path / "page" / "1-1.wav").stat().st_size < 200_000 * 2


def test_names_of_sensors_cannot_write_into_a_picture(recorded: Path) -> None:
    (held,) = hearings([recorded])
    shot = hear(held, "sound").shots[0]
    rude = (*held.sensors, Sensor(id="<script>&'", x=300.0, y=200.0))
    assert "<script>" not in site(shot, rude)
    ET.fromstring(site(shot, rude))


def test_an_account_claims_no_more_than_was_heard(recorded: Path) -> None:
    (held,) = hearings([recorded])
    told = account(hear(held, "sound").shots[0], Names(network="North End sensors"))
    assert "may be 3 rounds of gunfire" in str(told["words"])
    assert told["outcome"] == "unconfirmed"
    assert told["sound"] == "possible gunfire"
    assert told["network"] == "North End sensors"


def test_an_hour_of_bursts_is_one_row(recorded: Path) -> None:
    (held,) = hearings([recorded])
    shot = hear(held, "sound").shots[0]
    evening = [replace(shot, times=(shot.time + 20.0 * at,)) for at in range(180)]
    (row,) = accounts(evening, Names())
    assert row["sound"] == "many bursts"
    assert "one of 180 bursts" in str(row["words"])


def test_silent_and_broken_recordings_are_said_and_left_out(recorded: Path) -> None:
    (recorded / "burst-1" / "a.wav").write_bytes(b"RIFF no sound at all")
    (held,) = hearings([recorded])
    heard = hear(held, "sound")
    assert any("a left out" in one for one in heard.remarks)
    assert math.hypot(heard.shots[0].x - PLACE[0], heard.shots[0].y - PLACE[1]) < 15


def test_impulses_in_degrees_come_back_in_degrees(tmp_path: Path) -> None:
    frame = Frame(lat=37.8, lon=-122.27)
    rows = []
    for name, (x, y) in SENSORS.items():
        lat, lon = frame.degrees(x, y)
        time = 1_772_406_900 + math.hypot(x - PLACE[0], y - PLACE[1]) / 340
        rows.append({"sensor": name, "time": time, "lat": lat, "lon": lon})
    path = tmp_path / "night.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    (held,) = hearings([path])
    (shot,) = hear(held).shots
    assert held.frame is not None
    lat, lon = held.frame.degrees(shot.x, shot.y)
    x, y = frame.metres(lat, lon)
    assert math.hypot(x - PLACE[0], y - PLACE[1]) < 20


ROW = {"sensor": "a", "time": "2026-03-01T23:15:00Z", "x": 1.0, "y": 2.0}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({**ROW, "x": "one"}, "x must be a finite number"),
        ({**ROW, "x": math.nan}, "x must be a finite number"),
        ({**ROW, "time": "2026-03-01T23:15:00"}, "without a zone"),
        ({**ROW, "time": "soon"}, "no time"),
        ({**ROW, "sensor": " "}, "sensor is missing"),
        ({"sensor": "a", "time": 1.0, "lat": 137.0, "lon": 5.0}, "not in degrees"),
        ([1], "must be an object"),
    ],
)
def test_rows_that_cannot_be_are_refused_with_their_place(
    tmp_path: Path, row: object, why: str
) -> None:
    path = tmp_path / "night.jsonl"
    path.write_text(json.dumps(row))
    with pytest.raises(EarError, match=why):
        list(hearings([path]))


def test_a_folder_without_anything_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UnusableSensors, match="no impulses"):
        list(hearings([tmp_path]))


def test_sound_without_its_place_says_what_is_missing(recorded: Path) -> None:
    (recorded / "burst-1" / "b.json").unlink()
    with pytest.raises(UnusableSensors, match=r"b\.wav has no \.json"):
        list(hearings([recorded]))


def test_the_command_writes_a_line_for_every_round(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["ear", "locate", str(recorded), "--from", "sound", "--format", "jsonl"]
    assert run(asked) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["round"] for row in rows] == [1, 2, 3]
    assert {row["test"] for row in rows} == {"burst-1"}
    assert set(rows[0]["region"]) == {"semi_major", "semi_minor", "azimuth"}


def test_the_command_reports_for_people(recorded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ear", "locate", str(recorded), "--from", "sound"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "3 rounds" in told
    assert "5 sensors" in told


def test_the_command_refuses_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ear", "locate", str(tmp_path / "nowhere")]) == 2
    assert "no such file or folder" in capsys.readouterr().err


def test_sound_that_begins_within_a_burst_is_said(recorded: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    for path in (recorded / "burst-1").glob("*.wav"):
        heard, rate = soundfile.read(path)
        about = json.loads(path.with_suffix(".json").read_text())
        soundfile.write(path, heard[int(2.55 * rate) :], rate)
        about["timestamp"] = "2026-03-01T23:15:02.55Z"
        path.with_suffix(".json").write_text(json.dumps(about))
    (held,) = hearings([recorded])
    heard = hear(held, "sound")
    assert any("begins within a burst" in one for one in heard.remarks)
