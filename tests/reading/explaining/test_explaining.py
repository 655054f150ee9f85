"""What is explained is what was decided: same probabilities, and reasons that add up."""

from __future__ import annotations

import json
import math
from importlib import resources
from pathlib import Path

import pytest

from citydesk import testing
from citydesk.accounts import account_of_json
from citydesk.model import Account, Count, Person, Place, Statement, Time
from citydesk.reading import people, read
from citydesk.reading.context import survey
from citydesk.reading.explaining import SLOTS, Considered, explain, likeliest, strongest
from citydesk.reading.explaining.considered import apart
from citydesk.reading.explaining.tolls import parts_of_pair
from citydesk.reading.explaining.wording import columns, says
from citydesk.reading.parsed import parse
from citydesk.reading.people.both import both
from citydesk.reading.people.features import describe
from citydesk.reading.people.forest import forest
from citydesk.reading.people.reading import page_of_account
from citydesk.reading.people.roles import company_of, first_look
from citydesk.reading.toll.decide import weigh
from citydesk.reading.toll.reading import read_told
from citydesk.reading.weights import load
from tests.reading import stories

EXAMPLES = Path(__file__).resolve().parents[3] / "examples/accounts.jsonl"
STORY = (
    "PORT ALDER, Ohio – A man was shot and killed and two women were wounded Tuesday night in the"
    " 300 block of Juniper Street in Port Alder, Sgt. Mara Quill said.\n"
    "Cal Dorn, 34, was pronounced dead at the scene at about 11:40 p.m. The women were taken to"
    " Harbor Hospital.\n"
    "Bo Tandry, 29, was arrested on Wednesday and charged with murder. Dorn's mother, Ida Dorn,"
    " lives on Elm Street."
)


def accounts() -> list[Account]:
    told = [account_of_json(json.loads(line)) for line in EXAMPLES.read_text().splitlines()]
    day = testing.day("2024-05-16")
    told += [testing.account(text, title=title, published=day) for title, text in stories.VIOLENT]
    return [*told, testing.account(STORY, title="One dead, two hurt in Port Alder", published=day)]


EVERY = accounts()


def main(account: Account) -> tuple[Statement, ...]:
    return next(read([account])).reports[0].statements


def of(found: tuple[Considered, ...], slot: str) -> list[Considered]:
    return [c for c in found if c.slot == slot]


@pytest.mark.parametrize("account", EVERY, ids=lambda a: a.id)
def test_the_chosen_are_as_probable_as_what_was_stated(account: Account) -> None:
    made, found = main(account), explain(account)
    for field, slot in (("time", "day"), ("place", "city"), ("killed", "killed")):
        best = max((s.probability for s in made if s.field == field), default=None)
        chosen = [c.probability for c in of(found, slot) if c.verdict == "chosen"]
        if best is not None and of(found, slot):
            assert any(math.isclose(c, best, abs_tol=5e-4) for c in chosen), (field, best, chosen)
    for s in made:
        if s.field == "person" and isinstance(s.value, Person) and s.value.name:
            same = [c for c in of(found, "person") if c.key == s.value.name]
            assert [c.value for c in same if c.verdict == "chosen"] == [s.value]
            chance = next(c.probability for c in same if c.verdict == "chosen")
            assert math.isclose(chance, s.probability, abs_tol=5e-4)


@pytest.mark.parametrize("account", EVERY, ids=lambda a: a.id)
def test_what_was_stated_is_among_what_was_considered(account: Account) -> None:
    made, found = main(account), explain(account)
    told = [c for c in found if c.verdict != "not believed"]
    for s in made:
        if s.field in ("killed", "injured") and isinstance(s.value, Count):
            values = [c.value for c in told if c.slot == s.field]
            assert s.value.low in [v.low for v in values if isinstance(v, Count)]
        if s.field == "place" and isinstance(s.value, Place) and s.value.address:
            assert s.value.address in [c.words for c in told if c.slot == "address"]
        if s.field == "time" and isinstance(s.value, Time):
            days = [c.value.start.date() for c in told if isinstance(c.value, Time)]
            assert s.value.start.date() in days or s.value.granularity in ("week", "month")
    spoken = {c.value for c in told if c.slot == "speaker"}
    said = {s.attribution.speaker.name for s in made if s.field == "passage"}
    assert said <= {v.text for v in spoken}  # type: ignore[union-attr]


