"""TIGER ADDRFEAT shapefiles of an invented county, written with pyshp and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("shapefile")

from citydesk.base.errors import StreetsError
from citydesk.streets.builders import add
from citydesk.streets.finding import Streets
from citydesk.streets.geometry import metres
from tests.streets import towns
from tests.streets.towns import side


def made(folder: Path, *stretches: tuple[dict[str, str], list[tuple[float, float]]]) -> Streets:
    add(towns.shapefile(folder, list(stretches)), folder, name="county", towns=towns.TOWNS)
    return Streets.open(folder)


def north(block: int, lon: float = -97.5, base: float = 38.5) -> list[tuple[float, float]]:
    return [(base + towns.BLOCK * block, lon), (base + towns.BLOCK * (block + 1), lon)]


def test_a_number_lies_along_its_stretch(tmp_path: Path) -> None:
    streets = made(
        tmp_path,
        ({"FULLNAME": "Marlow St", **side(401, 499), **side(400, 498, left=False)}, north(4)),
        ({"FULLNAME": "Marlow St", **side(501, 599), **side(500, 598, left=False)}, north(5)),
    )
    answer = streets.find("450 Marlow Street", town="Wheatley", state="KS").answer
    assert answer is not None
    assert metres((answer.lat, answer.lon), (38.5 + towns.BLOCK * 4.5, -97.5)) < 5
    block = streets.find("500 block of Marlow", town="Wheatley", state="KS").answer
    assert block is not None
    assert block.precision == "block"
    ends = [38.5 + towns.BLOCK * 5, 38.5 + towns.BLOCK * 6]
    assert [p[0] for p in block.area.points] == pytest.approx(ends, abs=0.0001)


def test_ranges_on_one_side_and_falling_numbers(tmp_path: Path) -> None:
    streets = made(tmp_path, ({"FULLNAME": "Quince Rd", **side(198, 100)}, north(1)))
    answer = streets.find("110 Quince Rd", town="Wheatley", state="KS").answer
    assert answer is not None
    assert answer.lat > 38.5 + towns.BLOCK * 1.8


def test_odd_and_even_sides_may_lie_on_different_stretches(tmp_path: Path) -> None:
    streets = made(
        tmp_path,
        ({"FULLNAME": "Alder Ave", **side(101, 199)}, north(1)),
        ({"FULLNAME": "Alder Ave", **side(100, 198)}, north(6)),
    )
    odd = streets.find("151 Alder Ave", town="Wheatley", state="KS")
    even = streets.find("150 Alder Ave", town="Wheatley", state="KS")
    assert odd.answer is not None
    assert even.answer is not None
    assert odd.answer.lat < even.answer.lat - towns.BLOCK * 4


def test_streets_of_one_name_in_two_towns_of_the_county(tmp_path: Path) -> None:
    streets = made(
        tmp_path,
        ({"FULLNAME": "Main St", **side(100, 198)}, north(1)),
        ({"FULLNAME": "Main St", **side(100, 198)}, north(1, base=38.6)),
    )
    for town in towns.TOWNS:
        answer = streets.find("150 Main St", town=town.name, state="KS").answer
        assert answer is not None
        assert abs(answer.lat - town.lat) < 0.01


def test_two_streets_of_one_name_in_one_town_are_candidates_until_the_zip_decides(
    tmp_path: Path,
) -> None:
    streets = made(
        tmp_path,
        ({"FULLNAME": "Elm St", **side(100, 198), "ZIPL": "67001"}, north(1)),
        ({"FULLNAME": "Elm St", **side(100, 198), "ZIPL": "67002"}, north(1, lon=-97.53)),
    )
    outcome = streets.find("150 Elm St", town="Wheatley", state="KS")
    assert outcome.answer is None
    assert len(outcome.candidates) == 2
    assert "several places" in outcome.reason
    told = streets.find("150 Elm St, Wheatley, KS 67002")
    assert told.answer is not None
    assert told.answer.lon == pytest.approx(-97.53, abs=0.001)


def test_a_number_far_outside_is_put_at_the_nearest_end_with_a_wider_area(tmp_path: Path) -> None:
    streets = made(tmp_path, ({"FULLNAME": "Marlow St", **side(100, 198)}, north(1)))
    outcome = streets.find("400 Marlow St", town="Wheatley", state="KS")
    found = outcome.answer or outcome.candidates[0].answer
    assert found.area.margin > 200
    assert any("outside" in note for note in found.notes)


def test_a_street_of_three_thousand_segments(tmp_path: Path) -> None:
    many = [
        ({"FULLNAME": "Long Rd", **side(2 * i, 2 * i + 1)},
         [(38.4 + i * 0.00005, -97.5), (38.4 + (i + 1) * 0.00005, -97.5)])
        for i in range(3000)
    ]  # fmt: skip
    streets = made(tmp_path, *many)
    answer = streets.find("2000 Long Rd", town="Wheatley", state="KS").answer
    assert answer is not None
    assert answer.lat == pytest.approx(38.45, abs=0.001)


def test_a_projected_shapefile_is_refused_by_name(tmp_path: Path) -> None:
    path = towns.shapefile(tmp_path, [({"FULLNAME": "A St"}, north(1))], prj=towns.PROJECTED)
    with pytest.raises(StreetsError, match="StatePlane_Kansas_South"):
        add(path, tmp_path)


def test_a_cut_shapefile_is_refused(tmp_path: Path) -> None:
    path = towns.shapefile(
        tmp_path, [({"FULLNAME": f"Row {i} St", **side(1, 99)}, north(i)) for i in range(50)]
    )
    path.write_bytes(path.read_bytes()[:1200])
    with pytest.raises(StreetsError, match="cut short"):
        add(path, tmp_path)
    assert not list(tmp_path.glob("*.streets"))


def test_another_shapefile_is_not_taken_for_streets(tmp_path: Path) -> None:
    import shapefile as pyshp

    with pyshp.Writer(str(tmp_path / "lakes.shp"), shapeType=pyshp.POLYLINE) as out:
        out.field("NAME", "C", 20)
        out.line([[(-97.5, 38.5), (-97.4, 38.5)]])
        out.record("Lake")
    with pytest.raises(StreetsError, match="not of TIGER ADDRFEAT"):
        add(tmp_path / "lakes.shp", tmp_path)
