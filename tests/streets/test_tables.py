"""OpenAddresses and other tables of an invented town."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from citydesk.base.errors import StreetsError
from citydesk.streets.builders import add, kind_of
from citydesk.streets.finding import Streets
from citydesk.streets.geometry import metres
from tests.streets import towns

HOUSES = [
    {"LON": -97.5, "LAT": 38.5 + towns.BLOCK * n / 100, "NUMBER": n, "STREET": "MARLOW ST",
     "UNIT": "", "CITY": "WHEATLEY", "REGION": "KS", "POSTCODE": "67001"}
    for n in range(100, 1000, 20)
]  # fmt: skip


def found(folder: Path, words: str) -> tuple[float, float]:
    outcome = Streets.open(folder).find(words, town="Wheatley", state="KS")
    assert outcome.answer is not None, outcome.reason
    return outcome.answer.lat, outcome.answer.lon


def test_addresses_are_found_and_numbers_between_them(tmp_path: Path) -> None:
    add(towns.table(tmp_path / "w.csv", HOUSES), tmp_path)
    assert metres(found(tmp_path, "500 Marlow Street"), (38.506, -97.5)) < 5
    assert metres(found(tmp_path, "510 Marlow St"), (38.50612, -97.5)) < 5
    block = Streets.open(tmp_path).find("500 block of Marlow", town="Wheatley", state="KS").answer
    assert block is not None
    assert block.precision == "block"
    assert len(block.area.points) == 2


def test_a_compressed_table_and_geojson_tell_the_same(tmp_path: Path) -> None:
    plain = towns.table(tmp_path / "w.csv", HOUSES)
    packed = tmp_path / "w.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    features = [
        ({k.lower(): h[k] for k in ("NUMBER", "STREET", "CITY", "REGION", "POSTCODE")},
         {"type": "Point", "coordinates": [h["LON"], h["LAT"]]})
        for h in HOUSES
    ]  # fmt: skip
    towns.geojson(tmp_path / "w.geojson", features)
    for name in ("w.csv.gz", "w.geojson"):
        add(tmp_path / name, tmp_path / name.replace(".", "_"), name="same")
        assert (
            metres(found(tmp_path / name.replace(".", "_"), "500 Marlow St"), (38.506, -97.5)) < 5
        )


def test_a_wrong_point_is_dropped(tmp_path: Path) -> None:
    wrong = dict(HOUSES[10], LAT=38.7, LON=-97.2, NUMBER=303)
    add(towns.table(tmp_path / "w.csv", [*HOUSES, wrong]), tmp_path)
    assert metres(found(tmp_path, "303 Marlow St"), (38.50364, -97.5)) < 20


def test_a_point_that_many_streets_share_is_no_address(tmp_path: Path) -> None:
    centre = [
        dict(HOUSES[0], STREET=f"{name} St", LAT=38.51, LON=-97.51)
        for name in ("Ash", "Beech", "Cedar", "Dogwood")
    ]
    add(towns.table(tmp_path / "w.csv", [*HOUSES, *centre]), tmp_path)
    outcome = Streets.open(tmp_path).find("100 Ash St", town="Wheatley", state="KS")
    assert outcome.answer is None
    assert "no street called ash st" in outcome.reason


def test_metres_are_not_degrees(tmp_path: Path) -> None:
    rows = [dict(HOUSES[0], LON=1_650_000.5, LAT=1_700_000.0)]
    with pytest.raises(StreetsError, match="WGS 84"):
        add(towns.table(tmp_path / "w.csv", rows), tmp_path)


def test_a_place_in_the_sea_belongs_to_no_town(tmp_path: Path) -> None:
    rows = [
        {"address": "12 Marlow St", "city": "", "state": "", "lat": 38.5, "lon": -97.5},
        {"address": "14 Marlow St", "city": "", "state": "", "lat": 30.0, "lon": -60.0},
        {"address": "16 Marlow St", "city": "", "state": "", "lat": 0.0, "lon": 0.0},
    ]
    add(towns.table(tmp_path / "w.csv", rows), tmp_path, towns=towns.TOWNS)
    (index,) = Streets.open(tmp_path).indexes
    town = index.town("wheatley", "KS")
    assert town is not None
    (street,) = index.street(town.number, "marlow")
    assert list(street.numbers) == [12]
    assert index.source()["refused"] == 1


def test_a_file_that_tells_nothing_leaves_nothing(tmp_path: Path) -> None:
    rows = [dict(h, STREET="", NUMBER="") for h in HOUSES]
    with pytest.raises(StreetsError, match="no street, address or place"):
        add(towns.table(tmp_path / "w.csv", rows), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["w.csv"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"hello there\nworld", "no file of streets"),
        (b"PK\x03\x04cut", "cut short"),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "thing.dat"
    path.write_bytes(content)
    with pytest.raises(StreetsError, match=words):
        kind_of(path)


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(towns.table(tmp_path / "w.csv", HOUSES).read_bytes())
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(whole[:-40])
    with pytest.raises(StreetsError, match="cut short"):
        add(cut, tmp_path)


def test_a_stopped_build_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citydesk.streets.builders import adding

    monkeypatch.setattr(adding, "SAVED", 10)
    path = towns.table(tmp_path / "w.csv", HOUSES)
    with pytest.raises(StreetsError, match="add it again to go on"):
        add(path, tmp_path, wanted=lambda: False)
    assert (tmp_path / "w.partial").exists()
    assert not (tmp_path / "w.streets").exists()
    seen: list[int] = []
    add(path, tmp_path, progress=lambda step, done, total: seen.append(done))
    assert min(n for n in seen if n) > 10
    whole = tmp_path / "whole"
    add(path, whole)
    (one,), (other,) = Streets.open(tmp_path).indexes, Streets.open(whole).indexes
    assert one.source()["features"] == other.source()["features"] == len(HOUSES)
    assert one.street(1, "marlow")[0].numbers == other.street(1, "marlow")[0].numbers
    assert not list(tmp_path.glob("*.partial*"))


def test_adding_again_replaces_the_index_only_when_it_is_whole(tmp_path: Path) -> None:
    path = towns.table(tmp_path / "w.csv", HOUSES)
    add(path, tmp_path)
    before = (tmp_path / "w.streets").read_bytes()
    path.write_bytes(path.read_bytes() + b'"')
    moved = [dict(h, LON=1e6) for h in HOUSES]
    towns.table(path, moved)
    with pytest.raises(StreetsError):
        add(path, tmp_path)
    assert (tmp_path / "w.streets").read_bytes() == before
