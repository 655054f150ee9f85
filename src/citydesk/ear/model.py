"""What the ear works on: sensors, impulses, bursts, shots; in metres and seconds.

============ ==================================================================================
sensor       a microphone with a surveyed place and a disciplined clock
impulse      one sudden sound at one sensor: when it began, how far it stood above the noise
arrival      an impulse held against a shot: how late or early it is, and whether it was used
burst        rounds fired from one place: for every round, at most one impulse of each sensor
shot         a burst located: place, covariance, 95 % region, times of its rounds, its arrivals
activation   a shot as an account that a person reads and judges
============ ==================================================================================

Times are seconds since 1970-01-01T00:00Z. `x` points east, `y` north, `z` up, from any local
origin.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MIN_SENSORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A microphone. `place_error` (m) and `clock_error` (s) are one standard deviation."""

    id: str
    x: float
    y: float
    z: float = 0.0
    place_error: float = 0.5
    clock_error: float = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class Impulse:
    """The beginning of one sudden sound at one sensor.

    `level` is dB re 20 µPa or dB re full scale: only differences between sensors are used.
    """

    sensor: str
    time: float
    snr: float = 12.0
    level: float | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """What carries the sound: speed (m/s) and wind (m/s towards east and north)."""

    speed: float
    wind_x: float = 0.0
    wind_y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """What is known of the air. Without a temperature (°C) the speed of sound is left wide open."""

    temperature: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Rounds fired from one place. Each round holds at most one impulse of a sensor.

    `near` is where the association puts it (m), if an association was made.
    """

    sensors: tuple[Sensor, ...]
    rounds: tuple[tuple[Impulse, ...], ...]
    weather: Weather = field(default_factory=Weather)
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A sensor's arrival against the located shot.

    `travel` (s) is how long the sound should have needed, `residual` (s) what it needed beyond
    that: positive is late, as every echo and every crooked path is. `why` says in words why an
    arrival was not used.
    """

    sensor: str
    residual: float
    used: bool
    travel: float = 0.0
    rounds: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An ellipse that holds the true place with probability `level`.

    Half axes in metres; `azimuth` is the direction of the longer one, in degrees from north
    clockwise.
    """

    semi_major: float
    semi_minor: float
    azimuth: float
    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A possible place, in metres, with its region."""

    x: float
    y: float
    region: Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A burst with its place.

    `gunfire` is the probability that it was gunfire, where it was asked for.
    `covariance` is (xx, xy, yy) in m². `times` holds the moment of each round, first to last.
    `others` are places that explain the arrivals about as well; where there are any, this one is
    not told as the only one.
    """

    x: float
    y: float
    z: float
    covariance: tuple[float, float, float]
    region: Region
    times: tuple[float, ...]
    arrivals: tuple[Arrival, ...]
    air: Air
    spread: float
    others: tuple[Place, ...] = ()
    gunfire: float | None = None
    remarks: tuple[str, ...] = ()

    @property
    def time(self) -> float:
        """The moment of the first round."""
        return self.times[0]

    @property
    def used(self) -> tuple[str, ...]:
        """The sensors whose arrivals hold the place."""
        return tuple(one.sensor for one in self.arrivals if one.used)

    @property
    def rate(self) -> float | None:
        """Rounds a minute between the first and the last round, or None for a single round."""
        if len(self.times) < 2:
            return None
        return 60 * (len(self.times) - 1) / (self.times[-1] - self.times[0])
