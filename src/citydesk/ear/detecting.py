"""Sound becomes impulses: where energy rises far above what came just before.

The signal is cut to the band of a muzzle blast at a distance; the energy of the next 4 ms is
compared with that of the 30 ms before (Allen's short-term over long-term average, 1978), and the
moment is then set by the least Akaike criterion of two noises (Maeda 1985), to within a
millisecond on real live fire. An echo rises from the sound that it follows, so it rises less:
that difference goes into `snr`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citydesk.ear.errors import UnusableSound
from citydesk.ear.extras import load
from citydesk.ear.model import Impulse
from citydesk.ear.solving import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How impulses are found: `band` in Hz, `rise` and `above` in dB, the others in s."""

    band: tuple[float, float] = (250.0, 3500.0)
    ahead: float = 0.004
    gap: float = 0.001
    before: float = 0.03
    apart: float = 0.012
    rise: float = 6.0
    above: float = 9.0
    most: int = 400


FULL_SCALE = 120.0
LATENCY = 0.0007
SHORTEST = 0.2
FLOOR = 1e-14
GAP = 0.005
AFTER_GAP = 0.02

Bools = NDArray[np.bool_]
CLIPPED, MOSTLY = 0.999, 0.2


def detect(
    signal: Any, rate: float, *, sensor: str = "", start: float = 0.0, how: Hearing | None = None
) -> list[Impulse]:
    """Return the impulses of a signal (n,) of samples between -1 and 1, `rate` of them a second.

    `start` (s) is the time of the first sample. An impulse's `level` is dB re full scale plus 120;
    its `snr` is how far it rose above what came just before, in dB. NaN are silence. Raises
    `UnusableSound` for sound that is empty, too short, or clipped throughout.
    """
    how = how or Hearing()
    heard = check(signal, rate)
    band = _band(heard, rate, how)
    sums = np.concatenate([[0.0], np.cumsum(band**2)])
    found, rise = _rises(sums, recorded(heard, rate, how), rate, how)
    impulses = []
    for at, up in zip(found, rise, strict=True):
        onset = _onset(band, int(at), rate)
        loud = float(np.max(np.abs(band[onset : onset + int(0.012 * rate) + 1])))
        impulses.append(
            Impulse(
                sensor=sensor,
                time=start + onset / rate - LATENCY,
                snr=float(up),
                level=FULL_SCALE + 20 * math.log10(loud + 1e-9),
            )
        )
    return impulses


def check(signal: Any, rate: float) -> Floats:
    """Return the signal as one channel of finite numbers, or raise `UnusableSound`."""
    heard: Floats = np.asarray(signal, dtype=float)
    if heard.ndim == 2:
        heard = heard.mean(axis=1)
    if not (math.isfinite(rate) and 1000 <= rate <= 400_000):
        raise UnusableSound(f"{rate} samples a second: at least 1000 are needed")
    if heard.ndim != 1 or len(heard) < SHORTEST * rate:
        raise UnusableSound(f"{len(heard) / rate:.2f} s of sound: at least {SHORTEST} s are needed")
    heard = np.nan_to_num(heard, nan=0.0, posinf=1.0, neginf=-1.0)
    if not heard.any():
        raise UnusableSound("nothing but silence: is the microphone connected?")
    if np.mean(np.abs(heard) >= CLIPPED * np.abs(heard).max()) > MOSTLY:
        raise UnusableSound("clipped throughout: no impulse can be told in it; lower the gain")
    return heard


def _band(heard: Floats, rate: float, how: Hearing) -> Floats:
    signal = load("scipy.signal")
    high = min(how.band[1], 0.45 * rate)
    low = min(how.band[0], high / 2)
    sections = signal.butter(4, [low, high], "bandpass", fs=rate, output="sos")
    band: Floats = signal.sosfilt(sections, heard)
    return band


def recorded(heard: Floats, rate: float, how: Hearing) -> Bools:
    """Return for each sample whether sound was recorded there and for some time before.

    Recorders fill what they lack with one value over and over; where sound sets in again, nothing
    began.
    """
    still = np.concatenate([[0], np.cumsum(np.diff(heard, prepend=np.nan) == 0)])
    short = max(int(GAP * rate), 2)
    at = np.arange(len(heard))
    gap = still[at + 1] - still[np.maximum(at + 1 - short, 0)] >= short - 1
    passed = np.concatenate([[0], np.cumsum(gap)])
    back = int((how.before + how.gap + AFTER_GAP) * rate)
    clear: Bools = passed[at + 1] - passed[np.maximum(at + 1 - back, 0)] == 0
    return clear


def _rises(sums: Floats, clear: Bools, rate: float, how: Hearing) -> tuple[Floats, Floats]:
    """Return the samples at which the sound rises most, and how far in dB."""
    ahead, before = int(how.ahead * rate), int(how.before * rate)
    gap = max(int(how.gap * rate), 1)
    at = np.arange(before + gap, len(sums) - 1 - ahead)
    power = (sums[at + ahead] - sums[at]) / ahead
    sounding = power[clear[at]]
    noise = (float(np.median(sounding)) if len(sounding) else 0.0) + FLOOR
    earlier = (sums[at - gap] - sums[at - gap - before]) / before
    up = 10 * np.log10((power + FLOOR) / (earlier + noise))
    loud = 10 * np.log10((power + FLOOR) / noise)
    curve = np.where((up > how.rise) & (loud > how.above) & clear[at], up, 0.0)
    peaks: Floats = load("scipy.signal").find_peaks(
        curve, height=how.rise, distance=max(int(how.apart * rate), 1)
    )[0]
    if len(peaks) > how.most:
        peaks = np.sort(peaks[np.argsort(-curve[peaks])[: how.most]])
    rises: Floats = curve[peaks]
    where: Floats = at[peaks]
    return where, rises


def _onset(band: Floats, near: int, rate: float) -> int:
    """Return the sample at which a quiet noise and a loud one part best, about `near`."""
    first, last = max(0, near - int(0.012 * rate)), min(len(band), near + int(0.006 * rate))
    power = np.cumsum(band[first:last] ** 2)
    count = len(power)
    cut = np.arange(8, count - 8)
    if not len(cut):
        return near
    quiet = power[cut - 1] / cut
    loud = (power[-1] - power[cut - 1]) / (count - cut)
    criterion = cut * np.log(quiet + FLOOR) + (count - cut) * np.log(loud + FLOOR)
    return first + int(cut[np.argmin(criterion)])
