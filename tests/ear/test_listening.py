"""Live sound: activations once and in time, nothing kept but seconds, clocks watched."""

from __future__ import annotations

import json
import math
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ear.sounds import add, blast, noise
from citydesk.cli.main import run
from citydesk.ear.errors import UnusableSensors
from citydesk.ear.listening import Config, Listener, load_config
from citydesk.ear.listening.clocks import Clocks
from citydesk.ear.listening.config import Feed
from citydesk.ear.listening.feeds import Stream
from citydesk.ear.listening.keeping import clip, keep
from citydesk.ear.listening.live import live
from citydesk.ear.listening.rings import Ring
from tests.ear.conftest import PLACE, SENSORS

pytest.importorskip("scipy")
soundfile = pytest.importorskip("soundfile")

START = 1_772_406_900.0  # 2026-03-01T23:15:00Z
RATE = 12_000
LENGTH = 14.0
ROUNDS = (4.0, 4.5, 5.1)


def network(folder: Path, extra: str = "") -> Path:
    rows = [
        f'[[sensor]]\nid = "{name}"\nx = {x}\ny = {y}\nfolder = "in/{name}"\n'
        for name, (x, y) in SENSORS.items()
    ]
    path = folder / "sensors.toml"
    path.write_text(f'name = "North End"\ntemperature = 20\n{extra}\n' + "\n".join(rows))
    return path


def heard(seed: int = 0, rounds: tuple[float, ...] = ROUNDS) -> dict[str, np.ndarray]:
    told = {}
    for at, (name, (x, y)) in enumerate(SENSORS.items()):
        rng = np.random.default_rng(seed + at)
        sound = noise(rng, LENGTH, 0.002, RATE)
        travel = math.hypot(x - PLACE[0], y - PLACE[1]) / 343.2
        for moment in rounds:
            add(sound, blast(rng, 0.002, RATE), moment + travel, 0.3, RATE)
        told[name] = sound
    return told


def fill(folder: Path, sounds: dict[str, np.ndarray], off: dict[str, float] | None = None) -> None:
    for name, sound in sounds.items():
        (folder / "in" / name).mkdir(parents=True)
        for second in range(int(LENGTH)):
            path = folder / "in" / name / f"{second:04d}.wav"
            soundfile.write(path, sound[second * RATE : (second + 1) * RATE], RATE)
            start = START + second + (off or {}).get(name, 0.0)
            path.with_suffix(".json").write_text(json.dumps({"start": start}))


def feed(listener: Listener, sounds: dict[str, np.ndarray]) -> list[tuple[int, float, float]]:
    """Feed second by second; return (second of telling, x, y) of what is told."""
    told = []
    for second in range(int(LENGTH)):
        for name, sound in sounds.items():
            listener.feed(name, START + second, sound[second * RATE : (second + 1) * RATE], RATE)
        told += [(second + 1, one.shot.x, one.shot.y) for one in listener.due()]
    return told


def test_a_burst_is_told_once_and_within_ten_seconds(tmp_path: Path) -> None:
    listener = Listener(load_config(network(tmp_path)))
    ((second, x, y),) = feed(listener, heard())
    assert second - ROUNDS[-1] <= 10
    assert math.hypot(x - PLACE[0], y - PLACE[1]) < 10


