"""Headlines as a desk writes them: who, where, how; the day is the dateline's."""

from __future__ import annotations

import pytest

from citydesk import testing
from citydesk.fusing.headline import headline
from citydesk.fusing.testimony import gather
from citydesk.model import Count, Finding, PersonEntry, Place, Text, Value

TOWN = Place(words="Port Alder", precision="city", city="Port Alder", state="WA")
MALL = Place(words="x", precision="landmark", landmark="Gull Mall", city="Port Alder", state="WA")
COUNTY = Place(words="x", precision="county", county="Skell", state="WA")
STATE = Place(words="x", precision="state", state="FL")
ONE, TWO = Count(low=1, high=1), Count(low=2, high=2)


def entry(gender: str | None, age: int | None, outcome: str, role: str = "victim") -> PersonEntry:
    return PersonEntry(
        name=None, role=role, age=age, gender=gender, descriptor=None,  # type: ignore[arg-type]
        outcomes=(outcome,), statements=(),
    )  # fmt: skip


MAN, WOMAN = entry("male", 30, "killed"), entry("female", 41, "injured")
BOY = entry("male", 9, "injured")


def made(*people: PersonEntry, **values: Value) -> str:
    """Return the headline of findings that an account itself reports."""
    told = testing.account("It happened.")
    said = {f: testing.statement(told, f, value, "It happened") for f, value in values.items()}
    heard = gather([testing.report(told, *said.values())], {told.id: told}, {})
    findings = [
        Finding(
            field=field, key="", value=value, status="single-source", reason="",
            statements=(said[field].id,),
        )
        for field, value in values.items()
    ]  # fmt: skip
    return headline(findings, people, {t.id: t for t in heard})


SHOOTING = Text(text="shooting")


@pytest.mark.parametrize(
    ("people", "values", "expected"),
    [
        ((), {"kind": SHOOTING, "place": TOWN, "killed": TWO, "injured": ONE},
         "Two killed, one wounded in Port Alder shooting"),
        ((MAN, WOMAN), {"kind": SHOOTING, "place": TOWN, "killed": ONE, "injured": ONE},
         "Man killed, woman wounded in Port Alder shooting"),
        ((BOY,), {"kind": Text(text="accidental shooting"), "place": TOWN, "injured": ONE},
         "Boy wounded in accidental shooting in Port Alder"),
        ((MAN, MAN), {"kind": Text(text="stabbing"), "place": TOWN, "killed": TWO},
         "Two men killed in Port Alder stabbing"),
        ((), {"kind": Text(text="assault"), "place": TOWN, "injured": TWO},
         "Two injured in Port Alder assault"),
        ((), {"kind": SHOOTING, "place": COUNTY, "injured": TWO},
         "Two wounded in Skell County shooting"),
        ((), {"kind": SHOOTING, "place": STATE, "injured": Count(low=3, high=None)},
         "At least three wounded in Florida shooting"),
        ((), {"kind": SHOOTING, "place": MALL, "injured": TWO},
         "Two wounded in shooting at Gull Mall in Port Alder"),
        ((), {"kind": Text(text="officer shot"), "place": TOWN, "injured": ONE},
         "Police officer wounded in Port Alder shooting"),
        ((), {"kind": Text(text="homicide"), "place": TOWN, "killed": TWO},
         "Two killed in Port Alder"),
        ((), {"kind": Text(text="murder-suicide"), "place": TOWN, "killed": TWO},
         "Two dead in Port Alder murder-suicide"),
        ((), {"kind": Text(text="robbery"), "place": TOWN}, "Robbery reported in Port Alder"),
        ((), {"kind": Text(text="shots fired"), "place": TOWN}, "Shots fired in Port Alder"),
    ],
)  # fmt: skip
def test_a_headline_says_who_where_and_how(
    people: tuple[PersonEntry, ...], values: dict[str, Value], expected: str
) -> None:
    assert made(*people, **values) == expected
