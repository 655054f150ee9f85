"""Paths become captures: a file, a folder of files, or standard input."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from citydesk.model import Capture, Failure, Misnamed
from citydesk.sources.calls import is_sound_of_call
from citydesk.sources.captions import is_captions_of_video
from citydesk.sources.streams import Clock, Tables, captures_of
from citydesk.sources.tally import Tally

__all__ = ["collect_path", "path_of"]

# What lies beside accounts in a folder and is none: notes on the folder, desks, settings.
PASSED_OVER = (
    ".rst",
    ".toml",
    ".db",
    ".db-wal",
    ".db-shm",
    ".sqlite",
    ".lock",
    ".py",
    ".geojson",
    ".streets",
)
_CLIPPED = re.compile(
    rb"---\r?\n(?:[^\r\n]{0,500}\r?\n){0,40}?(?:source|url|link|published|date):", re.IGNORECASE
)


def path_of(target: str) -> Path:
    """Return the path of a target, which may be a "file:" address."""
    if target.lower().startswith("file:"):
        return Path(url2pathname(urlsplit(target).path))
    return Path(target)


def collect_path(
    path: Path,
    clock: Clock,
    stdin: BinaryIO | None,
    tables: Tables | None = None,
    tally: Tally | None = None,
) -> Iterator[Capture | Failure]:
    """Yield what a file, the files of a folder, or standard input ("-") hold."""
    if str(path) == "-":
        yield from captures_of(
            stdin or sys.stdin.buffer, "stdin:", clock, tables=tables, tally=tally
        )
        return
    try:
        path.stat()
    except PermissionError as error:
        yield _unopened(path, error, clock)
        return
    except (OSError, ValueError):  # not there, too long, in a circle of links, no name at all
        message = "there is no such file or folder"
        yield Misnamed(uri=_uri(path), stage="collect", message=message, at=clock())
        return
    for found in _files(path):
        if isinstance(found, OSError):
            yield _unopened(Path(found.filename or path), found, clock)
        elif not (is_sound_of_call(found) or is_captions_of_video(found)):  # kept with their JSON
            yield from _file(found, clock, tables, tally or Tally())


def _files(path: Path) -> Iterator[Path | OSError]:
    """Yield a file, or the files of a folder by name; hidden ones and links to folders are not.

    A folder that cannot be looked into is an error among them.
    """
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        yield from closed
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not _passed_over(Path(folder, name)):
                yield Path(folder, name)
    yield from closed


def _passed_over(path: Path) -> bool:
    """Tell whether a file of a folder is no account: of Markdown, what no clipper has headed."""
    name = path.name.lower()
    if name == "account.js" and path.with_name("tweets.js").is_file():  # it says whose they are
        return True
    if not name.endswith((".md", ".markdown")):
        return name.endswith(PASSED_OVER)
    try:
        with path.open("rb") as stream:
            return not _CLIPPED.match(stream.read(4_000))
    except OSError:
        return False


def _file(
    path: Path, clock: Clock, tables: Tables | None, tally: Tally
) -> Iterator[Capture | Failure]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            message = "is neither a file nor a folder"
            yield Failure(uri=_uri(path), stage="collect", message=message, at=clock())
            return
        stream = os.fdopen(_at_once(path), "rb")
    except OSError as error:
        yield _unopened(path, error, clock)
        return
    with stream:
        tally.read, tally.size = 0, os.fstat(stream.fileno()).st_size
        yield from captures_of(stream, _uri(path), clock, tables=tables, beside=path, tally=tally)


def _at_once(path: Path) -> int:
    """Open without waiting: what was a file a moment ago may be a pipe by now."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _unopened(path: Path, error: OSError, clock: Clock) -> Failure:
    message = f"cannot be opened: {error.strerror or error}"
    return Failure(uri=_uri(path), stage="collect", message=message, at=clock())


def _uri(path: Path) -> str:
    try:
        return path.absolute().as_uri()
    except ValueError:
        return f"file:{str(path)!r}"
