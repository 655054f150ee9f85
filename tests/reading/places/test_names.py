"""Names of cities, counties and states, and what is told with them."""

import pytest

from citydesk.reading.places.addresses import propose
from citydesk.reading.places.names import Name, names_in, state_after
from citydesk.reading.places.words import Words, split


def names(text: str) -> list[Name]:
    words = split("text", text, [])
    return names_in(words, propose(words))


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(n.kind, n.key, n.state) for n in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TRENTON, N.J. — A man was shot.", ("city", "trenton", "NJ")),
        ("He was hurt in Dayton, Ohio.", ("city", "dayton", "OH")),
        ("near Mobile, Ala., on Friday", ("city", "mobile", "AL")),
        ("a home in Quibblesville, Kan., burned", ("city", "quibblesville", "KS")),
        ("officers in Virginia Beach said", ("city", "virginia beach", None)),
        ("the Wayne County sheriff", ("county", "wayne county", None)),
        ("deputies in Caddo Parish, La.", ("county", "caddo parish", "LA")),
        ("troopers of Vermont said", ("state", "VT", "VT")),
        ("shots in KCK on Monday", ("city", "kansas city", "KS")),
        ("a house in the town of Quibble", ("city", "quibble", None)),
    ],
)
def test_it_finds(text: str, name: tuple[str, str, str | None]) -> None:
    assert name in found(text)


def test_the_name_of_a_street_is_not_a_city() -> None:
    (name,) = [n for n in names("shot on Lincoln Avenue today") if n.kind == "city"] or [None]
    assert name is None or name.inside == "street"


def test_the_shorter_name_inside_the_longer_is_kept() -> None:
    both = [(n.key, n.inside) for n in names("in North Charleston on Monday")]
    assert ("north charleston", "") in both
    assert ("charleston", "longer") in both


@pytest.mark.parametrize(
    ("text", "state"),
    [(", Calif.", "CA"), (", CA", "CA"), (" in", None), (" IN", None), (", New Mexico", "NM")],
)
def test_the_state_after_a_name(text: str, state: str | None) -> None:
    words: Words = split("text", f"Dover{text} then", [])
    told = state_after(words, 1)
    assert (told[0] if told else None) == state
