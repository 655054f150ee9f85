"""Towns that are people's homes, or of an arrest, and the town of the scene."""

import pytest

from tests.reading.places.accounts import scene


@pytest.mark.parametrize(
    ("title", "text", "city", "state"),
    [
        (
            "Decatur man charged in Huntsville shop shooting",
            "A Decatur man is charged with murder. Kip Oster, 38, of Decatur, was booked Monday."
            " Huntsville police said a man was shot at a shop on Larch Drive.",
            "Huntsville",
            "AL",
        ),
        (
            "Arrest made in July killing of Paducah barber",
            "A Metropolis, Illinois, man was arrested Monday in Evansville, Indiana, in the"
            " shooting death of a Paducah barber. He is in the Vanderburgh County Jail.",
            "Paducah",
            "KY",
        ),
        (
            "Victim in Elm Street shooting named",
            "KEOKUK -- The man killed Monday was Cal Dunn, 55, police said. Dunn was a pilot from"
            " Quincy, Illinois, who had moved to Keokuk in March.",
            "Keokuk",
            "IA",
        ),
        (
            "Mother killed on I-70",
            "Someone fired into a van near Richmond on Saturday, killing a mother. Indiana State"
            " Police said Joan Orr, 36, of Columbus, Ohio, was driving west.",
            "Richmond",
            "IN",
        ),
        (
            "Gunman kills 2 in Lancaster barbershop",
            "Two men were killed Friday at a barbershop, authorities said. Police in Reading"
            " arrested Kip Oster, 25, on Saturday. He is in the Lancaster County Prison.",
            "Lancaster",
            "PA",
        ),
        (
            "Man shot in Ypsilanti Township",
            "A man shot Sunday in Ypsilanti Township is in critical condition, the Washtenaw County"
            " sheriff said.",
            "Ypsilanti Township",
            "MI",
        ),
        ("Man shot", "A Yakima man was shot Monday, police said.", "Yakima", "WA"),
        (
            "Man dies of wounds",
            "A Yakima man was shot at home on Monday. He died at a hospital in Seattle.",
            "Yakima",
            "WA",
        ),
    ],
)
def test_a_home_town_gives_way_to_the_town_of_the_scene(
    title: str, text: str, city: str, state: str
) -> None:
    place = scene(text, title=title)
    assert (place.city, place.state) == (city, state)


def test_where_somebody_was_arrested_comes_after_where_the_shots_fell() -> None:
    text = (
        "LANCASTER, Pa. — Two men were killed Friday when a customer at a South Gull Street"
        " barbershop pulled a gun. Police arrested Kip Oster, 25, on Saturday at a house on Spruce"
        " Street."
    )
    assert scene(text).address == "South Gull Street"
