"""From an account to its scene and its hospitals, each with the words it rests on."""

import time

import pytest

from citydesk.model import Place
from citydesk.reading.places.zones import zone_of
from tests.reading.places.accounts import mentions, scene, words_of

NIGHT = (
    "TRENTON, N.J. — Two men were shot late Friday in the 300 block of Maple Hollow Street, police"
    " said. Dorian Vale, 24, of Chesapeake, was taken to St. Brendan Medical Center. A suspect was"
    " arrested on Sunday in Camden.\nThe shooting happened near Quarry Square."
)


def test_the_scene_carries_address_city_and_state_together() -> None:
    place = scene(NIGHT)
    assert place.address == "300 block of Maple Hollow Street"
    assert (place.city, place.state, place.precision) == ("Trenton", "NJ", "block")
    assert place.radius is not None
    assert place.county == "Mercer County"


def test_every_part_rests_on_words() -> None:
    best = mentions(NIGHT)[0]
    assert words_of(NIGHT, best)[:3] == ["300 block of Maple Hollow Street", "TRENTON", "N.J."]


def test_the_best_scene_has_the_highest_probability() -> None:
    first, *others = [m for m in mentions(NIGHT) if m.field == "place"]
    assert all(m.probability < first.probability for m in others)


def test_a_landmark_told_elsewhere_is_its_own_statement() -> None:
    places = [m.value for m in mentions(NIGHT) if m.field == "place"]
    spots = [p for p in places if isinstance(p, Place) and p.landmark == "Quarry Square"]
    assert [p.precision for p in spots] == ["landmark"]
    assert spots[0].address is None


def test_the_hospital_is_not_the_scene() -> None:
    (hospital,) = [m for m in mentions(NIGHT) if m.field == "hospital"]
    assert words_of(NIGHT, hospital) == ["St. Brendan Medical Center"]


@pytest.mark.parametrize(
    ("text", "url", "city", "state"),
    [
        ("A man was shot in Springfield on Monday, police said.",
         "http://www.wcia.com/a", "Springfield", "IL"),
        ("A man was shot in Springfield on Monday, police said.",
         "http://www.masslive.com/a", "Springfield", "MA"),
        ("Columbus police say a teen was shot Monday in Columbus.",
         "http://www.wtvm.com/a", "Columbus", "GA"),
        ("SMYRNA, Del. (AP) — A boy was shot dead at home in Smyrna on Monday.",
         None, "Smyrna", "DE"),
        ("Wexford County deputies say a man was shot Monday in Cadillac.", None, "Cadillac", "MI"),
    ],
)  # fmt: skip
def test_namesakes_are_told_apart(text: str, url: str | None, city: str, state: str) -> None:
    place = scene(text, url=url)
    assert (place.city, place.state) == (city, state)


def test_the_neighborhood_of_the_scene() -> None:
    text = (
        "CHICAGO — A man was shot in the 900 block of West Fern Street in the Humboldt Park"
        " neighborhood on Monday, police said."
    )
    assert scene(text).neighborhood == "Humboldt Park"


def test_nothing_is_told_where_there_are_no_words() -> None:
    assert mentions("Nobody knows.", url="http://www.ktvu.com/news") == []
    assert mentions("") == []


@pytest.mark.parametrize("unit", ["Dover, Del. ", "shot in Springfield ", "5 Oak Street ", "Al "])
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    started = time.perf_counter()
    mentions(unit * 5_000)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("city", "county", "state", "zone"),
    [
        ("Oakland", None, "CA", "America/Los_Angeles"),
        ("El Paso", None, "TX", "America/Denver"),
        (None, "Escambia County", "FL", "America/Chicago"),
        ("Nowhere At All", None, "OH", "America/New_York"),
        ("Oakland", None, None, None),
    ],
)
def test_zones(city: str | None, county: str | None, state: str | None, zone: str | None) -> None:
    place = Place(words="there", precision="city", city=city, county=county, state=state)
    assert zone_of(place) == zone


def test_an_article_before_a_city_is_no_part_of_its_name() -> None:
    text = "The Trenton Police Department said a man was shot Friday on Larch Street, N.J."
    assert scene(text).city == "Trenton"


def test_an_abbreviated_township_is_written_out() -> None:
    text = "A boy was shot Friday in a Clinton Twp. park, Clinton Twp. police in Michigan said."
    assert scene(text).city == "Clinton Township"


def test_a_borough_comes_before_its_city() -> None:
    text = (
        "NEW YORK — A man was shot Friday night on Larch Avenue in Brooklyn, New York police said."
        " Brooklyn detectives look for a car."
    )
    assert scene(text).city == "Brooklyn"


def test_a_state_in_capitals_is_told() -> None:
    assert scene("LAWRENCE, KAN. - A boy was shot Friday in Lawrence, police said.").state == "KS"


def test_raised_digits_are_no_numbers_of_people() -> None:
    place = scene("² men were shot ² Friday in the 400 block of Larch Street in Trenton, N.J.")
    assert place.city == "Trenton"


def test_a_number_may_begin_the_name_of_a_street() -> None:
    text = "COLUMBIA, S.C. — A man was shot outside a Two Notch Road tire shop, police said."
    assert scene(text).address == "Two Notch Road"


def test_a_highway_patrol_is_no_road() -> None:
    text = "MERIDIAN, Miss. — A man was shot on Monday, the Highway Patrol said."
    assert scene(text).address is None


def test_a_spot_at_which_somebody_was_shot_is_the_scene_where_there_is_no_street() -> None:
    text = "AMES, Iowa — A student at Larkspur High School was shot in the leg on Monday."
    assert scene(text).landmark == "Larkspur High School"


def test_a_park_that_is_called_as_a_town_is_a_park() -> None:
    text = "MICHIGAN CITY, Ind. — A gunman wounded a man at Washington Park on Saturday evening."
    assert (scene(text).landmark, scene(text).city) == ("Washington Park", "Michigan City")
