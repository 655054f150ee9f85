"""Known places come back, honest about how well."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.ear.worlds import Kind, World, world
from citydesk.ear import Burst, Impulse, Sensor, Shot, Weather, associate, locate
from citydesk.ear.errors import TooFewSensors, UnusableSensors


def burst(made: World) -> Burst:
    return Burst(sensors=made.sensors, rounds=made.rounds, weather=made.weather)


def off(made: World, shot: Shot, gun: int = 0) -> float:
    return math.hypot(shot.x - made.guns[gun].x, shot.y - made.guns[gun].y)


def covered(made: World, shot: Shot) -> bool:
    away = np.array([shot.x - made.guns[0].x, shot.y - made.guns[0].y])
    xx, xy, yy = shot.covariance
    return bool(away @ np.linalg.solve([[xx, xy], [xy, yy]], away) < 5.991)


@pytest.mark.parametrize("seed", range(10))
def test_a_clean_shot_is_placed_within_metres(seed: int) -> None:
    made = world(seed, Kind(crooked=0.0, wind=0.0))
    assert off(made, locate(burst(made))) < 2


def test_regions_hold_the_truth_about_as_often_as_they_say() -> None:
    told = [locate(burst(made)) for made in (world(seed, Kind()) for seed in range(100))]
    held = sum(covered(world(seed, Kind()), shot) for seed, shot in enumerate(told))
    assert held >= 88


def test_echoes_taken_for_arrivals_are_named_and_do_not_pull() -> None:
    made = world(3, Kind())
    late = made.rounds[0][4]
    spoilt = replace(late, time=late.time + 0.2)
    rounds = ((*made.rounds[0][:4], spoilt, *made.rounds[0][5:]),)
    shot = locate(replace(burst(made), rounds=rounds))
    told = {one.sensor: one for one in shot.arrivals}[late.sensor]
    assert not told.used
    assert "late" in told.why
    assert off(made, shot) < 10


def test_order_of_impulses_does_not_matter() -> None:
    made = world(5, Kind(), rounds=(3,))
    turned = tuple(tuple(reversed(each)) for each in made.rounds)
    assert locate(burst(made)) == locate(replace(burst(made), rounds=turned))


def test_moving_the_origin_moves_the_place() -> None:
    made = world(6, Kind())
    moved = tuple(replace(one, x=one.x + 5000, y=one.y - 300) for one in made.sensors)
    here, there = locate(burst(made)), locate(replace(burst(made), sensors=moved))
    assert there.x - here.x == pytest.approx(5000, abs=0.5)
    assert there.y - here.y == pytest.approx(-300, abs=0.5)


def test_two_sensors_give_a_line_and_no_point() -> None:
    made = world(1, Kind())
    two = replace(burst(made), rounds=(made.rounds[0][:2],))
    with pytest.raises(TooFewSensors, match="hyperbola"):
        locate(two)


def test_one_sensor_says_that_something_was_heard() -> None:
    made = world(1, Kind())
    with pytest.raises(TooFewSensors, match="not where from"):
        locate(replace(burst(made), rounds=(made.rounds[0][:1],)))


def test_sensors_in_a_line_give_two_places() -> None:
    line = tuple(Sensor(id=f"L{at}", x=at * 250.0, y=0.0) for at in range(6))
    times = [math.hypot(one.x - 500, 200, 5) / 343.2 for one in line]
    heard = tuple(
        Impulse(sensor=one.id, time=1.7e9 + time) for one, time in zip(line, times, strict=True)
    )
    shot = locate(Burst(sensors=line, rounds=(heard,), weather=Weather(temperature=20.0)))
    places = sorted([shot.y, *(one.y for one in shot.others)])
    assert len(places) == 2
    assert places == pytest.approx([-200, 200], abs=40)


def test_degrees_given_as_metres_are_refused() -> None:
    made = world(1, Kind())
    tiny = tuple(replace(one, x=-122 + one.x * 1e-5, y=37 + one.y * 1e-5) for one in made.sensors)
    with pytest.raises(UnusableSensors, match="degrees"):
        locate(replace(burst(made), sensors=tiny))


def test_numbers_that_are_none_are_refused() -> None:
    made = world(1, Kind())
    wrong = (replace(made.sensors[0], x=math.nan), *made.sensors[1:])
    with pytest.raises(UnusableSensors, match="not a number"):
        locate(replace(burst(made), sensors=wrong))


@pytest.mark.parametrize("seed", range(6))
def test_bursts_are_found_among_echoes_and_other_sounds(seed: int) -> None:
    kind = Kind(echoes=0.5, missed=0.15, others=0.1)
    made = world(seed, kind, rounds=(4,))
    bursts = associate(made.impulses, made.sensors, weather=made.weather)
    assert [len(one.rounds) for one in bursts] == [4]
    assert off(made, locate(bursts[0])) < 15


@pytest.mark.parametrize("seed", range(6))
def test_two_guns_at_once_are_two_bursts(seed: int) -> None:
    made = world(seed, Kind(sensors=25, missed=0.05), rounds=(4, 5), gap=0.33)
    shots = [locate(one) for one in associate(made.impulses, made.sensors, weather=made.weather)]
    assert len(shots) == 2
    for gun in range(2):
        assert min(off(made, shot, gun) for shot in shots) < 15


def test_other_sounds_alone_make_no_burst() -> None:
    for seed in range(5):
        made = world(seed, Kind(others=0.4, reach=0.0))
        assert associate(made.impulses, made.sensors, weather=made.weather) == []


def test_a_clock_ten_seconds_off_is_left_out() -> None:
    made = world(2, Kind(), rounds=(3,))
    wrong = made.sensors[5].id
    heard = [
        replace(one, time=one.time + 10) if one.sensor == wrong else one for one in made.impulses
    ]
    (found,) = associate(heard, made.sensors, weather=made.weather)
    shot = locate(found)
    assert wrong not in shot.used
    assert off(made, shot) < 15


ECHOES = Kind(missed=0.15, echoes=0.5, replaced=0.2, others=0.05)


def test_echoes_in_place_of_a_fifth_of_the_arrivals_do_not_pull() -> None:
    worlds = [world(seed, ECHOES) for seed in range(60)]
    assert sum(off(made, locate(burst(made))) < 15 for made in worlds) >= 59


def test_bursts_are_found_where_a_fifth_of_the_arrivals_are_echoes() -> None:
    near = 0
    for seed in range(500, 515):
        made = world(seed, ECHOES)
        found = associate(made.impulses, made.sensors, weather=made.weather)
        near += any(off(made, locate(one)) < 15 for one in found)
    assert near >= 14
