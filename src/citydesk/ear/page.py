"""A hearing as a page of its own: shots in words, maps, waveforms, and sound to be heard.

One folder, no script, nothing fetched: it opens from a disk. Of each recording only the seconds
about the shot are written.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import numpy as np

from citydesk.ear.extras import load
from citydesk.ear.hearing import Heard, Sounds, read_sounds
from citydesk.ear.model import Shot
from citydesk.ear.pictures import site, waveforms
from citydesk.ear.solving import Floats
from citydesk.ear.telling import sentence

AROUND = 2.0


def write_page(heard: Heard, folder: Path) -> Path:
    """Write `index.html`, a map and the waveforms of each shot, and clips; return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    sounds = read_sounds(heard.hearing, []) if heard.hearing.recordings else {}
    parts = [_part(heard, at, shot, sounds, folder) for at, shot in enumerate(heard.shots, 1)]
    remarks = "".join(f"<li>{escape(one)}</li>" for one in heard.remarks)
    page = folder / "index.html"
    title = escape(heard.hearing.test)
    page.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f"<meta name=viewport content='width=device-width'><title>{title}</title>"
        "<style>body{font:16px/1.5 sans-serif;max-width:44rem;margin:auto;padding:1rem}"
        "img{max-width:100%}td,th{text-align:left;padding:0 1rem 0 0}</style>"
        f"<h1>{title}</h1><ul>{remarks}</ul>{''.join(parts)}</html>\n",
        "utf-8",
    )
    return page


def _part(heard: Heard, at: int, shot: Shot, sounds: Sounds, folder: Path) -> str:
    (folder / f"{at}-map.svg").write_text(site(shot, heard.hearing.sensors), "utf-8")
    words = escape(sentence(shot, heard.hearing.frame))
    parts = [f"<h2>Burst {at}</h2><p>{words}</p><img src='{at}-map.svg' alt='map of the shot'>"]
    if sounds:
        (folder / f"{at}-sound.svg").write_text(waveforms(shot, sounds), "utf-8")
        parts.append(f"<img src='{at}-sound.svg' alt='waveforms aligned on the shot'>")
    rows = []
    for place, one in enumerate(shot.arrivals, 1):
        clip = ""
        if one.sensor in sounds:
            name = f"{at}-{place}.wav"
            _clip(folder / name, sounds[one.sensor], shot.time + one.travel, shot.times)
            clip = f"<audio controls preload=none src='{name}'></audio>"
        rows.append(
            f"<tr><td>{escape(one.sensor)}<td>{one.residual * 1000:+.1f} ms"
            f"<td>{escape(one.why or 'used')}<td>{clip}"
        )
    return "".join([*parts, f"<table>{''.join(rows)}</table>"])


def _clip(
    path: Path, sound: tuple[Floats, float, float], expected: float, times: tuple[float, ...]
) -> None:
    """Write the seconds about the rounds of one burst as they reached one sensor."""
    samples, rate, start = sound
    first = max(int((expected - start - 0.5) * rate), 0)
    last = int((expected - start + times[-1] - times[0] + AROUND) * rate)
    part = np.clip(samples[first : max(last, first + 1)], -1, 1)
    load("soundfile").write(path, part, int(rate), subtype="PCM_16")
