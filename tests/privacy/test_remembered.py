"""What an incident withholds is worked out once for each state of it."""

from __future__ import annotations

from typing import Any

from citydesk.privacy.mask import Mask
from citydesk.privacy.remembered import Hidden, Masks

NOTHING = Hidden(Mask(), {}, ())


class Stated:
    """A store that says nothing but in which state an incident is."""

    state = "a"

    def state_of(self, *, incident: str = "", account: str = "") -> str:
        return f"{self.state} {incident} {account}"


def asked(masks: Masks, store: Any, incident: str, made: list[str]) -> None:
    def make() -> Hidden:
        made.append(incident)
        return NOTHING

    assert masks.of(store, incident, make) is NOTHING


def test_it_is_made_once_and_anew_when_something_near_it_changed() -> None:
    masks, store, made = Masks(), Stated(), list[str]()
    asked(masks, store, "one", made)
    asked(masks, store, "one", made)
    assert made == ["one"]
    store.state = "b"
    asked(masks, store, "one", made)
    assert made == ["one", "one"]


def test_the_one_that_nobody_asked_for_the_longest_is_forgotten() -> None:
    masks, store, made = Masks(most=2), Stated(), list[str]()
    for incident in ("one", "two", "one", "three", "one", "two"):
        asked(masks, store, incident, made)
    assert made == ["one", "two", "three", "two"]
