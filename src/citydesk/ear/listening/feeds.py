"""Where live sound comes from: folders that fill, and streams through ffmpeg.

A file says when it begins: by `timestamp` in the .json beside it, or by its name in ISO 8601
without colons (`20260301T231500Z.wav`, fractions allowed). A stream says nothing, so its clock is
the moment at which it is received less the feed's `delay`; that is good for hearing and too rough
for a place.
"""

from __future__ import annotations

import datetime as dt
import queue
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from citydesk.ear.errors import EarError, MissingExtra, UnusableSound
from citydesk.ear.files.folders import SOUND
from citydesk.ear.files.sound import read_sound
from citydesk.ear.files.values import load, moment
from citydesk.ear.listening.config import Feed
from citydesk.ear.solving import Floats

STREAM_RATE = 16_000
STREAM_CHUNK = 1.0
QUEUED = 60
STILL = 0.5
_NAME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d)-?(\d\d)-?(\d\d)(\.\d{1,6})?Z", re.ASCII)

Chunk = tuple[str, float, Floats, float]


@dataclass(slots=True)
class Folder:
    """A folder that fills. A file is read once, when it no longer grows."""

    feed: Feed
    seen: set[str] = field(default_factory=set)

    def chunks(self, now: float, faults: list[str]) -> Iterator[Chunk]:
        """Yield (sensor, start s, samples (n,), samples a second) of new files, oldest first."""
        folder = self.feed.folder
        if folder is None or not folder.is_dir():
            return
        names = sorted(path.name for path in folder.iterdir() if path.suffix in SOUND)
        self.seen &= set(names)
        for name in names:
            path = folder / name
            if name in self.seen or now - path.stat().st_mtime < STILL:
                continue
            self.seen.add(name)
            try:
                samples, rate = read_sound(path)
                yield self.feed.sensor, _start(path) - self.feed.delay, samples, rate
            except EarError as error:
                faults.append(f"{self.feed.sensor}: {error}")


def _start(path: Path) -> float:
    beside = path.with_suffix(".json")
    if beside.is_file():
        told = load(beside)
        if isinstance(told, dict):
            return moment(told.get("timestamp", told.get("start")), str(beside))
    named = _NAME.search(path.stem)
    if named is None:
        raise UnusableSound(f"{path.name}: neither its name nor a .json says when it begins")
    try:
        year, month, day, hour, minute, second = (int(part) for part in named.groups()[:6])
        whole = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError as error:
        raise UnusableSound(f"{path.name}: its name is no time: {error}") from error
    return whole.timestamp() + float(named[7] or 0)


class Stream:
    """A stream that ffmpeg decodes. At most a minute waits; what is older than that is dropped."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        program = shutil.which("ffmpeg")
        if program is None:
            raise MissingExtra(f"{feed.sensor}: a stream needs ffmpeg, which is not installed")
        self._waiting: queue.Queue[tuple[float, bytes]] = queue.Queue(QUEUED)
        self._process = subprocess.Popen(  # noqa: S603  an address of the owner's settings, no shell
            [program, "-nostdin", "-loglevel", "error", "-protocol_whitelist",
             "file,http,https,tcp,tls,udp,rtp,crypto", "-i", feed.url, "-f", "s16le", "-ac", "1",
             "-ar", str(STREAM_RATE), "-"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        size = int(STREAM_RATE * STREAM_CHUNK) * 2
        pipe = self._process.stdout
        while pipe is not None and (part := pipe.read(size)):
            if self._waiting.full():
                self._waiting.get_nowait()
            self._waiting.put((time.time() - len(part) / 2 / STREAM_RATE, part))

    def chunks(self, now: float, faults: list[str]) -> Iterator[Chunk]:
        """Yield (sensor, start s, samples (n,), samples a second) of what has come in."""
        if self._process.poll() is not None and self._waiting.empty():
            faults.append(f"{self.feed.sensor}: its stream has ended")
        while not self._waiting.empty():
            start, part = self._waiting.get_nowait()
            samples = np.frombuffer(part[: len(part) // 2 * 2], dtype="<i2").astype(float) / 32768
            yield self.feed.sensor, start - self.feed.delay, samples, float(STREAM_RATE)

    def close(self) -> None:
        """Stop ffmpeg."""
        self._process.kill()
        self._process.wait()
