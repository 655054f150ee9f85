"""The indexes beside a desk: places get points, pages draw streets, `--near` takes addresses."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from citydesk.base.errors import UsageError
from citydesk.cli.main import run
from citydesk.flow.locating import Locator, folder_of, locator_of
from citydesk.flow.typed import near_of
from citydesk.model import Place
from citydesk.store import open_store
from citydesk.streets import Streets
from citydesk.streets.builders import add
from citydesk.streets.geometry import metres
from citydesk.views.locating import drawing
from tests.streets import towns


def lines(folder: Path) -> Path:
    """Write Alder Street and 4th Avenue of Wheatley as lines with their house numbers."""
    north = [[-97.5, 38.5], [-97.5, 38.512]]
    east = [[-97.51, 38.5048], [-97.49, 38.5048]]
    told = {"city": "Wheatley", "region": "KS", "postcode": "67001"}
    return towns.geojson(
        folder / "wheatley.geojson",
        [
            ({**told, "street": "Alder Street", "left": [1, 999], "right": [2, 1000]},
             {"type": "LineString", "coordinates": north}),
            ({**told, "street": "4th Avenue", "left": [1, 1999], "right": [2, 2000]},
             {"type": "LineString", "coordinates": east}),
            ({"name": "Orchard Park", "kind": "park", **told},
             {"type": "Polygon", "coordinates": [[[-97.497, 38.503], [-97.495, 38.503],
              [-97.495, 38.505], [-97.497, 38.505], [-97.497, 38.503]]]}),
            ({"name": "Mill End", "kind": "neighborhood", **told},
             {"type": "Point", "coordinates": [-97.505, 38.508]}),
        ],
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "streets"
    add(lines(tmp_path), made)
    return made


PLACE = Place(
    words="400 block of Alder Street", address="400 block of Alder Street", precision="block",
    city="Wheatley", state="KS", lat=38.53, lon=-97.52, radius=2400.0,
)  # fmt: skip


def test_a_place_gets_the_point_of_its_block_and_keeps_its_words(folder: Path) -> None:
    found = Locator(str(folder)).value(PLACE)
    assert isinstance(found, Place)
    assert metres((found.lat or 0, found.lon or 0), (38.5054, -97.5)) < 20
    assert found.radius is not None
    assert found.radius < 150
    assert dataclasses.replace(found, lat=PLACE.lat, lon=PLACE.lon, radius=PLACE.radius) == PLACE


def test_a_place_that_is_known_better_stays(folder: Path) -> None:
    exact = dataclasses.replace(PLACE, lat=38.5, lon=-97.5, radius=5.0)
    assert Locator(str(folder)).value(exact) is exact


def test_a_place_of_another_town_stays_as_wide_as_it_is(folder: Path) -> None:
    other = dataclasses.replace(PLACE, city="Low Ferry")
    assert Locator(str(folder)).value(other) is other


def test_two_blocks_are_two_places_on_one_drawing(folder: Path) -> None:
    other = dataclasses.replace(PLACE, address="800 block of Alder Street")
    made = drawing([(PLACE, True), (other, False)], Locator(str(folder)))
    assert made is not None
    assert len(made.shapes) == 2
    assert made.shapes[0].path != made.shapes[1].path
    assert {name for *_, name in made.labels} == {"Alder Street", "4th Avenue"}


def test_near_takes_a_corner_a_part_of_town_and_a_zip_code(folder: Path) -> None:
    streets = Streets.open(folder)
    corner = near_of("Alder Street and 4th, Wheatley, KS", 1.0, streets)
    assert metres((corner.lat, corner.lon), (38.5048, -97.5)) < 5
    part = near_of("Mill End, Wheatley", 1.0, streets)
    assert metres((part.lat, part.lon), (38.508, -97.505)) < 5
    assert near_of("67001", 1.0, streets).km >= 1.0
    with pytest.raises(UsageError, match="99999"):
        near_of("99999", 1.0, streets)


def test_a_desk_without_an_index_has_no_locator(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "citydesk.db")) as store:  # type: ignore[attr-defined]
        assert locator_of(store) is None
    assert folder_of(tmp_path / "citydesk.db") == tmp_path / "streets"


STORY = (
    "WHEATLEY, Kan. - A man was shot and killed Sunday night in the {} block of Alder Street in"
    " Wheatley, Kansas, police said."
)


def told(desk: Path, name: str, block: str) -> None:
    row = {
        "id": name, "title": "Man shot and killed in Wheatley", "text": STORY.format(block),
        "published": "2023-06-06T09:00-05:00", "outlet": "Plains Dispatch",
    }  # fmt: skip
    path = desk.parent / f"{name}.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run(["--desk", str(desk), "add", str(path)]) == 0


def place_of(desk: Path) -> Place:
    with open_store(str(desk)) as store:  # type: ignore[attr-defined]
        (record,) = store.records()
        found = store.record(record.id).finding("place")
    assert found is not None
    assert isinstance(found.value, Place)
    return found.value


def test_the_command_adds_lists_checks_finds_and_removes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "citydesk.db"
    with open_store(str(desk)):  # type: ignore[attr-defined]
        pass
    at = ["--desk", str(desk), "streets"]
    assert run([*at, "add", str(lines(tmp_path))]) == 0
    assert run([*at, "list"]) == 0
    assert "2 streets in 1 towns" in capsys.readouterr().out
    assert run([*at, "check"]) == 0
    assert run([*at, "find", "400 block of Alder St, Wheatley, KS"]) == 0
    assert "block, within" in capsys.readouterr().out
    assert run([*at, "find", "400 block of Nowhere St, Wheatley, KS"]) == 1
    assert "no street called nowhere st" in capsys.readouterr().out
    assert run([*at, "remove", "wheatley"]) == 0
    assert run([*at, "remove", "wheatley"]) == 4


def test_an_index_that_is_gone_is_said_and_nothing_moves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "citydesk.db"
    add(lines(tmp_path), tmp_path / "streets")
    told(desk, "one", "400")
    before = place_of(desk)
    (tmp_path / "streets" / "wheatley.streets").unlink()
    assert place_of(desk) == before
    capsys.readouterr()
    assert run(["--desk", str(desk), "streets", "check"]) == 1
    assert "this index of streets is gone" in capsys.readouterr().err


def test_a_damaged_index_is_said_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "citydesk.db"
    with open_store(str(desk)):  # type: ignore[attr-defined]
        pass
    (tmp_path / "streets").mkdir()
    (tmp_path / "streets" / "bad.streets").write_bytes(b"not a database, for certain" * 40)
    assert run(["--desk", str(desk), "streets", "check"]) == 1
    assert "is not an index of streets" in capsys.readouterr().err


def test_an_editor_moves_a_place_and_takes_it_back(tmp_path: Path) -> None:
    desk = tmp_path / "citydesk.db"
    add(lines(tmp_path), tmp_path / "streets")
    told(desk, "one", "400")
    before = place_of(desk)
    at = ["--desk", str(desk), "judge"]
    with open_store(str(desk)) as store:  # type: ignore[attr-defined]
        (incident,) = [record.id for record in store.records()]
    why = ["--why", "the station gave the lot behind", "--who", "Bea"]
    assert run([*at, "move", incident, "38.5061,-97.5012,40", *why]) == 0
    after = place_of(desk)
    assert (after.lat, after.lon, after.radius) == (38.5061, -97.5012, 40.0)
    assert (
        dataclasses.replace(after, lat=before.lat, lon=before.lon, radius=before.radius) == before
    )
    with open_store(str(desk)) as store:  # type: ignore[attr-defined]
        (judgement,) = store.judgements()
        found = store.record(incident).finding("place")
    assert found is not None
    assert "put on the map by Bea" in found.reason
    assert run([*at, "withdraw", judgement.id, *why]) == 0
    assert place_of(desk) == before
    assert run([*at, "move", incident, "somewhere", *why]) == 2
