"""Who said what: cues, speakers, quotations, posts, chains and certainty."""

from __future__ import annotations

import pytest

from citydesk.reading.attribution.said import Said
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account


def said(text: str, title: str = "") -> list[Said]:
    told = account(text, title=title, outlet="KAWR", source="kawr.com")
    return list(survey(parse(told)).said)


def speakers(text: str, title: str = "") -> list[str]:
    return [s.attribution.speaker.name for s in said(text, title)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A man was shot on Larch Street, police said.", "police", "agency"),
        ("Crane police say two men ran away.", "Crane police", "agency"),
        ("According to investigators, nobody was hurt.", "investigators", "agency"),
        ("Two died, according to the county coroner.", "the county coroner", "official"),
        ("Two men ran, Sgt. Ann Lee said.", "Ann Lee", "official"),
        ("Two men ran, said Crane police spokeswoman Ann Lee.", "Ann Lee", "official"),
        ("“It was loud,” said Bo Orr, a neighbor.", "Bo Orr", "resident"),
        ("Bo Orr, 43, of Larch Street, said he heard shots.", "Bo Orr", "witness"),
        ("Bo Orr, who lives nearby, said he heard shots.", "Bo Orr", "resident"),
        ("A woman who lives nearby said she heard shots.", "A woman", "other"),
        ("His mother said he was at work.", "His mother", "family"),
        ("“He was kind,” said the victim's cousin, Bo Orr.", "Bo Orr", "family"),
        ("A witness told police that two men ran.", "A witness", "witness"),
        ("Multiple sources told KAWR that an officer fired.", "Multiple sources", "anonymous"),
        ("The complaint alleges that Holt fired twice.", "The complaint", "document"),
        ("Records show that Holt was told to leave, police said.", "police", "agency"),
        ("As KXTO notes, it said nobody ran.", "KXTO", "media"),
        ("The mayor's office wrote on Facebook, “We mourn.”", "The mayor's office", "agency"),
        ("Attorney Bo Orr said Holt fired first.", "Bo Orr", "lawyer"),
        ("Officers at the scene told KAWR that two men ran.", "Officers", "agency"),
        ("Employees inside the diner said two men ran in.", "Employees", "witness"),
        (
            "The owner of the bar across the street says two men ran.",
            "The owner of the bar",
            "other",
        ),
        ("Sgt. Ann Lee of the Crane Police Department said two men ran.", "Ann Lee", "official"),
        (
            "The boy is sixteen and goes to Crane High, his aunt, Joan Orr, told us.",
            "Joan Orr",
            "family",
        ),
    ],
)
def test_one_speaker(text: str, name: str, kind: str) -> None:
    (passage,) = said(text)
    assert passage.attribution.speaker.name == name
    assert passage.attribution.speaker.kind == kind
    assert passage.attribution.speakers[-1].name == "KAWR"


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("A clerk who asked not to be named said two men ran.", True),
        ("A neighbor, who asked that her name not be used, said she heard a fight.", True),
        ("“It was loud,” said a neighbor who declined to give her name.", True),
        ("An official who spoke on condition of anonymity said Holt fired.", True),
        ("A clerk said the dead man was not named.", False),
        ("Bo Orr, who did not want to be identified by his old name, said two men ran.", False),
        ("Two sources said the boy has no name yet.", True),
    ],
)
def test_a_speaker_who_would_not_be_named(text: str, anonymous: bool) -> None:
    (passage,) = said(text)
    assert passage.attribution.speaker.anonymous is anonymous


def test_a_heading_is_no_speaker() -> None:
    assert speakers("Two men ran.", title="Update: two dead on Larch Street") == []
    assert speakers("Two men ran.", title="Police: two dead on Larch Street") == ["Police"]


def test_what_reporters_are_told_comes_through_no_one_else() -> None:
    (passage,) = said("Chief Ann Lee told reporters at the scene that Holt was armed.")
    assert [s.name for s in passage.attribution.speakers] == ["Ann Lee", "KAWR"]


def test_she_in_a_clause_is_the_speaker_of_the_sentence() -> None:
    text = "Chief Ann Lee said Holt ran. A woman who was inside said that she saw a van leave."
    assert speakers(text) == ["Ann Lee", "A woman"]


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot on Larch Street.",
        "Officers responded to a call on Larch Street at 9 p.m.",
        "The shooting was reported about 9 p.m. in the 400 block of Larch Street.",
        "Police did not confirm any of this.",
        "Police are still looking for a white car.",
        "Do police say who did this?",
    ],
)
def test_the_outlets_own_words(text: str) -> None:
    assert said(text) == []


def test_a_headline_with_a_colon() -> None:
    (passage,) = said("Nobody ran.", "Police: Two dead on Larch Street")
    assert passage.span.part == "title"
    assert passage.attribution.speaker.name == "Police"


def test_pronouns_and_surnames_lead_back() -> None:
    text = (
        "Police Chief Ann Lee said two men ran. She said one was armed. "
        "Neighbor Bo Orr was there.\n\n"
        "“It was loud,” he said.\n\nThe chief said nobody was arrested. Orr said he hid."
    )
    assert speakers(text) == ["Ann Lee", "Ann Lee", "Bo Orr", "Ann Lee", "Bo Orr"]


