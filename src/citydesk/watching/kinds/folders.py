"""A folder that fills: each file once it has stopped growing, again when it is written anew."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from citydesk.base.errors import CaptureError
from citydesk.model import Capture
from citydesk.sources import Tables, collect, label
from citydesk.watching.model import Asked, Poll, Seen, Source

__all__ = ["poll_folder"]

SETTLED = 2.0  # seconds without a change after which a file is whole
MOST = 20_000  # files of a folder
AT_ONCE = 2_000  # accounts of one poll


def poll_folder(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return what files of a folder hold that are new, or were written since."""
    folder = Path(source.address).expanduser()
    if not folder.is_dir():
        raise CaptureError(f"{folder} is no folder")
    known = dict(state.get("files", {}))
    now = asked.clock().timestamp()
    files = {}
    for path in itertools.islice(_files(folder), MOST):
        try:
            told = path.stat()
        except OSError:
            continue  # it is gone again
        if stat.S_ISREG(told.st_mode):
            files[str(path)] = (told.st_mtime_ns, told.st_size, told.st_mtime)
    seen: list[Seen] = []
    marks: dict[str, Any] = {}
    for name, (written, size, moment) in files.items():
        if known.get(name) == [written, size]:
            marks[name] = [written, size]
        elif now - moment >= SETTLED and len(seen) < AT_ONCE:
            seen += _of(source, name, asked)
            marks[name] = [written, size]
    return Poll(seen=tuple(seen), state={"files": marks})


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it, but none that is hidden."""
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _of(source: Source, name: str, asked: Asked) -> Iterator[Seen]:
    tables = Tables(known=asked.mappings, named=source.mapping or None)
    for found in collect([name], clock=asked.clock, tables=tables):
        thing = label(found) if isinstance(found, Capture) else found.uri
        yield Seen(thing=thing, source=source.id, found=found)
