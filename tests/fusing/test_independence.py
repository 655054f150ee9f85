"""Who counts as an independent source: copies, rewrites, press conferences, and who is credited."""

from __future__ import annotations

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.accounts.copies import fingerprint
from citydesk.fusing.sources import sources_behind
from citydesk.model import Account, Count, Person, Record, Time
from citydesk.reading import read
from tests.worlds import CHIEF, FILLER, OUTLETS, Telling, fused, told_by

HEARD = "“It went on and on until the whole window was gone, and nobody came”"
CHIEF_SAID = "“We want to know who drove the grey van that turned round twice”"
FACTS = (
    ("injured", Count(low=2, high=2), ("Two others were hurt", "Two more were wounded")),
    ("time", testing.minute("2024-05-01T22:40"), ("It was 10:40 p.m.", "The time was 10:40 p.m.")),
    ("person", Person(role="victim", name="Ana Ruizo", age=30), ("He was Ana Ruizo", "Ana Ruizo")),
)


def telling(
    name: str, outlet: str, day: Time, style: int, words: list[str], dead: int = 1
) -> Telling:
    told = Telling(outlet, day, name)
    told.parts.append(f"{HEARD}, said Oda Marsh. {CHIEF_SAID}, the chief said. {' '.join(words)}")
    told.say("killed", Count(low=dead, high=dead), ("Dead: ", "The dead: ")[style] + str(dead))
    for field, value, ways in FACTS:
        told.say(field, value, ways[style])
    return told


def sources(record: Record) -> dict[tuple[str, str], int]:
    return {(f.field, f.key): f.sources for f in record.findings}


@given(st.integers(0, 10_000), st.integers(0, 10), st.integers(4, 9), st.booleans())
@settings(deadline=None, max_examples=40)
def test_a_story_that_is_syndicated_or_rewritten_never_adds_a_source(
    seed: int, changed: int, day: int, others: bool
) -> None:
    rng = random.Random(seed)
    words = rng.choices(FILLER, k=150)
    later = list(words)
    for place in rng.sample(range(150), changed):
        later[place] = f"other{place}"
    made = [telling("a", OUTLETS[0], testing.day("2024-05-03"), 0, words)]
    if others:
        own = Telling(OUTLETS[1], testing.day("2024-05-02"), "own")
        own.parts.append(" ".join(rng.choices(FILLER, k=60)))
        made.append(own.say("killed", Count(low=1, high=1), "A man was dead"))
    again = telling("b", OUTLETS[2], testing.day(f"2024-05-0{day}"), 1, later[rng.randrange(20) :])
    accounts, reports = told_by(*made)
    more, rewritten = told_by(*made, again)
    before, after = fused(reports, accounts), fused(rewritten, more)
    assert sources(after) == sources(before)
    assert next(t for t in after.tellings if t.account == "b").copy_of == "a"
    assert {f.field: f.status for f in after.findings} == {
        f.field: f.status for f in before.findings
    }


def test_what_a_rewrite_tells_anew_is_news_of_its_own_day() -> None:
    words = FILLER * 2
    first = telling("a", OUTLETS[0], testing.day("2024-05-03"), 0, words)
    again = telling("b", OUTLETS[2], testing.day("2024-05-05"), 1, words, dead=2)
    accounts, reports = told_by(first, again)
    killed = fused(reports, accounts).finding("killed")
    assert killed
    assert killed.value == Count(low=2, high=2)
    assert killed.sources == 1
    assert [a.relation for a in killed.alternatives] == ["superseded"]


def test_two_reporters_at_one_press_conference_are_two_and_the_chief_is_one() -> None:
    made = [Telling(OUTLETS[n], testing.day("2024-05-03"), f"told-{n}") for n in range(2)]
    for number, each in enumerate(made):
        each.parts.append(f"{CHIEF_SAID}, Brandt said. {' '.join(FILLER[number * 30 :][:30])}")
        each.say("injured", Count(low=2, high=2), f"{number}: two came out hurt")
        each.say("killed", Count(low=1, high=1), "One man died, the chief said", CHIEF)
    accounts, reports = told_by(*made)
    assert sources(fused(reports, accounts)) == {("injured", ""): 2, ("killed", ""): 1}


LEDGER = (
    "A man was killed and two women were wounded on Lantern Street in Port Alder late Friday.\n"
    "“I heard six shots and then somebody screaming for a towel,” said Oda Marsh, a neighbor."
)
KQZA = (
    "A shooting on Lantern Street in Port Alder on Friday night killed one man and wounded two "
    "women, as first reported by the Alder Ledger.\n"
    "“I heard six shots and then somebody screaming for a towel,” a neighbor said."
)
POST = (
    "Two women were wounded and a man was killed late Friday on Lantern Street in Port Alder.\n"
    "Our photographer counted eleven markers between the curb and the hydrant."
)


def told(outlet: str, text: str, day: str) -> Account:
    made = testing.account(
        text, id=outlet.lower(), outlet=outlet, source=outlet.lower(), published=testing.day(day)
    )
    return dataclasses.replace(made, fingerprint=fingerprint(text))


def killed_sources(*accounts: Account) -> int:
    reports = [report for reading in read(accounts) for report in reading.reports]
    finding = fused(reports, {a.id: a for a in accounts}).finding("killed")
    assert finding
    assert finding.value == Count(low=1, high=1)
    return finding.sources


def test_read_by_the_reader_a_credited_story_adds_no_source_and_a_witness_does() -> None:
    ledger = told("Alder Ledger", LEDGER, "2024-05-04")
    kqza = told("KQZA", KQZA, "2024-05-05")
    post = told("The Harbor Post", POST, "2024-05-05")
    assert killed_sources(ledger) == killed_sources(ledger, kqza) == 1
    assert killed_sources(ledger, kqza, post) == 2


def test_there_are_never_more_sources_than_accounts() -> None:
    quoted = [("official: lisk", "outlet: a", "one"), ("witness: dorn", "outlet: a", "one")]
    assert sources_behind(quoted) == 1
    assert sources_behind([*quoted, ("outlet: b", "outlet: b", "two")]) == 2
