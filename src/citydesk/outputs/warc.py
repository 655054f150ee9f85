"""Captures become a web archive that any tool can check: WARC 1.1, or WACZ 1.1.1 around it.

What a desk keeps is the body of a page, without what its server said around it, so each capture is
a `resource` record: its address, its moment, its media type, its bytes, and their SHA-256.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from citydesk.model import Capture

__all__ = ["address_of_record", "warc_records", "write_wacz"]

_SPACE = uuid.UUID("6d1f5f9e-5f0c-4e3b-9f63-0a4c1a7f2f10")
_WARC = "archive/data.warc.gz"


def warc_records(
    captures: Iterable[Capture], software: str
) -> Iterator[tuple[bytes, Capture | None]]:
    """Yield the records of an archive, each a gzip member of its own, with what it is made of.

    The first one says which `software` wrote it. Equal captures make equal bytes.
    """
    info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    first = None
    for capture in captures:
        if first is None:
            first = capture.fetched
            yield _packed("warcinfo", "application/warc-fields", first, info, None), None
        yield _record(capture), capture


def write_wacz(captures: Iterable[Capture], out: BinaryIO, software: str) -> int:
    """Write a WACZ file; return how many captures it holds.

    One record is in memory at a time; its index grows with a line for each.
    """
    pages = ['{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}']
    index: list[str] = []
    offset = count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as made:
        whole = hashlib.sha256()
        with made.open(_named(_WARC), "w", force_zip64=True) as archive:
            for packed, capture in warc_records(captures, software):
                archive.write(packed)
                whole.update(packed)
                if capture is not None:
                    count += 1
                    index.append(_index_line(capture, offset, len(packed)))
                    pages += [_page(capture)] if _is_page(capture) else []
                offset += len(packed)
        files = {
            "indexes/index.cdx": "".join(sorted(index)).encode(),
            "pages/pages.jsonl": ("\n".join(pages) + "\n").encode(),
        }
        resources = [_resource(_WARC, offset, whole.hexdigest())]
        for name, body in files.items():
            made.writestr(_named(name), body)
            resources.append(_resource(name, len(body), hashlib.sha256(body).hexdigest()))
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": software,
            "resources": resources,
        }
        told = json.dumps(package, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(told).hexdigest()}"}
        made.writestr(_named("datapackage.json"), told)
        made.writestr(_named("datapackage-digest.json"), json.dumps(digest, indent=2))
    return count


def address_of_record(capture: Capture) -> str:
    """Return the address of a capture in an archive: its own, with its number in a container."""
    uri = capture.uri if ":" in capture.uri else f"file:{capture.uri}"
    whole = f"{uri}#L{capture.member}" if capture.member else uri
    return quote(whole, safe="%/:?#[]@!$&'()*+,;=-._~")


def _record(capture: Capture) -> bytes:
    kind = capture.media_type.replace("\r", " ").replace("\n", " ")
    return _packed(
        "resource", kind, capture.fetched, capture.body, address_of_record(capture), capture.sha256
    )


def _packed(
    kind: str,
    media_type: str,
    moment: dt.datetime,
    body: bytes,
    address: str | None,
    digest: str | None = None,
) -> bytes:
    told = digest or hashlib.sha256(body).hexdigest()
    ident = uuid.uuid5(_SPACE, f"{kind} {address} {moment.isoformat()} {told}")
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{ident}>",
        f"WARC-Date: {_utc(moment)}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        f"WARC-Block-Digest: sha256:{told}",
        *([f"WARC-Payload-Digest: sha256:{told}"] if address else []),
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
    ]
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as packed:
        packed.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n")
    return made.getvalue()


def _index_line(capture: Capture, offset: int, length: int) -> str:
    address = address_of_record(capture)
    parts = urlsplit(address)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    key = f"{host}){parts.path}{'?' + parts.query if parts.query else ''}".lower()
    told = {
        "url": address,
        "mime": capture.media_type.partition(";")[0],
        "status": "200",
        "digest": f"sha256:{capture.sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": _WARC.rpartition("/")[2],
    }
    stamp = capture.fetched.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S")
    return f"{key} {stamp} {json.dumps(told)}\n"


def _page(capture: Capture) -> str:
    told = {"id": capture.id, "url": address_of_record(capture), "ts": _utc(capture.fetched)}
    return json.dumps(told)


def _is_page(capture: Capture) -> bool:
    return capture.media_type.startswith("text/html")


def _resource(path: str, size: int, digest: str) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    return {"name": name, "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _named(name: str) -> zipfile.ZipInfo:
    """Return a member of a ZIP file without a moment of its own: equal desks make equal files."""
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
