"""What is page furniture, what is background, and which incident a sentence tells of."""

from __future__ import annotations

import pytest

from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account

LEAD = (
    "A man was shot Friday night on Larch Street in Crane. He is 34.\n\n"
    "Police look for a white car.\n\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "Please enable Javascript to watch this video",
        "Copyright 2024 The Example.",
        "All rights reserved.",
        "Share this:",
        "Read or Share this story: http://example.com/x",
        "Sign up for our newsletter today",
        "Stay with KAWR.com for updates on this story.",
        "Reporter Ann Lee contributed to this report.",
        "(Photo: Ann Lee)",
        "By Ann Lee",
        "Click here to watch our report.",
        "ann.lee@example.com",
    ],
)
def test_furniture(words: str) -> None:
    parsed = parse(account(LEAD + words))
    assert survey(parsed).furniture == {len(parsed.sentences) - 1}


@pytest.mark.parametrize(
    "words",
    [
        "Ann Lee shared the house with her brother, who died.",
        "Police read the letter aloud on Saturday.",
        "More than three people were related to the victim.",
        "By Friday night nobody had been arrested.",
        "Police released a photo of the car on Saturday.",
        "Officers will have more patrols there tonight, the chief said.",
    ],
)
def test_content_is_no_furniture(words: str) -> None:
    assert survey(parse(account(LEAD + words))).furniture == frozenset()


def test_what_follows_a_heading_of_links_is_furniture() -> None:
    text = (
        LEAD + "Related stories:\n\nMan falls off roof\n\nBear seen in Crane\n\nThe man lived here."
    )
    parsed = parse(account(text))
    assert {parsed.sentences[i].text for i in survey(parsed).furniture} == {
        "Related stories:", "Man falls off roof", "Bear seen in Crane",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "The shooting comes two days after a woman was killed in Orrville.",
        "It was the ninth homicide of the year in the county.",
        "Last month, a boy was shot in a park nearby.",
        "In 2009, four people died in a robbery there.",
        "As KAWR notes, this marks the first time a bus driver was shot since 2011.",
        "Three years ago, a teacher was killed in the same park.",
    ],
)
def test_background(words: str) -> None:
    parsed = parse(account(LEAD + words))
    context = survey(parsed)
    (index,) = context.background
    assert parsed.sentences[index].text == words
    assert context.report[index] == 1
    assert not context.main(index)
    assert context.main(0)


@pytest.mark.parametrize(
    "words",
    [
        "The man had lived there for two years.",
        "Police were called at 9:12 p.m. after neighbors heard shots.",
        "The man is 34 and was shot once, the ninth victim of the night.",
    ],
)
def test_the_main_incident_is_no_background(words: str) -> None:
    assert survey(parse(account(LEAD + words))).background == frozenset()


def test_an_account_of_an_old_case_looks_back_without_background() -> None:
    text = (
        "Gus Holt was sentenced Friday to nine years for a shooting. A jury found him guilty.\n\n"
        "Nobody spoke.\n\nLast year, Holt shot a man on Larch Street."
    )
    assert survey(parse(account(text))).background == frozenset()


def test_further_incidents_have_their_own_reports() -> None:
    text = (
        LEAD + "In an unrelated shooting, a woman was wounded on Orr Avenue. She is 40.\n\n"
        "In other shootings:\n\n• About 2 a.m., a boy was hurt.\n\n• At 5 a.m., a girl was hurt."
    )
    parsed = parse(account(text))
    report = survey(parsed).report
    found = {parsed.sentences[i].text.split()[-2]: number for i, number in report.items()}
    assert report[0 + 3] == report[4] != 0
    assert len({report[i] for i in (3, 6, 7)}) == 3
    assert found


def test_a_year_long_past_is_background_unless_the_lead_names_it() -> None:
    words = "Two guards were shot there in 2011."
    parsed = parse(account(LEAD + words))
    assert survey(parsed).background == {len(parsed.sentences) - 1}
    old = "A man was shot on Larch Street in 2011. He was 34.\n\nPolice look for a car.\n\n"
    assert survey(parse(account(old + words))).background == frozenset()