def test_a_folder_that_fills_is_heard_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, heard())
    assert run(["ear", "listen", "--config", str(network(tmp_path)), "--once"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["rounds"] == 3
    assert (tmp_path / "heard" / "activations.jsonl").read_text().strip() == line


def test_only_seconds_about_the_shot_reach_the_disk(tmp_path: Path) -> None:
    fill(tmp_path, heard())
    config = load_config(network(tmp_path, "seconds = 2"))
    list(live(config, once=True))
    clips = list(config.keep.glob("*.wav"))
    assert len(clips) == len(SENSORS)
    assert all(soundfile.info(path).duration <= 2 for path in clips)


def test_nothing_of_the_sound_is_kept_where_settings_say_so(tmp_path: Path) -> None:
    fill(tmp_path, heard())
    config = load_config(network(tmp_path, "seconds = 0"))
    list(live(config, once=True))
    assert list(config.keep.glob("*.wav")) == []
    assert (config.keep / "activations.jsonl").is_file()


def test_speech_is_taken_out_of_what_is_kept(tmp_path: Path) -> None:
    sounds = heard()
    time = np.arange(len(sounds["a"])) / RATE
    for sound in sounds.values():
        sound += 0.006 * np.sin(2 * np.pi * 500 * time)
    config = load_config(network(tmp_path, "mute_below = 4000"))
    listener = Listener(config)
    for name, sound in sounds.items():
        listener.feed(name, START, sound, RATE)
    (one,) = listener.due(last=True)
    part, rate = clip(one, "a", config)
    quiet = part[: int(0.3 * rate)]
    assert np.sqrt(np.mean(quiet**2)) < 0.001


def test_a_quiet_night_tells_nothing_and_forgets(tmp_path: Path) -> None:
    listener = Listener(load_config(network(tmp_path)))
    assert feed(listener, heard(rounds=())) == []


def test_a_ring_lets_go_of_what_is_old() -> None:
    ring = Ring(5.0)
    for second in range(100):
        ring.add(float(second), 100.0, np.full(100, float(second)))
    assert ring.between(0.0, 90.0) is None
    held = ring.between(0.0, 200.0)
    assert held is not None
    assert len(held[0]) <= 700


def test_a_clock_that_jumps_stops_or_drifts_is_said_once() -> None:
    clocks = Clocks()
    assert clocks.chunk("a", 0.0, 1.0) == []
    assert "jumped 9.00 s ahead" in clocks.chunk("a", 10.0, 1.0)[0]
    assert clocks.silent(20.0) == []
    assert "no sound for" in clocks.silent(60.0)[0]
    assert clocks.silent(61.0) == []
    drifting = Clocks()
    told = [words for at in range(200) for words in drifting.chunk("b", at * 1.001, 1.0)]
    assert len(told) == 1
    assert "drifts by" in told[0]


def test_a_sensor_late_in_shot_after_shot_is_named(tmp_path: Path) -> None:
    config = load_config(network(tmp_path))
    listener, told = Listener(config), []
    for night in range(5):
        for name, sound in heard(night * 10).items():
            off = 2.0 if name == "b" else 0.0
            listener.feed(name, START + night * 100 + off, sound, RATE)
        told += [words for one in listener.due(last=True) for words in one.faults]
    assert len(told) == 1
    assert told[0].startswith("b: 20")


def test_fireworks_all_evening_are_one_activity(tmp_path: Path) -> None:
    config: Config = load_config(network(tmp_path))
    listener, kept = Listener(config), []
    for burst in range(15):
        for name, sound in heard(burst, rounds=(4.0,)).items():
            listener.feed(name, START + burst * 30, sound, RATE)
        kept += [keep(one, config) for one in listener.due(last=True)]
    told = [one for one in kept if one is not None]
    assert [one["sound"] for one in told] == ["possible gunfire"] * 12 + ["many bursts"]
    assert "rather than a shooting" in told[-1]["words"]


@pytest.mark.parametrize(
    ("extra", "why"),
    [("seconds = 60", "between 0 and 10"), ("seconds = 'x'", "finite number"), ("= ", "sensors")],
)
def test_settings_that_cannot_be_are_refused(tmp_path: Path, extra: str, why: str) -> None:
    with pytest.raises(UnusableSensors, match=why):
        load_config(network(tmp_path, extra))


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_streams_are_heard_through_ffmpeg_as_they_come(tmp_path: Path) -> None:
    for name, sound in heard().items():
        soundfile.write(tmp_path / f"{name}.wav", sound, RATE)
    rows = [
        f'[[sensor]]\nid = "{name}"\nx = {x}\ny = {y}\nurl = "{tmp_path / name}.wav"\n'
        for name, (x, y) in SENSORS.items()
    ]
    path = tmp_path / "sensors.toml"
    path.write_text("temperature = 20\n" + "\n".join(rows))
    faults: list[str] = []
    feeds = [Stream(feed) for feed in load_config(path).feeds]
    try:
        got = {feed.feed.sensor: np.zeros(0) for feed in feeds}
        deadline = time.monotonic() + 20
        over = {f"{name}: its stream has ended" for name in SENSORS}
        while time.monotonic() < deadline and not over <= set(faults):
            for feed in feeds:
                for sensor, _, samples, rate in feed.chunks(time.time(), faults):
                    assert rate == 16_000
                    got[sensor] = np.concatenate([got[sensor], samples])
            time.sleep(0.05)
    finally:
        for feed in feeds:
            feed.close()
    assert all(len(one) == pytest.approx(LENGTH * 16_000, abs=16_000) for one in got.values())
    assert over <= set(faults)
    assert feeds[0]._process.poll() is not None


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_an_address_of_another_kind_is_not_opened(tmp_path: Path) -> None:
    stream, faults = Stream(Feed(sensor="a", url="concat:/etc/hostname")), list[str]()
    try:
        deadline = time.monotonic() + 20
        while not faults and time.monotonic() < deadline:
            assert list(stream.chunks(time.time(), faults)) == []
            time.sleep(0.05)
    finally:
        stream.close()
    assert faults