def test_a_quotation_goes_on() -> None:
    text = (
        "“It was loud. I hid behind a car,” said Bo Orr. “Then they ran.”\n\n"
        "“I never saw them before.”\n\nThe street was closed."
    )
    assert speakers(text) == ["Bo Orr"] * 4
    assert all(s.attribution.quoted for s in said(text))


def test_a_quotation_of_somebody_just_met() -> None:
    text = (
        "Police said two men ran.\n\nDana Crane owns the store next door.\n\n“It was loud. I hid.”"
    )
    assert speakers(text) == ["police" if False else "Police", "Dana Crane", "Dana Crane"]


def test_an_announced_statement_is_its_speakers() -> None:
    text = (
        "Crane University released the following statement:\n\n"
        "We are saddened by the death of our student. Our thoughts are with the family.\n\n"
        "Copyright 2024 KAWR."
    )
    assert speakers(text)[-2:] == ["Crane University"] * 2


def test_a_post_belongs_to_its_author() -> None:
    text = (
        "The street was closed.\n\nShots on Larch Street tonight.\n\n\n\n"
        "One man is down. pic.example — Mayor Dana Crane (@danacrane) May 3, 2024\n\n\n\n"
        "The street is open again."
    )
    found = said(text)
    assert [s.attribution.speaker.name for s in found] == ["Dana Crane"] * len(found)
    assert {s.attribution.speaker.kind for s in found} == {"social"}
    assert found[0].span.start == text.index("Shots")


def test_chains_of_speakers() -> None:
    text = (
        "The Ledger's Bo Orr obtained radio transcripts which say that “a truck fired.” "
        "A witness told the Ledger that two men ran. Bo Orr told police he hid, the report said."
    )
    chains = [[s.name for s in each.attribution.speakers] for each in said(text)]
    assert chains == [
        ["radio transcripts", "Bo Orr", "KAWR"],
        ["A witness", "the Ledger", "KAWR"],
        ["Bo Orr", "police", "the report", "KAWR"],
    ]


def test_only_the_part_that_another_says() -> None:
    text = "The man was driving a truck, and according to the Ledger, a second man was shot."
    (passage,) = said(text)
    assert text[passage.span.start : passage.span.end].startswith("according to the Ledger")
    text = "She said officers came for an alarm, which a source said was set off by the gun."
    outer, inner = said("Police spokeswoman Ann Lee spoke. " + text)[-2:]
    assert outer.attribution.speaker.name == "Ann Lee"
    assert inner.attribution.speaker.kind == "anonymous"
    assert inner.span.start > outer.span.start
    assert inner.span.end == outer.span.end


def test_certainty() -> None:
    text = (
        "Police said he ran. The complaint alleges that Holt fired. Holt denied that he fired.\n\n"
        "Bo Orr claims he was at home."
    )
    assert [s.certainty for s in said(text)] == ["asserted", "alleged", "denied", "alleged"]


def test_the_cue_is_the_words_that_tell_who_speaks() -> None:
    text = "Two died, according to police."
    (passage,) = said(text)
    cue = passage.attribution.cue
    assert cue is not None
    assert text[cue.start : cue.end] == "according to"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("An agency spokesman in Crane confirmed it.", ["An agency spokesman"]),
        ("The attorney general's office said two died.", ["The attorney general's office"]),
        ("Records obtained by KAWR say Holt fired twice.", ["Records"]),
        ("Memos obtained by the Crane Herald say he fired.", ["Memos", "the Crane Herald"]),
        ("Holt shot his son in the home they shared, police believe.", ["police"]),
        ("He ran to a car that police said was stolen.", ["police"]),
        ("Despite what witnesses have said, two men fired, Chief Ann Lee said.", ["Ann Lee"]),
        ("A guard fired first, says a report reviewed by KAWR.", ["a report"]),
        ("Across the street, Ann Lee hid her boys, she said.", ["Ann Lee"]),
        ("A false claim that Holt fired led to a raid, Sgt. Ann Lee said.", ["Ann Lee"]),
    ],
)
def test_the_chain_of_a_sentence(text: str, names: list[str]) -> None:
    (passage,) = said(text)
    assert [speaker.name for speaker in passage.attribution.speakers[:-1]] == names


def test_that_after_who_was_told_begins_no_other_voice() -> None:
    assert speakers("Prosecutor Ann Lee told jurors that the men had argued.") == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two officers fired, Chief Bo Orr said.\nCal Dunn, 39, was hit twice.\nHe said it was"
         " dark.", "Bo Orr"),
        ("CRANE, Ohio — Nine days after her son was killed, Joan Orr still sets his plate.\n"
         "“Somebody knows,” she said.", "Joan Orr"),
    ],
)  # fmt: skip
def test_a_pronoun_passes_over_the_one_who_was_shot(text: str, name: str) -> None:
    assert speakers(text)[-1] == name


def test_a_headline_is_not_who_was_met_before_the_text() -> None:
    text = "On Monday, Joan Orr went back.\n“Somebody knows,” she said."
    assert speakers(text, "Mother of slain teen wants answers")[-1] == "Joan Orr"
