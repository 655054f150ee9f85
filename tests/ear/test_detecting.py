"""Impulses in sound are found to the millisecond; what is no sound is refused with its reason."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.ear.sounds import add, blast, noise
from citydesk.ear import Impulse, detect
from citydesk.ear.errors import UnusableSound

pytest.importorskip("scipy")

STARTS = (1.0, 1.6, 2.45)


def street(rate: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    heard = noise(rng, 4.0, 0.003, rate)
    for at in STARTS:
        add(heard, blast(rng, 0.002, rate), at, 0.4, rate)
        add(heard, blast(rng, 0.003, rate), at + 0.18, 0.1, rate)
    return heard


def loud(found: list[Impulse]) -> list[Impulse]:
    most = max(one.level or 0 for one in found)
    return [one for one in found if (one.level or 0) > most - 6]


@pytest.mark.parametrize("rate", [8_000, 12_000, 44_100, 96_000])
def test_rounds_are_found_to_two_milliseconds_at_any_rate(rate: int) -> None:
    found = [one.time for one in loud(detect(street(rate), rate, start=100.0))]
    assert len(found) == 3
    assert np.array(found) - 100.0 == pytest.approx(STARTS, abs=0.002)


def test_echoes_rise_less_than_the_shot() -> None:
    found = detect(street(12_000), 12_000)
    direct = [min(found, key=lambda one: abs(one.time - at)) for at in STARTS]
    echoes = [min(found, key=lambda one: abs(one.time - at - 0.18)) for at in STARTS]
    assert min(one.level or 0 for one in direct) > max(one.level or 0 for one in echoes)


def test_noise_alone_has_next_to_no_impulses() -> None:
    assert len(detect(noise(np.random.default_rng(2), 10, 0.01), 12_000)) <= 2


def test_where_a_recording_sets_in_after_a_gap_nothing_began() -> None:
    heard = street(12_000)
    heard[: int(0.5 * 12_000)] = 0.0
    assert [one for one in detect(heard, 12_000) if one.time < 0.9] == []


def test_samples_that_are_no_numbers_are_silence() -> None:
    heard = street(12_000)
    heard[30_000:31_000] = np.nan
    found = [one.time for one in loud(detect(heard, 12_000))]
    assert found[:2] == pytest.approx(STARTS[:2], abs=0.002)


def test_two_channels_are_one() -> None:
    heard = street(12_000)
    both = np.column_stack([heard, heard])
    assert detect(both, 12_000) == detect(heard, 12_000)


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        (np.zeros(0), "at least"),
        (np.zeros(24_000), "silence"),
        (np.full(24_000, np.nan), "silence"),
        (np.sign(np.sin(np.arange(24_000))), "clipped"),
    ],
)
def test_what_is_no_sound_is_refused(heard: np.ndarray, why: str) -> None:
    with pytest.raises(UnusableSound, match=why):
        detect(heard, 12_000)


def test_a_rate_that_is_none_is_refused() -> None:
    with pytest.raises(UnusableSound, match="samples a second"):
        detect(street(12_000), 0)
