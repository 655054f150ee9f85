"""The files of `static/` as a browser is sent them: pressed once, kept for as long as they last.

A page names a file with the beginning of its hash (`url`), so that a browser may keep it for a year
and still gets the next one. The folders of `vendor/` carry their version in their names. What is
asked for without either is asked about again each time, and answered with 304 where it is the same.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response

from citydesk.base.errors import NotFound

__all__ = ["File", "find", "names", "router", "url"]

router = APIRouter(include_in_schema=False)

KEEP = "public, max-age=31536000, immutable"
ASK = "public, no-cache"
LEAST = 512  # bytes below which pressing is not worth it

KINDS = {
    "css": "text/css; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its bytes, the same pressed where that helps, and the hash of its content."""

    body: bytes
    pressed: bytes | None
    digest: str
    media_type: str


@router.api_route("/static/{name:path}", methods=["GET", "HEAD"], name="static")
def static(request: Request, name: str) -> Response:
    """Answer with a file of the desk's own."""
    found = find(name)
    fixed = name.startswith("vendor/") or request.query_params.get("v") == found.digest
    tag = f'"{found.digest}"'
    headers = {"Cache-Control": KEEP if fixed else ASK, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = found.body
    if found.pressed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = found.pressed, "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


def url(name: str) -> str:
    """Return the address of a file with its hash, as a page names it."""
    return f"/static/{name}?v={find(name).digest}"


def find(name: str) -> File:
    """Return a file by its path below `static/`. Raises `NotFound`: nothing else is served."""
    if name not in names():
        raise NotFound("There is no such file on this desk.")
    return _read(name)


@functools.cache
def names() -> frozenset[str]:
    """Return the paths of all files below `static/`."""
    return frozenset(_walk(_root()))


@functools.cache
def _read(name: str) -> File:
    body = _root().joinpath(*name.split("/")).read_bytes()
    kind = KINDS.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    worth = len(body) >= LEAST and not kind.startswith("image/p")
    return File(
        body=body,
        pressed=gzip.compress(body, 9, mtime=0) if worth else None,
        digest=hashlib.sha256(body).hexdigest()[:12],
        media_type=kind,
    )


def _root() -> Traversable:
    return files("citydesk.web") / "static"


def _walk(folder: Traversable, before: str = "") -> list[str]:
    found = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _walk(each, f"{before}{each.name}/")
        else:
            found.append(f"{before}{each.name}")
    return found
