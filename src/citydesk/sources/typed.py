"""What an editor types or drops becomes captures: text, a file, a note, a recording, an address.

Nothing here opens a file of this machine: a name that came through a browser is only a name. An
address is asked for as any other, but no host inside this house is: whoever types it is elsewhere.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from citydesk.base.errors import CaptureError, UsageError
from citydesk.base.identity import sha256
from citydesk.base.media import CALL
from citydesk.model import Capture, Failure, Misnamed
from citydesk.sources.addresses import is_inside
from citydesk.sources.calls import MAX_SOUND, SOUNDS
from citydesk.sources.kinds import JSON, TEXT
from citydesk.sources.streams import Clock, Tables, captures_of

__all__ = ["NOTE", "address_in", "dropped", "note", "page_outside", "pasted", "recording", "value"]

NOTE = "application/vnd.citydesk.note+json"
VALUE = "application/vnd.citydesk.value+json"
LONGEST_NAME = 200
LONGEST_WHO = 200
_ADDRESS = re.compile(r"https?://\S{1,8000}\Z", re.IGNORECASE)
_VIDEO = frozenset(
    {"youtube.com", "youtu.be", "vimeo.com", "tiktok.com", "dailymotion.com", "twitch.tv"}
)


def address_in(text: str) -> str | None:
    """Return the address that a text is, where it is one and nothing else.

    >>> address_in(" https://news.example/a ")
    'https://news.example/a'
    """
    plain = text.strip()
    return plain if _ADDRESS.match(plain) else None


def pasted(
    text: str, clock: Clock, tables: Tables | None = None, about: Mapping[str, str] | None = None
) -> Iterator[Capture | Failure]:
    """Yield what a pasted text holds; markup is read as a page, and none of it is ever run.

    `about` is what somebody typed beside a plain text: its title, outlet, published, url.
    """
    plain = text.replace("\r\n", "\n").encode("utf-8", "replace")
    told = {name: value.strip() for name, value in (about or {}).items() if value.strip()}
    found = list(captures_of(io.BytesIO(plain), "pasted:", clock, tables=tables))
    of_text = [isinstance(each, Capture) and each.media_type == TEXT for each in found]
    if told and of_text == [True]:
        yield _capture({**told, "text": plain.decode()}, "pasted:", JSON, clock)
        return
    yield from found


def dropped(
    name: str, body: bytes, clock: Clock, tables: Tables | None = None
) -> Iterator[Capture | Failure]:
    """Yield what a file holds that came through a browser under this name."""
    plain = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:] or "file"
    yield from captures_of(io.BytesIO(body), f"upload:{quote(plain)}", clock, tables=tables)


def page_outside(
    url: str, clock: Clock, tables: Tables | None = None
) -> Iterator[Capture | Failure]:
    """Yield what an address of the public web answers with; no private host is asked."""
    from citydesk.sources.connecting import Network  # its HTTP client takes long to load
    from citydesk.sources.pages import collect_page

    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    if host in _VIDEO:
        message = "is a video: paste its transcript, or add the recording with what is said in it"
        yield Misnamed(uri=url, stage="collect", message=message, at=clock())
        return
    anywhere = Network()

    def outside(host: str, port: int) -> Sequence[str]:
        found = anywhere.resolve(host, port)
        if any(is_inside(number) for number in found):
            raise CaptureError(f"{host} is a private host: nobody asks it from a browser")
        return found

    network = dataclasses.replace(anywhere, resolve=outside)
    yield from collect_page(url, clock, network=network, tables=tables)


def note(words: str, who: str, voice: str, at: dt.datetime, clock: Clock) -> Capture:
    """Return the capture of what somebody said (at an aware moment), in these words.

    Raises `UsageError` where there are no words, or nobody says them.
    """
    if not words.strip():
        raise UsageError("a note needs the words that were said")
    if not who.strip() or len(who) > LONGEST_WHO:
        raise UsageError(f"say who said it, in at most {LONGEST_WHO} characters")
    told = {"words": words.strip(), "who": who.strip(), "voice": voice, "at": at.isoformat()}
    return _capture(told, "note:", NOTE, clock)


def value(cells: Mapping[str, str], who: str, voice: str, at: dt.datetime, clock: Clock) -> Capture:
    """Return the capture of a value that an editor sets (at an aware moment) on somebody's word.

    `cells` are its field, its value, and for people role, age and outcome. Raises `UsageError`
    where nobody is its source.
    """
    if not who.strip() or len(who) > LONGEST_WHO:
        raise UsageError(f"say whose word it is, in at most {LONGEST_WHO} characters")
    plain = {name: " ".join(words.split()) for name, words in cells.items() if words.strip()}
    told = {"cells": plain, "who": who.strip(), "voice": voice, "at": at.isoformat()}
    return _capture(told, "set by hand:", VALUE, clock)


def recording(
    name: str, sound: bytes, where: str, begun: dt.datetime, transcript: str, clock: Clock
) -> Capture:
    """Return the capture of a recording that began at an aware moment, with what is said in it.

    Raises `UsageError` for no sound that is known, or one that is too long.
    """
    plain = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:]
    kind = SOUNDS.get(PurePosixPath(plain).suffix.lower())
    if kind is None:
        raise UsageError(f"{plain or 'that'} is no recording: one ends in {', '.join(SOUNDS)}")
    if len(sound) > MAX_SOUND:
        much = f"{len(sound) / 1e6:.0f} MB"
        raise UsageError(f"{plain} has {much}: a recording has at most {MAX_SOUND // 10**6} MB")
    call = {
        "start_time": begun.timestamp(),
        "short_name": where.strip() or "recording",
        "talkgroup": 0,
        "talkgroup_tag": plain,
        **({"transcript": transcript} if transcript.strip() else {}),
    }
    held = {
        "name": plain, "media_type": kind, "sha256": sha256(sound), "size": len(sound),
        "base64": base64.b64encode(sound).decode("ascii"),
    }  # fmt: skip
    return _capture({"call": call, "sound": held}, f"upload:{quote(plain)}", CALL, clock)


def _capture(told: object, uri: str, media_type: str, clock: Clock) -> Capture:
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    digest = sha256(body)
    return Capture(
        id=digest[:16], sha256=digest, uri=uri, media_type=media_type, fetched=clock(), body=body
    )
