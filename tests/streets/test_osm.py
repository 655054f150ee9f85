"""OpenStreetMap extracts of an invented town, written with pyosmium and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("osmium")

from citydesk.base.errors import StreetsError
from citydesk.streets.builders import add, kind_of
from citydesk.streets.finding import Streets
from citydesk.streets.geometry import metres
from tests.streets import towns


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Streets:
    folder = tmp_path_factory.mktemp("osm")
    add(towns.pbf(folder / "wheatley.osm.pbf"), folder, towns=towns.TOWNS)
    return Streets.open(folder)


def at(streets: Streets, words: str) -> tuple[float, float]:
    outcome = streets.find(words, town="Wheatley", state="KS")
    assert outcome.answer is not None, outcome.reason
    return outcome.answer.lat, outcome.answer.lon


def test_a_corner_is_where_the_lines_of_two_streets_meet(streets: Streets) -> None:
    assert metres(at(streets, "Marlow Street and Fourth Avenue"), (38.5048, -97.5)) < 5


def test_a_house_is_at_its_own_point(streets: Streets) -> None:
    answer = streets.find("205 Marlow St.", town="Wheatley", state="KS").answer
    assert answer is not None
    assert metres((answer.lat, answer.lon), (38.5025, -97.4999)) < 10
    assert answer.precision == "point"
    assert answer.index == "wheatley"


def test_numbers_between_the_ends_of_an_interpolation_lie_along_it(streets: Streets) -> None:
    assert metres(at(streets, "650 Marlow St"), (38.5 + towns.BLOCK * 6.5, -97.5001)) < 10


def test_a_local_name_finds_the_street(streets: Streets) -> None:
    answer = streets.find("the Strand", town="Wheatley", state="KS").answer
    assert answer is not None
    assert answer.precision == "street"
    assert metres((answer.lat, answer.lon), (38.506, -97.5)) < 100


def test_a_park_is_its_outline(streets: Streets) -> None:
    answer = streets.find("Orchard Park", town="Wheatley", state="KS").answer
    assert answer is not None
    assert answer.area.closed
    assert answer.area.distance((38.504, -97.496)) == 0
    assert answer.area.distance((38.504, -97.490)) > 300


def test_an_exit_and_a_mile_post_belong_to_both_numbers_of_the_road(streets: Streets) -> None:
    for road in ("I-35", "US 77"):
        assert metres(at(streets, f"{road} at Exit 12"), (38.515, -97.515)) < 5
    assert metres(at(streets, "mile marker 40 on I-35"), (38.52, -97.51)) < 5


def test_the_boundary_decides_the_town_whatever_is_nearer(tmp_path: Path) -> None:
    far = (towns.LOW_FERRY,)
    add(towns.pbf(tmp_path / "a.osm.pbf"), tmp_path, towns=far, state="KS")
    streets = Streets.open(tmp_path)
    assert streets.find("4th Ave & Marlow", town="Wheatley", state="KS").answer is not None


def test_without_a_boundary_the_nearest_town_is_taken(tmp_path: Path) -> None:
    add(towns.pbf(tmp_path / "a.osm.pbf", boundaries=False), tmp_path, towns=towns.TOWNS)
    streets = Streets.open(tmp_path)
    assert streets.find("4th Ave & Marlow", town="Wheatley", state="KS").answer is not None


def test_a_way_without_a_name_is_no_street(streets: Streets) -> None:
    (index,) = streets.indexes
    assert "" not in index.cores(1)
    assert index.counts()["street"] == 5  # Marlow, the Strand, 4th, I 35, US 77


def test_a_truncated_extract_is_refused_and_leaves_no_index(tmp_path: Path) -> None:
    whole = towns.pbf(tmp_path / "whole.osm.pbf").read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(whole[: len(whole) - 60])
    with pytest.raises(StreetsError, match="cut short"):
        add(cut, tmp_path, towns=towns.TOWNS)
    assert not (tmp_path / "cut.streets").exists()


def test_a_renamed_file_is_seen_through(tmp_path: Path) -> None:
    path = tmp_path / "town.osm.pbf"
    path.write_bytes(b"RIFF0000WAVEfmt ")
    with pytest.raises(StreetsError, match="not what its name says"):
        kind_of(path)
