"""What speaks for one incident and what against it."""

from __future__ import annotations

from citydesk import testing
from citydesk.linking import CROWD, Profile, compare, keys, link, profile
from citydesk.linking.candidates import pairs
from citydesk.linking.scoring import features
from citydesk.model import Person, Place, Report, Text
from tests.worlds import Telling, told_by

STREET = Place(
    words="400 block of Lantern Street", precision="block", address="400 block of Lantern Street",
    city="Port Alder", state="WA", lat=47.1, lon=-122.4, radius=120.0,
)  # fmt: skip


def one(
    name: str, *, day: str, out: str, place: Place | None = STREET, victim: str = ""
) -> Profile:
    told = Telling("KQZA", testing.day(out), name).say("time", testing.day(day), f"On {day}")
    if place:
        told.say("place", place, f"Somewhere near {place.words}")
    if victim:
        told.say("person", Person(role="victim", name=victim), f"The dead is {victim}")
    account, report = told.done()
    return profile(report, account)


def words(left: Profile, right: Profile) -> set[str]:
    return {words for _, _, words in features(left, right)}


def test_same_day_street_and_name_speak_for_one_incident() -> None:
    left = one("a", day="2024-05-03", out="2024-05-04", victim="Dana Okafor-Lind")
    right = one("b", day="2024-05-03", out="2024-05-04", victim="Dana Okafor-Lind")
    found = compare(left, right)
    assert found.score > 2
    said = {r.words for r in found.reasons}
    assert "same day, 2024-05-03" in said
    assert "both name Dana Okafor-Lind" in said


def test_another_city_and_day_speak_against_it() -> None:
    reno = Place(words="Reno", precision="city", city="Reno", state="NV")
    left = one("a", day="2024-05-03", out="2024-05-04")
    right = one("b", day="2024-03-01", out="2024-03-02", place=reno)
    assert compare(left, right).score < -3
    assert "different city: Port Alder / Reno" in words(left, right)


def test_a_trial_two_years_later_shares_a_key_by_name() -> None:
    then = one("a", day="2024-05-03", out="2024-05-04", victim="Dana Okafor")
    trial = one("b", day="2024-05-03", out="2026-04-01", place=None, victim="Dana Okafor")
    assert keys(then) & keys(trial)
    assert (
        compare(then, trial).score
        > compare(
            then, one("c", day="2024-05-03", out="2026-04-01", place=None, victim="Rolf Imhof")
        ).score
    )


def test_points_are_not_measured_where_they_are_not_precise() -> None:
    vague = Place(words="the city", precision="block", city="Port Alder", lat=47.1, lon=-122.4)
    left = one("a", day="2024-05-03", out="2024-05-04")
    right = one("b", day="2024-05-03", out="2024-05-04", place=vague)
    assert not any("told to within" in w for w in words(left, right))
    assert any("told to within" in w for w in words(left, left))


def test_silence_speaks_neither_way() -> None:
    silent = profile(Report(id="s#0", account="s", source="x", published=None))
    assert features(silent, one("a", day="2024-05-03", out="2024-05-04")) == []


def test_keys_are_few_whatever_a_page_holds() -> None:
    told = Telling("KQZA", testing.day("2024-05-04"), "hub")
    for n in range(300):
        name = f"Person{chr(97 + n % 26)}{chr(97 + n // 26)} Of{chr(97 + n % 26)}urname{n}"
        told.say("person", Person(role="victim", name=name), f"The dead is {name}")
    account, report = told.done()
    assert len(keys(profile(report, account))) <= 120


def test_a_crowded_key_brings_nobody_together() -> None:
    made = [
        profile(
            Report(id=f"{n}#0", account=f"{n}", source="x", published=testing.day("2024-05-04"))
        )
        for n in range(CROWD + 1)
    ]
    town = frozenset({"port alder"})
    crowd = [Profile(report=s.report, account=s.account, source="x", published=s.published,
                  towns=town, words={}) for s in made]  # fmt: skip
    assert list(pairs(crowd)) == []
    assert len(list(pairs(crowd[:20]))) == 190


def test_a_background_report_is_linked_to_nothing() -> None:
    accounts, (report,) = told_by(
        Telling("KQZA", testing.day("2024-05-04"), "a").say(
            "time", testing.day("2009-03-21"), "First since 2009"
        )
    )
    background = Report(
        id=report.id, account=report.account, source="x", published=report.published,
        statements=report.statements, background=True,
    )  # fmt: skip
    assert link([background], accounts) == []
    assert keys(profile(background, accounts["a"])) == frozenset()


def test_the_lead_of_a_plain_text_is_none_of_its_words() -> None:
    lead = "date 2024-05-04T08:00-05:00\noutlet The Quorndon Gazette\n\n"
    text = f"{lead}Shots were fired near the Brackwater mill."
    told = testing.account(text, id="a")
    for statements in ((), (testing.statement(told, "kind", Text(text="shooting"), "Shots"),)):
        found = profile(testing.report(told, *statements), told)
        assert "brackwater" in found.words
        assert not {"quorndon", "gazette", "outlet", "2024"} & set(found.words)
