"""Geocoders of others: asked politely, once, and only by name. Nothing here reaches a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from citydesk.base.errors import StreetsError, UsageError
from citydesk.model import Place
from citydesk.streets.online import Geocoder, geocoder


@dataclass
class Found:
    latitude: float
    longitude: float
    raw: dict[str, Any]


@dataclass
class Service:
    answers: dict[str, Found]
    asked: list[str] = field(default_factory=list)

    def geocode(self, query: str, *, exactly_one: bool, timeout: float) -> Found | None:
        assert exactly_one
        assert timeout <= 10
        self.asked.append(query)
        return self.answers.get(query)


def made(service: Service, folder: Path, naps: list[float]) -> Geocoder:
    return Geocoder(
        "pretend", service, folder / "online.db", pause=1.0, clock=lambda: 5.0, sleep=naps.append
    )


def test_it_is_asked_once_and_then_remembered_across_openings(tmp_path: Path) -> None:
    found = Found(38.5, -97.5, {"addresstype": "house"})
    service, naps = Service({"12 Quill St, Wheatley, KS": found}), list[float]()
    first = made(service, tmp_path, naps)
    answer = first.find("12 Quill St", "Wheatley", "KS", "point")
    assert answer is not None
    assert (answer.lat, answer.area.margin, answer.index) == (38.5, 60.0, "online: pretend")
    assert first.find("99 Quill St", "Wheatley", "KS", "point") is None
    again = made(service, tmp_path, naps)
    assert again.find("12 Quill St", "Wheatley", "KS", "point") == answer
    assert again.find("99 Quill St", "Wheatley", "KS", "point") is None
    assert len(service.asked) == 2


def test_it_waits_between_two_questions(tmp_path: Path) -> None:
    naps: list[float] = []
    asked = made(Service({}), tmp_path, naps)
    for number in range(3):
        asked.find(f"{number} Quill St", "Wheatley", "KS", "point")
    assert naps == [1.0, 1.0]


def test_precision_is_that_of_the_words_whatever_the_service_found(tmp_path: Path) -> None:
    service = Service({"Quill St, Wheatley, KS": Found(38.5, -97.5, {"addresstype": "road"})})
    answer = made(service, tmp_path, []).find("Quill St", "Wheatley", "KS", "street")
    assert answer is not None
    assert answer.precision == "street"
    assert answer.radius == 1_000


def test_a_service_that_fails_is_named(tmp_path: Path) -> None:
    class Broken:
        def geocode(self, query: str, *, exactly_one: bool, timeout: float) -> None:
            raise TimeoutError("no answer")

    with pytest.raises(StreetsError, match="pretend cannot be asked: no answer"):
        Geocoder("pretend", Broken(), tmp_path / "o.db", pause=0).find("a", "b", "KS", "point")


def test_an_unknown_service_and_one_that_is_not_told_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are nominatim"):
        geocoder("compass", tmp_path / "o.db", {})
    with pytest.raises(UsageError, match="needs user_agent"):
        geocoder("nominatim", tmp_path / "o.db", {})


def test_nothing_is_asked_unless_a_service_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citydesk.flow import locating
    from citydesk.streets import online

    service = Service({"12 Quill St, Wheatley, KS": Found(38.5, -97.5, {"addresstype": "house"})})
    monkeypatch.setattr(
        online, "geocoder", lambda name, memory, told: Geocoder(name, service, memory, pause=0)
    )
    place = Place(
        words="12 Quill St", address="12 Quill St", precision="point", city="Wheatley", state="KS"
    )
    locator = locating.Locator(str(tmp_path))
    assert locator.value(place) is place
    assert service.asked == []
    online.choose(tmp_path, "nominatim", {"user_agent": "the Wheatley desk"})
    found = locator.value(place)
    assert isinstance(found, Place)
    assert (found.lat, found.radius) == (38.5, 60.0)
    online.choose(tmp_path, None, {})
    assert locator.value(place) is place
