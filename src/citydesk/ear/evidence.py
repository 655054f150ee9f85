"""How well impulses agree with a shot at a place and a moment: a log likelihood ratio.

Each sensor gives one term. It hears a shot at distance d with a probability that falls with d; if
it heard, its impulse lies about the predicted arrival; other sounds come at a rate of their own.
So a sensor that heard adds log(1 - p + p f(r) / rate) and one that did not takes log(1 - p) away:
many near sensors that are silent speak against a place as loudly as arrivals speak for it. This
is source scanning by back-projection (Kao and Shan 2004) with likelihoods in place of brightness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citydesk.ear.model import Impulse
from citydesk.ear.solving import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What association assumes. Chosen on surveyed places by cross-validation; see docs/ear.md.

    `reach` and `fading` (m) shape the chance to be heard, `ceiling` its greatest value; `rate`
    (1/s) is that of other sounds, `reverberation` (1/s) theirs for `ringing` s after a shot;
    `stray` (s) how far first arrivals, `repeat` (s) how far later rounds lie from prediction. A
    burst needs `evidence`, or a `hint` of it and to be `plain` by the fit and all its rounds, and
    `sensors`; a further round needs `round_evidence`. `echoes` follow an arrival, dying away over
    `echo_delay` s; `lost` is the probability that an arrival is missing where its echoes are heard.
    """

    reach: float = 650.0
    fading: float = 120.0
    ceiling: float = 0.85
    rate: float = 0.3
    reverberation: float = 6.0
    ringing: float = 1.5
    stray: float = 0.018
    repeat: float = 0.005
    hint: float = 8.0
    evidence: float = 15.5
    plain: float = 40.0
    round_evidence: float = 6.0
    sensors: int = 4
    usual: float = 12.0
    telling: float = 0.1
    candidates: int = 6
    step: float = 40.0
    margin: float = 300.0
    echoes: float = 0.7
    echo_delay: float = 0.15
    lost: float = 0.2


FROM_SOUND = Matching(
    reach=900.0,
    reverberation=10.0,
    hint=11.0,
    evidence=11.0,
    rate=1.0,
    ceiling=0.95,
    lost=0.05,
    sensors=3,
    usual=14.0,
    telling=0.3,
    candidates=12,
)
"""For impulses that `detect` found: few microphones, all near, and echoes told by how they rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Impulses as arrays, sensor by sensor.

    `places` (n, 3) m; for each sensor `times` s, sorted, and `rates` 1/s, that of other sounds at
    the moment of each impulse. Times are counted from `origin`; `speed` is that of sound, m/s.
    """

    places: Floats
    times: tuple[Floats, ...]
    rates: tuple[Floats, ...]
    impulses: tuple[tuple[Impulse, ...], ...]
    speed: float
    origin: float


def chance(distance: Floats, how: Matching) -> Floats:
    """Return the probability that a shot at `distance` (m) gives an impulse."""
    heard: Floats = how.ceiling / (1 + np.exp((distance - how.reach) / how.fading)) + 0.02
    return heard


def ground(points: Floats, places: Floats) -> Floats:
    """Return points (m, 3) m: `points` (m, 2) at the height of the sensors about them, less 5 m."""
    away = np.linalg.norm(points[:, None] - places[None, :, :2], axis=2)
    weight = 1 / (50.0 + away) ** 2
    height = (weight * places[:, 2]).sum(axis=1) / weight.sum(axis=1) - 5.0
    return np.column_stack([points, height])


def evidence(points: Floats, moments: Floats, heard: Heard, how: Matching, stray: float) -> Floats:
    """Return the log likelihood ratio (m, k) for `points` (m, 2) m and `moments` (k,) s."""
    distance = np.linalg.norm(ground(points, heard.places)[:, None] - heard.places, axis=2)
    likely = chance(distance, how)
    total = np.zeros((len(points), len(moments)))
    for at, times in enumerate(heard.times):
        miss = 1 - likely[:, at, None]
        if not len(times):
            total += np.log(miss)
            continue
        predicted = distance[:, at, None] / heard.speed + moments
        off = times - predicted[..., None]
        after = echoing(off, how)
        peak = np.exp(-0.5 * (off / stray) ** 2) / (heard.rates[at] + after)
        late = np.log1p(after / heard.rates[at]).sum(axis=2)
        direct = peak.max(axis=2) / (stray * 2.5066)
        heard_it = np.exp(np.minimum(late, 8.0) - how.echoes) * (how.lost + (1 - how.lost) * direct)
        total += np.log(miss + likely[:, at, None] * heard_it)
    return total


def echoing(late: Floats, how: Matching) -> Floats:
    """Return the rate (1/s) of echoes `late` s after an arrival."""
    decay: Floats = np.exp(-np.maximum(late, 0.0) / how.echo_delay)
    return np.where(late > 0, decay * how.echoes / how.echo_delay, 0.0)
