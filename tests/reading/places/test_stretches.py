"""What the words around an address tell, and that a page is filed under the shooting of a child."""

from citydesk.reading.context import survey as context_of
from citydesk.reading.parsed import parse
from citydesk.reading.places.stretches import Stretch, stretch_features, stretches
from citydesk.reading.places.survey import survey
from tests.reading.places.accounts import account, scene

PAGE = (
    "CRANE, Ohio — Four people were hurt in shootings across the city on Friday, police said.\n\n"
    "A 31-year-old man was shot at 1 p.m. in the 100 block of Larch Street. He was stable.\n\n"
    "A 44-year-old woman was grazed at 3 p.m. in the 200 block of Fern Street. She was stable.\n\n"
    "At 5 p.m., a 9-year-old boy was accidentally shot in the 300 block of Alder Street.\n\n"
    "Rex Holm, 52, was robbed at 8 p.m. in the 400 block of Birch Street."
)


def told(text: str) -> list[Stretch | None]:
    parsed = parse(account(text))
    seen = survey(parsed, context_of(parsed))
    return stretches(seen.addresses, seen.context, {})


def test_a_stretch_holds_its_own_ages_and_not_its_neighbours() -> None:
    assert [sorted(s.ages) for s in told(PAGE) if s] == [[31], [44], [9], [52]]


def test_the_signs_of_a_child_hurt_by_accident() -> None:
    third = told(PAGE)[2]
    assert third is not None
    assert {"young", "minor", "accident", "shot"} <= third.signs


def test_only_one_of_them_has_a_child() -> None:
    features = stretch_features(told(PAGE), 2)
    assert features["only minor"] == 1.0
    assert "only minor" not in stretch_features(told(PAGE), 0)


def test_people_counted_are_the_toll_of_their_stretch() -> None:
    text = "Shots fell.\n\nFive people were shot on Larch Street.\n\nOne was shot on Fern Street."
    first, second = told(text)
    assert first is not None
    assert second is not None
    assert (first.toll, second.toll) == (5, 0)


def test_the_title_has_no_stretch() -> None:
    parsed = parse(account("Nobody was hurt.", title="Boy, 9, shot on Larch Street"))
    seen = survey(parsed, context_of(parsed))
    assert stretches(seen.addresses, seen.context, {}) == [None]


def test_a_page_of_several_is_read_as_that_of_the_child() -> None:
    assert scene(PAGE).address == "300 block of Alder Street"
