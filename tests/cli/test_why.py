"""`why`: the reasons of a link, for and against, and what they add up to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FIRST = """date 2024-05-04T08:00-05:00
outlet The Alder Post
A man was shot dead in the 400 block of Lantern Street in Odessa, Texas, on Friday night, police
said. Ole Brink, 52, died outside the Comet Bowl, Chief Ilse Brandt said.
"""
SECOND = """date 2024-05-05T08:00-05:00
outlet KQZA
Police have named the man who was killed Friday night outside the Comet Bowl in the 400 block of
Lantern Street in Odessa, Texas: Ole Brink, 52, according to Chief Ilse Brandt.
"""
OTHER = """date 2024-09-01T08:00-05:00
outlet KQZA
Two women were wounded in a robbery at a petrol station on Quarry Road in Toledo, Ohio, on Saturday.
"""


@pytest.fixture
def told(desk_of: Any) -> Path:
    return desk_of(first=FIRST, second=SECOND, other=OTHER)  # type: ignore[no-any-return]


def test_the_waterfall_adds_up_to_the_score(citydesk: Any, told: Path) -> None:
    code, out, _ = citydesk("--desk", told, "why", "second", "first")
    assert code == 0
    assert "second#0 belongs to" in out
    assert "before anything is compared" in out
    assert "speaks for one incident" in out
    row = json.loads(citydesk("--desk", told, "why", "second", "first", "--json")[1])
    (weighed,) = row["comparisons"]
    assert row["accepted"]
    assert weighed["report"] == "first#0"
    assert sum(r["weight"] for r in weighed["reasons"]) == pytest.approx(weighed["score"])


def test_what_was_never_compared_says_so(citydesk: Any, told: Path) -> None:
    code, out, _ = citydesk("--desk", told, "why", "other", "first")
    assert code == 0
    assert "other#0 is not part of" in out
    assert "Never compared" in out
    assert "only report" in citydesk("--desk", told, "why", "other", "other")[1]


def test_an_editors_word_comes_first(citydesk: Any, told: Path) -> None:
    citydesk(
        "--desk", told, "judge", "different", "first", "second", "--why", "two men", "--who", "Ed"
    )
    _, out, _ = citydesk("--desk", told, "why", "second", "first")
    assert "second#0 is not part of" in out
    assert "An editor decided: Ed judged it different as first#0: two men" in out


def test_an_account_that_is_not_there(citydesk: Any, told: Path) -> None:
    code, _, error = citydesk("--desk", told, "why", "nobody", "first")
    assert code == 4
    assert "no account 'nobody'" in error
