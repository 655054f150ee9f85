"""What a reply is worth: only words that stand in the account, only values that they tell."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import pytest

from citydesk.model import (
    Account,
    Count,
    Event,
    Flag,
    Mention,
    Outcome,
    Person,
    Place,
    Text,
    Thing,
    Time,
    Unknown,
    quote,
)  # fmt: skip
from citydesk.reading.llm.claims import NoClaims
from citydesk.testing import account
from tests.reading.llm.scripted import claim, proposed, reply

TOLD = account(
    "Two men were killed and a woman was wounded on Friday night in the 400 block of Larch Street "
    "in Topeka, Kansas, police said.\n\n"
    "Officers were called about 9:40 p.m. and found Odell Brannick, 34, dead on the sidewalk. "
    "Chief Mara Quill said the gunman, whose name was not released, drove off in a black pickup. "
    "The woman was taken to Kaw Valley Hospital in critical condition.\n\n"
    "“They’d argued   over a\nparking space,” said a neighbor.\n\n"
    "No arrests have been made. Police did not return fire. Terrel Voss, 22, was charged with "
    "robbery in 2019.",
    title="Two dead in Larch Street shooting",
)  # fmt: skip # published on Friday, 2024-05-03


def only(*claims: Any, told: Account = TOLD) -> Mention:
    made = proposed(told, *claims)
    assert not made.dropped
    (mention,) = made.mentions
    return mention


def words(mention: Mention, told: Account = TOLD) -> list[str]:
    return [quote(told, span) for span in mention.spans]


def test_a_time_is_read_from_its_words_and_the_day_told_elsewhere() -> None:
    made = only(claim("time", "called about 9:40 p.m.", "on Friday night", when="9:40 p.m."))
    assert isinstance(made.value, Time)
    assert made.value.start == dt.datetime(2024, 5, 3, 21, 40)
    assert made.value.approximate
    assert words(made)[0] == "about 9:40 p.m."


def test_a_model_cannot_say_what_a_time_means() -> None:
    made = only(claim("time", "Friday night", when="Friday night", label="2031-01-01"))
    assert isinstance(made.value, Time)
    assert made.value.start.date() == dt.date(2024, 5, 3)


def test_a_place_is_read_by_the_grammar_of_places() -> None:
    where = "in the 400 block of Larch Street in Topeka, Kansas"
    made = only(claim("place", where, address="400 block of Larch Street", city="Topeka"))
    place = made.value
    assert isinstance(place, Place)
    assert (place.address, place.city, place.state) == ("400 block of Larch Street", "Topeka", "KS")
    assert place.precision == "block"
    assert words(made)[0] == "400 block of Larch Street"


def test_a_place_without_an_address_is_no_finer_than_its_city() -> None:
    place = only(claim("place", "in Topeka, Kansas", city="Topeka", state="Kansas")).value
    assert isinstance(place, Place)
    assert (place.precision, place.address, place.state) == ("city", None, "KS")
    assert not proposed(TOLD, claim("place", "on the sidewalk", address="sidewalk")).mentions


@pytest.mark.parametrize(
    ("made", "value"),
    [
        (claim("killed", "Two men were killed", number="Two men"), Count(low=2, high=2)),
        (claim("killed", "Two men were killed and a woman was wounded"), Count(low=2, high=2)),
        (claim("injured", "a woman was wounded", number="a woman"), Count(low=1, high=1)),
        (claim("arrests", "No arrests have been made"), Count(low=0, high=0)),
        (claim("kind", "Larch Street shooting", label="shooting"), Text(text="shooting")),
        (claim("returned_fire", "Police did not return fire"), Flag(yes=False)),
        (claim("condition", "in critical condition"), Text(text="critical")),
        (claim("charge", "charged with robbery", words="robbery"), Text(text="robbery")),
        (
            claim("vehicle", "drove off in a black pickup", words="black pickup"),
            Thing(words="black pickup", kind="truck", color="black"),
        ),
        (
            claim("motive", "argued over a parking space", words="argued over a parking space"),
            Text(text="argued over a parking space"),
        ),
        (
            claim("person", "Odell Brannick, 34,", name="Odell Brannick", age="34", label="victim"),
            Person(role="victim", name="Odell Brannick", age=34),
        ),
        (
            claim("person", "a woman was wounded", descriptor="a woman", label="victim"),
            Person(role="victim", gender="female", descriptor="woman"),
        ),
        (
            claim("outcome", "Odell Brannick, 34, dead", name="Odell Brannick", label="killed"),
            Outcome(who="Odell Brannick", result="killed"),
        ),
        (
            claim(
                "name", "the gunman, whose name was not released", about="the gunman",
                label="not released", certainty="unknown",
            ),
            Unknown(what="not released", about="gunman"),
        ),
    ],
)  # fmt: skip
def test_values_are_read_from_the_words(made: Any, value: Any) -> None:
    assert only(made).value == value


def test_a_hospital_and_a_step_of_the_timeline() -> None:
    hospital = only(claim("hospital", "taken to Kaw Valley Hospital", name="Kaw Valley Hospital"))
    assert isinstance(hospital.value, Place)
    assert hospital.value.landmark == "Kaw Valley Hospital"
    step = only(claim("event", "Officers were called about 9:40 p.m.", label="call")).value
    assert isinstance(step, Event)
    assert (step.kind, step.time.start.hour) == ("call", 21)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (claim("killed", "Nine men were killed"), "the words are not in the account"),
        (claim("killed", "Two men were killed", number="nine"), "its number is not in the quote"),
        (claim("killed", "Two men were killed", number="wo men"), "its number is not in the quote"),
        (claim("killed", "parking space"), "no killed can be read from the words"),
        (claim("time", "black pickup"), "no time can be read from the words"),
        (claim("kind", "Larch Street shooting", label="robbery"), "no kind can be read"),
        (claim("kind", "Larch Street shooting", label="picnic"), "no kind can be read"),
        (claim("person", "on the sidewalk", name="sidewalk", label="victim"), "no person"),
        (claim("person", "Odell Brannick", name="Odell Brannick", label="king"), "no person"),
        (claim("outcome", "Odell Brannick", name="Odell Brannick", label="killed"), "no outcome"),
        (claim("weapon", "black pickup"), "no weapon can be read from the words"),
        (claim("name", "Odell Brannick"), "no name can be read from the words"),
        (claim("weather", "Two men"), "no field is called 'weather'"),
        (claim("passage", "Two men"), "no field is called 'passage'"),
        (claim("killed"), "no quote"),
        (claim("killed", "Two", "men", "were", "killed"), "too many words to be evidence"),
        (claim("killed", TOLD.text), "too many words to be evidence"),
        ("Two men were killed", "no field is called ''"),
        ({"field": 7, "quotes": {"a": 1}}, "no field is called ''"),
        ({"field": "killed", "quotes": [7, None]}, "no quote"),
    ],
)  # fmt: skip
def test_what_has_no_words_or_no_value_is_dropped_and_counted(made: Any, reason: str) -> None:
    proposal = proposed(TOLD, made)
    assert not proposal.mentions
    (dropped,) = proposal.dropped
    assert dropped.reason.startswith(reason)
    assert dropped.account == TOLD.id


def test_white_space_and_quotation_marks_are_forgiven() -> None:
    made = only(claim("motive", "They'd argued over a parking space"))
    assert made.value == Text(text="They’d argued over a parking space")
    assert words(made) == ["They’d argued   over a\nparking space"]


def test_a_quote_is_whole_words_where_it_can_be() -> None:
    told = account("The gunman had a gun, police said. Two people were shot, one fatally.")
    made = only(claim("weapon", "gun"), told=told)
    assert [(s.start, s.end) for s in made.spans] == [(17, 20)]
    fatally = "Two people were shot, one fatally"
    assert only(claim("killed", fatally), told=told).value == Count(low=1, high=1)


def test_a_name_that_is_none_may_describe_somebody() -> None:
    told = account("Police said a 19-year-old man was shot and killed.")
    made = only(
        claim("person", "a 19-year-old man", name="a 19-year-old man", label="victim"), told=told
    )
    assert made.value == Person(role="victim", age=19, gender="male", descriptor="man")


def test_an_invented_speaker_is_dropped_and_the_sentence_decides() -> None:
    proposal = proposed(TOLD, claim("killed", "Two men were killed", speaker="Mayor Nobody"))
    assert [m.speaker for m in proposal.mentions] == [None]
    assert [d.reason for d in proposal.dropped] == ["the speaker's words are not in the account"]
    made = only(claim("vehicle", "a black pickup", speaker="Chief Mara Quill", certainty="alleged"))
    assert (made.speaker, made.certainty) == ("Chief Mara Quill", "alleged")


def test_an_invented_detail_is_dropped_alone() -> None:
    proposal = proposed(TOLD, claim("place", "in Topeka", city="Topeka", state="Ohio"))
    (made,) = proposal.mentions
    assert isinstance(made.value, Place)
    assert made.value.state == "KS"
    assert [d.reason for d in proposal.dropped] == ["its state is not in the quote"]


def test_background_is_a_report_of_its_own() -> None:
    made = only(claim("charge", "charged with robbery in 2019", background=True))
    assert made.background
    assert made.report > 0


def test_the_surest_claim_of_a_field_comes_first() -> None:
    made = proposed(
        TOLD,
        claim("killed", "Two men were killed", number="Two men"),
        claim("killed", "Two dead in Larch Street"),
        claim("kind", "Larch Street shooting", label="shooting"),
    )
    assert [m.probability for m in made.mentions] == [0.9, 0.8, 0.9]


@pytest.mark.parametrize(
    "told", ["", "I cannot help with that.", "[]", '{"claims": 3}', "{", "[" * 100_000, "9" * 9999]
)
def test_a_reply_of_another_form_is_refused(told: str) -> None:
    from citydesk.reading.context import survey
    from citydesk.reading.llm import parse
    from citydesk.reading.parsed import parse as split

    parsed = split(TOLD)
    with pytest.raises(NoClaims):
        parse(told, parsed, survey(parsed))


def test_a_reply_may_stand_in_a_fence() -> None:
    from citydesk.reading.llm.claims import claims_of

    told = f"Here it is:\n```json\n{reply(claim('killed', 'Two men were killed'))}\n```\n"
    assert len(claims_of(told, TOLD)[0]) == 1


def test_what_no_file_can_hold_is_put_right() -> None:
    (dropped,) = proposed(TOLD, claim("killed", "two \ud800 men", speaker="\udfff")).dropped
    assert dropped.words == "two ? men"


def test_a_flood_of_claims_ends() -> None:
    many = [claim("killed", f"man {n}" + " x" * 200) for n in range(5000)]
    started = time.monotonic()
    proposal = proposed(account("y x " * 20_000), *many)
    assert len(proposal.dropped) == 151
    assert proposal.dropped[-1].reason == "4850 claims more than are looked at"
    assert time.monotonic() - started < 10


def test_what_is_claimed_twice_counts_once() -> None:
    made = proposed(TOLD, *[claim("killed", "Two men were killed")] * 3).mentions
    assert [m.probability for m in made] == [0.9]


def test_parsing_is_pure() -> None:
    claims = [claim("killed", "Two men were killed"), claim("time", "on Friday night")]
    assert proposed(TOLD, *claims) == proposed(TOLD, *json.loads(json.dumps(claims)))
