"""What one sentence claims: kind, count and the words."""

from __future__ import annotations

import pytest

from citydesk.reading.toll.claims import claims
from citydesk.reading.toll.tokens import words


def told(sentence: str, *, title: bool = False) -> list[tuple[str, int | None]]:
    return [(c.kind, c.count) for c in claims(words(sentence), 0, title)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two men and a woman were shot, two of them fatally.", [("shot", 3), ("killed", 2)]),
        (
            "A gunman opened fire, killing a 33-year-old baker and injuring four other people.",
            [("killed", 1), ("injured", 4)],
        ),
        ("Dara Quill, 23, was shot and killed on Elm Street.", [("killed", 1)]),
        ("A man, 34, was killed and a woman, 22, was hurt.", [("killed", 1), ("injured", 1)]),
        ("Police found his wife, son and 10-year-old daughter dead.", [("killed", 3)]),
        ("No injuries were reported at the mill.", [("injured", 0)]),
        ("Four people, including Holt, were dead by morning.", [("killed", 4)]),
        ("Six people — five men and a girl aged 4 to 60 — were shot.", [("shot", 6)]),
        ("Three of the victims were wounded.", [("injured", 3), ("victims", 3)]),
        ("He faces two counts of murder.", [("counts", 2)]),
        ("The office is investigating a double homicide.", [("counts", 2)]),
        ("Medics found three people with gunshot wounds.", [("shot", 3)]),
        ("The clerk's death is being investigated.", [("killed", 1)]),
        ("No one was hurt.", [("injured", 0)]),
    ],
)
def test_a_sentence_claims_its_numbers(
    sentence: str, expected: list[tuple[str, int | None]]
) -> None:
    assert [c for c in told(sentence) if c in expected] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The last of three men charged in a fatal tavern shooting was in court.",
        "Three people charged after shooting outside Dunmore hospital",
        "Three people, including the two who died, came from Marlow Heights.",
        "Deputies went to the shooting about 3:16 p.m.",
        "Detectives found 3-mm. casings after the shooting.",
        "3-1-1 calls released from fatal tavern shooting",
    ],
)
def test_who_did_it_and_longer_numbers_are_no_toll(sentence: str) -> None:
    hit = {"killed", "injured", "shot"}
    assert not [c for c in told(sentence, title=True) if c[0] in hit and c[1] == 3]


def test_who_was_arrested_may_have_been_shot() -> None:
    assert ("shot", 3) in told("Three men were arrested after they were shot in Dunmore.")


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("5 shot, 1 killed at Larkspur party", [("shot", 5), ("killed", 1)]),
        ("Man, woman dead in Larkspur home", [("killed", 2)]),
        ("Boy, 10, dead after fall fair shooting", [("killed", 1)]),
        ("Two bailiffs, shooter killed in court", [("killed", 3)]),
    ],
)
def test_headlines_leave_words_out(headline: str, expected: list[tuple[str, int | None]]) -> None:
    assert [c for c in told(headline, title=True) if c in expected] == expected


def test_a_block_an_age_and_a_count_of_shots_are_no_people() -> None:
    counts = {n for _, n in told("Police heard 12 shots fired in the 400 block, a man, 41, said.")}
    assert not counts & {12, 400, 41}


def test_whoever_is_charged_with_a_deed_did_not_suffer_it() -> None:
    assert not told("A man was charged with murder in the shooting.")


def test_one_more_person_is_told_apart() -> None:
    (claim,) = claims(words("Another teenager was shot in the ankle."), 0, False)
    assert claim.another


def test_at_least_is_not_exact() -> None:
    (claim,) = claims(words("At least three people were killed."), 0, False)
    assert (claim.count, claim.exact) == (3, False)


def test_hostile_sentences_stay_linear() -> None:
    for piece in ("killed ", "9", "two people and ", "a man, 34, ", '" '):
        assert isinstance(told(piece * 3000), list)


def test_a_death_is_told_of_whoever_he_and_she_are() -> None:
    text = "The victim was taken across town to a hospital by an ambulance, where he later died."
    assert ("killed", 1) in told(text)
    assert ("killed", 1) in told("She died the next day.")
    assert ("killed", 1) not in told("He killed.")


def test_the_death_of_somebody_is_his_or_hers_whatever_they_are_called() -> None:
    assert ("killed", 1) in told("He was convicted in the shooting death of corner grocer Ann Rao.")
    assert ("killed", 1) in told("The boy fatally shot himself in the head.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Second victim dies; man faces two counts of murder.", {("nth", 2), ("counts", 2)}),
        ("A man is charged with two counts each of murder and arson.", {("counts", 2)}),
        ("Third person arrested in death of a Larkspur clerk.", set()),
        ("Two men are facing murder charges.", set()),
        ("Cal Dorn, 21, faces charges of first-degree murder.", set()),
        ("Dorn faces 2 first-degree murder charges.", {("counts", 2)}),
    ],
)
def test_ordinals_and_counts_count_the_dead_alone(
    sentence: str, expected: set[tuple[str, int]]
) -> None:
    assert {c for c in told(sentence) if c[0] in {"nth", "counts"}} == expected


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Student kills teacher, himself at school", True),
        ("He shot his wife and then shot himself.", True),
        ("She killed two cousins before fatally shooting herself.", True),
        ("Dorn turned the gun on himself.", True),
        ("Dorn turned himself in on Friday.", False),
        ("The boy found a pistol and shot himself.", False),
        ("The clerk fired at a burglar and then shot himself in the foot.", False),
        ("He wounded a friend and accidentally shot himself.", False),
    ],
)
def test_the_shooter_dies_with_those_whom_he_shot_or_not(sentence: str, own: bool) -> None:
    assert (("pact", 2) in told(sentence)) is own


def test_the_wounds_of_the_dead_are_not_those_of_somebody_who_lives() -> None:
    dead = "A man was taken to Mercy Hospital, where he died of his injuries."
    assert [kind for kind, _ in told(dead)].count("injured") == 0
    some = "All three victims were taken to a hospital, where one of them died."
    assert ("injured", 3) not in told(some)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police arrest a suspect in deadly Elm Street shooting",
        "The murder suspect was booked on Friday.",
        "A gunman fired into a crowd.",
        "Neighbors heard what sounded like a gunshot.",
    ],
)
def test_a_deed_beside_its_doer_or_a_noise_hits_nobody(sentence: str) -> None:
    assert told(sentence) == []


def test_who_fires_meanwhile_is_not_whom_it_befell() -> None:
    headline = "6 dead, at least 24 hurt as gunman fires on parade"
    assert told(headline, title=True) == [("killed", 6), ("injured", 24)]


def test_neither_is_nobody_and_names_with_accents_are_whole() -> None:
    assert told("Neither man was hit.") == [("shot", 0)]
    assert told("Lucía Peña, 36, died there.") == [("killed", 1)]
    assert told("Tom Ridley, who ran to help, was shot in the hand.") == [("shot", 1)]
    assert told("He is held in the murders of an elderly Larkspur couple.") == [("killed", 2)]
    assert told("Cal Dorn, who coached for two decades, was shot.") == [("shot", 1)]


def test_her_death_is_one() -> None:
    assert told("Her death is being investigated as a homicide.")[0] == ("killed", 1)
    assert told("Death comes to the mill, his") == []
