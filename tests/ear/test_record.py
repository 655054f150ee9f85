"""What the ear hears enters the record as any other account, and meets the next day's article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citydesk.cli.main import run
from citydesk.model import Text
from citydesk.store import SqliteStore
from tests.ear.conftest import PLACE, SENSORS
from tests.ear.test_listening import fill, heard

pytest.importorskip("scipy")
pytest.importorskip("soundfile")

LAT, LON = 39.76, -84.19
ARTICLE = {
    "id": "ledger-1",
    "published": "2026-03-02T14:00:00Z",
    "outlet": "Harbor Ledger",
    "title": "Man wounded in shooting on Elm Street",
    "text": "DAYTON, Ohio - A man was wounded in a shooting Sunday evening, police said.\n\n"
    "Officers were called to the 1200 block of Elm Street in Dayton, Ohio, about 6:15 p.m. Sunday, "
    "where they found a man with a gunshot wound. Neighbors heard three shots.",
}


def degrees(x: float, y: float) -> str:
    return f"lat = {LAT + y / 111_132:.7f}\nlon = {LON + x / 85_600:.7f}\n"


def network(folder: Path) -> Path:
    rows = [
        f'[[sensor]]\nid = "{name}"\n{degrees(x, y)}folder = "in/{name}"\n'
        for name, (x, y) in SENSORS.items()
    ]
    block = f'[[place]]\nname = "1200 block of Elm Street"\n{degrees(*PLACE)}'
    head = 'name = "North End"\ncity = "Dayton"\nstate = "OH"\ntemperature = 20\n'
    path = folder / "sensors.toml"
    path.write_text("\n".join([head, *rows, block]))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    fill(tmp_path, heard())
    assert run(["ear", "listen", "--config", str(network(tmp_path)), "--once"]) == 0
    return tmp_path / "desk.db"


def records(desk: Path) -> list[list[str]]:
    with SqliteStore(desk) as store:
        return sorted(sorted(t.account for t in one.tellings) for one in store.records())


def test_an_activation_alone_is_a_gunshot_alert_that_nobody_confirmed(desk: Path) -> None:
    lines = desk.parent / "heard" / "activations.jsonl"
    assert run(["--desk", str(desk), "add", str(lines)]) == 0
    with SqliteStore(desk) as store:
        (record,) = store.records()
        kind = record.finding("kind")
        place = record.finding("place")
        assert kind is not None
        assert kind.value == Text(text="gunshot alert")
        assert place is not None
        assert record.finding("disposition") is None


def test_an_activation_and_the_article_of_the_next_day_are_one_incident(
    desk: Path, tmp_path: Path
) -> None:
    article = tmp_path / "article.jsonl"
    article.write_text(json.dumps(ARTICLE) + "\n")
    lines = tmp_path / "heard" / "activations.jsonl"
    assert run(["--desk", str(desk), "add", str(lines), str(article)]) == 0
    ((first, second),) = records(desk)
    assert first.startswith("ear-activations:2026-03-01T")
    assert second == "ledger-1"


@pytest.mark.parametrize(
    "state",
    ["evidence found", "no evidence found", "not gunfire", "test or duplicate", "unconfirmed"],
)
def test_an_analyst_says_what_was_found(desk: Path, state: str) -> None:
    lines = desk.parent / "heard" / "activations.jsonl"
    assert run(["--desk", str(desk), "add", str(lines)]) == 0
    with SqliteStore(desk) as store:
        (record,) = store.records()
    words = [
        "judge",
        "set",
        record.id,
        "disposition",
        state,
        "--source",
        "analyst",
        "--why",
        "seen",
    ]
    assert run(["--desk", str(desk), *words]) == 0
    with SqliteStore(desk) as store:
        found = store.record(record.id).finding("disposition")
        assert found is not None
        assert found.value == Text(text=state)
