"""When the incident happened, and the steps of its timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citydesk import testing
from citydesk.model import Account, Event, Mention, Time
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.times import find
from citydesk.words import iso

FRIDAY = "2023-06-16"


def account(text: str, published: str | None = FRIDAY, title: str = "") -> Account:
    day = testing.day(published) if published else None
    return replace(testing.account(text, title=title), published=day)


def mentions(text: str, published: str | None = FRIDAY, title: str = "") -> list[Mention]:
    parsed = parse(account(text, published, title))
    return find(parsed, survey(parsed))


def when(text: str, published: str | None = FRIDAY, title: str = "") -> str | None:
    told = [m for m in mentions(text, published, title) if m.field == "time"]
    best = max(told, key=lambda m: m.probability, default=None)
    return iso(best.value) if best and isinstance(best.value, Time) else None


def timeline(text: str, published: str = FRIDAY) -> list[tuple[str, int | None, str]]:
    values = [m.value for m in mentions(text, published) if m.field == "event"]
    events = [v for v in values if isinstance(v, Event)]
    return [(e.kind, e.ordinal, iso(e.time)) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were shot Thursday night on Gull Street. It happened about 9:20 p.m. outside a"
         " bakery, police said Friday.", "2023-06-15T21:20"),
        ("A woman was arrested Thursday in the killing of Hugo Lind. Lind was shot June 3 on"
         " Quarry Road.", "2023-06-03"),
        ("A man is due in court Monday. Police say he shot his neighbor Wednesday evening.",
         "2023-06-14TEV"),
        ("Nora Bell, 31, was shot about 2 a.m. Thursday. She was pronounced dead at 4:10 a.m. at"
         " Mercy Hospital.", "2023-06-15T02:00"),
        ("A boy was shot Tuesday. It was the third shooting since 2009.", "2023-06-13"),
    ],
)  # fmt: skip
def test_the_incident_has_its_day_and_its_clock(text: str, expected: str) -> None:
    assert when(text) == expected


def test_a_clock_in_another_phrase_shows_the_words_of_its_day_too() -> None:
    text = "Two men were shot Thursday night on Gull Street. It happened about 9:20 p.m."
    best = next(m for m in mentions(text) if m.field == "time")
    assert [text[s.start : s.end] for s in best.spans] == ["about 9:20 p.m.", "Thursday night"]
    assert isinstance(best.value, Time)
    assert best.value.approximate


def test_nothing_is_said_where_nothing_is_told() -> None:
    assert mentions("Sign in to read more. Five people were hurt.") == []
    assert when("Posted: Friday, June 16, 2023 9:34 AM\n\nFive people were hurt.") is None


def test_times_that_differ_by_speaker_are_both_told() -> None:
    text = (
        "A guard shot a man early Friday near the pier.\n\nThe guard was walking home about 3:30"
        " a.m. when the man came up to him, two sources told the Post.\n\nA spokeswoman said the"
        " man was shot about 4 a.m."
    )
    told = [m for m in mentions(text) if m.field == "time" and isinstance(m.value, Time)]
    values = {iso(m.value): m.probability for m in told if isinstance(m.value, Time)}
    assert {"2023-06-16T03:30", "2023-06-16T04:00"} <= set(values)
    assert max(values, key=lambda v: values[v]) == "2023-06-16T04:00"


def test_the_second_of_two_burglaries_is_counted() -> None:
    text = (
        "Officers answered a burglary in progress at a florist at 1 a.m. Friday. A second burglary"
        " unfolded at the same shop at 4:30 a.m. The sergeant was fatally shot on his way. He was"
        " pronounced dead at 8:44 a.m. The chief held a news conference at 1 p.m."
    )
    assert timeline(text) == [
        ("burglary", 1, "2023-06-16T01:00"),
        ("burglary", 2, "2023-06-16T04:30"),
        ("death", None, "2023-06-16T08:44"),
        ("press conference", None, "2023-06-16T13:00"),
    ]
    assert when(text) == "2023-06-16T04:30"


def test_a_second_without_a_first_is_not_counted() -> None:
    assert timeline("A second shooting happened at 9 p.m. Thursday.") == [
        ("shooting", None, "2023-06-15T21:00")
    ]


def test_what_did_not_happen_is_no_step() -> None:
    assert timeline("The name was not released Friday.") == []


def test_another_incident_has_its_own_time() -> None:
    parsed = parse(account("A man was shot Thursday. It was the first since 2009."))
    context = replace(survey(parsed), report={1: 1}, background=frozenset({1}))
    (one,) = [m for m in find(parsed, context) if m.field == "time" and m.report == 1]
    assert isinstance(one.value, Time)
    assert (iso(one.value), one.background) == ("2009", True)


def test_every_mention_rests_on_words_of_the_account() -> None:
    title, text = "Man shot Thursday", "A man was shot at 9 p.m. in Alder, deputies said Friday."
    for mention in mentions(text, title=title):
        assert mention.spans
        for span in mention.spans:
            part = title if span.part == "title" else text
            assert part[span.start : span.end].strip()


def test_thousands_of_days_take_no_longer_than_their_number() -> None:
    line = "He was shot May {} and died at {} a.m. "
    text = " ".join(line.format(n % 28 + 1, n % 12 + 1) for n in range(4_000))
    assert mentions(text)


def test_the_court_of_an_address_tries_nobody() -> None:
    text = "A man shot his wife just before midnight Wednesday in the 300 block of Maple Court."
    assert {kind for kind, _, _ in timeline(text)} == {"shooting"}
    assert ("court", None, "2023-06-14") in timeline("He appeared Wednesday in Lee County Court.")


def test_a_sentence_to_come_is_no_step_that_was() -> None:
    text = "Hugo Lind was shot June 3, 2022. The man faces life when he is sentenced on July 3."
    assert [kind for kind, _, _ in timeline(text)] == ["shooting"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Bell was shot to death at noon Tuesday in her kitchen.", "2023-06-13T12:00"),
        ("Holt was shot Monday. He was pulling over at 4:33 p.m., according to radio transcripts.",
         "2023-06-12T16:33"),
        ("A man was shot early Monday. Two sources told us that agents served a warrant at about"
         " 6:30 a.m. when he drove at them.", "2023-06-12T06:30"),
        ("Two men were shot shortly before midnight Tuesday in a bar. A man came in at 11:40 p.m."
         " and shot both.", "2023-06-13T23:40"),
        ("Three people were shot at a park on Tuesday night, three days before a rally there.",
         "2023-06-13TNI"),
    ],
)  # fmt: skip
def test_who_tells_it_is_not_what_happened_then(text: str, expected: str) -> None:
    assert when(text) == expected


def test_a_shooting_on_tomorrows_weekday_was_last_weeks() -> None:
    text = "A man was shot Saturday night on Gull Street. He was found at 10:40 p.m. Saturday."
    assert when(text) == "2023-06-10T22:40"


def test_a_page_may_tell_of_a_death_on_the_day_after_its_date() -> None:
    text = "A man was shot Thursday on Gull Street. He died at a hospital Saturday."
    assert ("death", None, "2023-06-17") in timeline(text)


def test_what_an_officer_did_then_is_not_what_police_said_then() -> None:
    text = (
        "An officer was shot early Wednesday on Gull Street. Police said the officer, a five-year"
        " veteran, stopped a man on a bicycle at 2:45 a.m. and the man fired."
    )
    assert when(text) == "2023-06-14T02:45"


def test_the_day_of_a_motion_is_not_the_shootings() -> None:
    text = (
        "Prosecutors have dropped a charge against a man who shot a boy in his garage. A key"
        " witness has recanted, they wrote in a motion filed Monday. Cal Dunn, 17, was killed on"
        " the night of Nov. 6, 2021, on Gull Street."
    )
    assert when(text) == "2021-11-06TNI"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Glass still lay on Gull Street on Wednesday, a day after a gunman fired at police. They"
         " say the shootout began at 5:20 a.m.", "2023-06-13T05:20"),
        ("The man shot on Tuesday held a phone, his family says. Police said Wednesday that he"
         " reached for his belt around 11 p.m. on Gull Street.", "2023-06-13T23:00"),
        ("The chief denied Wednesday that an officer shot a boy. “He had a gun,” he said of the"
         " Monday shooting. It occurred at 10:20 p.m.", "2023-06-12T22:20"),
        ("A student was shot in the leg early Wednesday. Police were called at 1:10 a.m. to a bar"
         " on Gull Street. The college sent an alert at 1:32 a.m.", "2023-06-14T01:10"),
    ],
)  # fmt: skip
def test_days_of_other_things_are_not_the_shootings(text: str, expected: str) -> None:
    assert when(text) == expected
