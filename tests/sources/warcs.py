"""Web archives of invented pages, whole and damaged, made in few words."""

from __future__ import annotations

import gzip

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
STORY = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>HARBOR CITY, Kan."
    " - {words}</p><p>No arrests have been made, and detectives ask anybody who saw something to"
    " call them. The street was closed until the morning.</p></article></body></html>"
)


def page(title: str, words: str) -> bytes:
    return STORY.format(title=title, words=words).encode()


def record(
    number: int,
    body: bytes = b"<html><body><p>A page.</p></body></html>",
    *,
    kind: str = "response",
    head: bytes = HTML,
    more: str = "",
    length: int | None = None,
) -> bytes:
    """Return one record; `length` is what it says its length is."""
    block = head + b"\r\n" + body
    size = len(block) if length is None else length
    headers = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/{number}\r\n"
        f"WARC-Date: 2024-05-03T08:00:{number % 60:02}Z\r\n{more}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return records as archives are: each one a gzip member of its own."""
    return b"".join(map(gzip.compress, records))
