"""A county of which only the jail is told, in a story of somebody from elsewhere, is no scene."""

from __future__ import annotations

import pytest

from citydesk.reading import read
from citydesk.testing import account


@pytest.mark.parametrize("town", ["MOBILE,ALABAMA", "ATLANTA,GEORGIA"])
@pytest.mark.parametrize("county", ["BEXAR", "WEBB"])
def test_a_jails_county_is_counted_nowhere_and_breaks_nothing(town: str, county: str) -> None:
    text = f"BELL COUNTY\nMAN POLICE ARRESTED IN {town} {county} COUNTY JAIL "
    (made,) = read([account(text, title="x")])
    places = [s.value for r in made.reports for s in r.statements if s.field == "place"]
    assert all(f"{county.title()} County" != getattr(p, "county", None) for p in places)
