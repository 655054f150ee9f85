"""The toll of invented accounts, with the words that it rests on."""

from __future__ import annotations

from citydesk.model import Account, Count, Mention, quote
from citydesk.reading import read, toll
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account


def find(told: Account) -> dict[str, Mention]:
    parsed = parse(told)
    best: dict[str, Mention] = {}
    for mention in toll.find(parsed, survey(parsed), []):
        known = best.get(mention.field)
        if mention.report == 0 and (known is None or known.probability < mention.probability):
            best[mention.field] = mention
    return best


def values(told: Account) -> dict[str, object]:
    return {field: mention.value for field, mention in find(told).items()}


def test_dead_and_wounded_are_told_apart() -> None:
    told = account(
        "Two people were killed and five others wounded when a man opened fire at a bar in "
        "Larkspur on Saturday, police said. The five wounded are expected to survive.",
        title="2 dead, 5 wounded in Larkspur bar shooting",
    )
    assert values(told) == {"killed": Count(low=2, high=2), "injured": Count(low=5, high=5)}
    spans = find(told)["killed"].spans
    assert quote(told, spans[0]) == "Two people were killed"


def test_a_lone_death_leaves_nobody_injured_and_says_why() -> None:
    told = account(
        "A 24-year-old man was shot and killed Friday night in Larkspur. He was pronounced dead "
        "at the scene. Detectives are investigating the homicide.",
        title="Man shot and killed in Larkspur",
    )
    found = find(told)
    assert found["killed"].value == Count(low=1, high=1)
    assert found["injured"].value == Count(low=0, high=None)
    assert found["injured"].probability < 1
    assert "killed" in quote(told, found["injured"].spans[0])


def test_the_shooter_counts_among_the_dead() -> None:
    told = account(
        "A man shot and killed his wife before turning the gun on himself at their Larkspur home, "
        "police said. Both were found dead in what police call a murder-suicide.",
        title="Police: Man kills wife, self in Larkspur murder-suicide",
    )
    assert values(told)["killed"] == Count(low=2, high=2)


def test_a_wounded_person_is_nobodys_death() -> None:
    told = account(
        "A woman was shot in the leg Tuesday in Larkspur. She was taken to a hospital with "
        "injuries that are not life-threatening and is expected to recover.",
        title="Woman shot in leg in Larkspur",
    )
    assert values(told) == {"killed": Count(low=0, high=None), "injured": Count(low=1, high=1)}


def test_a_zero_that_is_told_is_a_zero() -> None:
    told = account(
        "Shots were fired at a house in Larkspur on Sunday night, police said. No one was hurt. "
        "Officers counted nine shell casings.",
        title="Shots fired at Larkspur house",
    )
    assert values(told)["injured"] == Count(low=0, high=0)


def test_of_three_shot_one_died() -> None:
    told = account(
        "Three people were shot outside a diner in Larkspur on Friday night, police said. A man "
        "died and two others are at the hospital.",
        title="Three shot outside Larkspur diner",
    )
    assert values(told) == {"killed": Count(low=1, high=1), "injured": Count(low=2, high=2)}


def test_everyone_with_a_wound_is_not_everyone_who_lived() -> None:
    told = account(
        "Officers found three people with gunshot wounds behind a diner. A 34-year-old man was "
        "pronounced dead at the scene. A 41-year-old woman died at a hospital. A 16-year-old boy "
        "is in stable condition. Two people were killed and one person was injured.",
        title="Larkspur police investigate a double homicide",
    )
    assert values(told) == {"killed": Count(low=2, high=2), "injured": Count(low=1, high=1)}


def test_a_page_without_a_toll_tells_none() -> None:
    assert not find(account("Sign up for our newsletter. Weather, traffic and sports on the go."))


def test_every_span_lies_in_the_account() -> None:
    told = account("Three people were shot, one fatally.\n\nA boy, 9, is in critical condition.")
    for mention in find(told).values():
        assert mention.spans
        assert all(quote(told, span).strip() for span in mention.spans)


def test_another_speaker_who_tells_the_number_is_heard_as_well() -> None:
    told = account(
        "A guard killed a man at the quarry on Tuesday, two sources told KXYZ. Sheriff Ida Moss "
        "later said one man was killed by a guard behind Pine Street."
    )
    (reading,) = read([told])
    killed = [s for s in reading.reports[0].statements if s.field == "killed"]
    assert {s.attribution.speaker.name for s in killed} == {"two sources", "Ida Moss"}
    assert {s.value for s in killed} == {Count(low=1, high=1)}