@pytest.mark.parametrize("account", EVERY, ids=lambda a: a.id)
def test_reasons_and_the_rest_add_up_to_the_score(account: Account) -> None:
    for each in explain(account):
        assert 0.0 <= each.probability <= 1.0
        assert each.slot in SLOTS
        if each.score is not None:
            total = math.fsum(r.weight for r in each.reasons) + each.rest
            assert math.isclose(total, each.score, abs_tol=1e-9)


def test_a_toll_s_parts_make_its_probabilities() -> None:
    parsed = parse(EVERY[-1])
    context = survey(parsed)
    heard = read_told(parsed, context, people.find(parsed, context))
    weighed = weigh(heard)
    powers = {pair: math.exp(math.fsum(parts_of_pair(heard, pair).values())) for pair in weighed}
    total = math.fsum(powers.values())
    for pair, chance in weighed.items():
        assert math.isclose(powers[pair] / total, chance, abs_tol=1e-9)


def test_the_steps_of_the_trees_add_up_to_their_probability() -> None:
    parsed = parse(EVERY[-1])
    page, _ = page_of_account(parsed, survey(parsed))
    described = [describe(person, page) for person in page.people]
    looks = [first_look(one, both(), both("_alone")) for one in described]
    rows = [row for row in company_of(page, looks, described) if row]
    assert rows
    for row in rows:
        assert len(row) == len(columns())
        for trees in forest("people_company").values():
            middle, steps = trees.steps(row)
            odds = middle + math.fsum(steps.values())
            assert math.isclose(1 / (1 + math.exp(-odds)), trees.probability(row), abs_tol=1e-9)


def test_nearly_every_feature_of_the_weights_has_words() -> None:
    rooms = {
        "times": "times", "places_address": "places_address", "places_city": "places_city",
        "toll": "toll", "people": "people_victim", "attribution": "attribution",
    }  # fmt: skip
    for room, weights in rooms.items():
        say = says(room)
        names = list(load(weights).weights)
        bare = [name for name in names if say(name).startswith("the sign “")]
        assert len(bare) < 0.01 * len(names), (room, bare[:10])


def test_words_are_for_people() -> None:
    assert says("people")("fv2=was shot") == "the sentence goes on: “was shot”"
    assert says("people")("fc+0=be+kill") == "after the name: killing (suffered)"
    assert says("times")("sentence has a shooting") == "its sentence has a shooting"
    assert says("toll")("title:k:same:1") == "in the headline: the very number told as killed"
    assert says("toll")("never seen") == "the sign “never seen”"


def test_the_words_file_loads_from_the_package() -> None:
    file = resources.files("citydesk.reading.explaining").joinpath("words.json")
    assert {"names", "times", "people", "company"} <= set(json.loads(file.read_text()))


def test_what_all_have_alike_is_left_out() -> None:
    assert apart([{"a": 1.0, "b": 2.0}, {"a": 1.0}]) == [{"b": 2.0}, {}]
    assert apart([{"a": 1.0}]) == [{"a": 1.0}]


def test_what_cannot_be_read_has_nothing_to_explain() -> None:
    words = "Un hombre fue baleado el martes por la noche en la calle, dijo la policía local. " * 5
    assert explain(testing.account(words)) == ()


def test_few_are_shown_and_all_that_are_told() -> None:
    found = explain(EVERY[-1])
    shown = likeliest(found)
    assert [c for c in found if c.verdict != "not believed"] == [
        c for c in shown if c.verdict != "not believed"
    ]
    assert len(shown) < len(found)
    for each in shown:
        assert len(strongest(each)) <= 6
