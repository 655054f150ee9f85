"""Round-ups: pages whose paragraphs tell of separate incidents become several reports."""

from __future__ import annotations

import pytest

from citydesk.model import Count, Place, Report
from citydesk.reading import read
from citydesk.reading.explaining import explain
from citydesk.reading.parsed import parse
from citydesk.reading.roundups import sections, without_others
from citydesk.testing import account, minute

# Everything here is invented.
WEEKEND = """DAYTON, Ohio — Three people were killed in separate shootings over the weekend.

About 11:40 p.m. Friday, Marcus Teel, 22, was shot in the 1500 block of Linden Avenue. He died at \
Miami Valley Hospital, police said.

About 2:15 a.m. Saturday, two men, ages 22 and 27, were shot outside a club on 16th Street. Both \
were in stable condition.

At 4 p.m. Sunday, a 17-year-old boy and his 45-year-old mother were killed at their home on \
Huffman Street, Sgt. Ann Lee said.
"""


def reports(text: str, title: str = "Violent weekend leaves three dead") -> tuple[Report, ...]:
    told = account(text, title=title, published=minute("2024-07-08T06:30"))
    (reading,) = read([told])
    return reading.reports


def best(report: Report, field: str) -> object:
    found = [s for s in report.statements if s.field == field]
    return max(found, key=lambda s: s.probability).value if found else None


def test_each_part_is_a_report_with_a_scene_and_a_toll_of_its_own() -> None:
    told = reports(WEEKEND)
    places = [best(report, "place") for report in told]
    assert {p.address for p in places if isinstance(p, Place)} == {
        "1500 block of Linden Avenue", "16th Street", "Huffman Street",
    }  # fmt: skip
    assert {p.city for p in places if isinstance(p, Place)} == {"Dayton"}
    killed = [best(report, "killed") for report in told]
    assert sorted(k.low for k in killed if isinstance(k, Count)) == [0, 1, 2]


def test_nobody_stands_in_the_report_of_another_part() -> None:
    named = ["Marcus Teel" in str([s.value for s in r.statements]) for r in reports(WEEKEND)]
    assert sum(named) == 1


def test_who_said_it_stays_with_the_part() -> None:
    told = reports(WEEKEND)
    speakers = [
        {s.attribution.speaker.name for s in report.statements if s.field == "passage"}
        for report in told
    ]
    assert sorted(speakers, key=len)[0] == set()
    assert {"police"} in speakers
    assert {"Ann Lee"} in speakers


@pytest.mark.parametrize(
    "text",
    [
        # One incident told in order is none, whatever its hours.
        "A man was shot on Linden Avenue on Friday.\n\nAbout 11:40 p.m., police were called to the "
        "1500 block of Linden Avenue, where a man had been shot.\n\nAt 2 a.m. Saturday, he died at "
        "a hospital on Huffman Street.",
        # A headline alone makes none.
        "Two separate shootings shook Dayton.\n\nPolice have no suspects.",
    ],
)
def test_other_pages_are_no_round_ups(text: str) -> None:
    assert sections(parse(account(text, title="Man shot")).sentences, ()) == ()


def test_what_is_left_of_a_page_stands_where_it_stood() -> None:
    parsed = parse(account(WEEKEND, title="Violent weekend"))
    first, *_ = sections(parsed.sentences, ())
    left = without_others(parsed, first)
    assert len(left.text) == len(parsed.account.text)
    assert left.text.split() == [
        "DAYTON,", "Ohio", "—", *WEEKEND.split("\n\n")[1].split(),
    ]  # fmt: skip


def test_the_dateline_is_found_below_the_head_of_a_file() -> None:
    parsed = parse(account("date 2024-07-08\noutlet The Courier\n\n" + WEEKEND))
    first, *_ = sections(parsed.sentences, ())
    assert without_others(parsed, first).text.split()[:3] == ["DAYTON,", "Ohio", "—"]


def test_of_a_round_up_the_main_part_is_explained() -> None:
    told = account(WEEKEND, title="Violent weekend", published=minute("2024-07-08T06:30"))
    (reading,) = read([told])
    scene = best(reading.reports[0], "place")
    addresses = {each.words for each in explain(told) if each.slot == "address"}
    assert isinstance(scene, Place)
    assert addresses == {scene.address}


def test_a_log_without_end_has_a_last_part() -> None:
    many = "About 2 a.m. Friday, a man was shot in the 100 block of Elm Street.\n\n" * 200
    parsed = parse(account("Many separate shootings.\n\n" + many, title="Police log"))
    parts = sections(parsed.sentences, ())
    assert len(parts) == 30
    assert sum(map(len, parts)) == 200
