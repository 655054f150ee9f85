"""What is mutated: small inputs of every kind that is read, all invented, and the mutations."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

__all__ = ["SEEDS", "mutated", "of_kind"]

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLE = (
    "MARLOW, Kan. – Bram Tolley, 41, was shot and killed at 9:15 p.m. Friday, May 3, 2024, in"
    " the 400 block of Alder Street in Marlow, Kansas, Police Chief Oda Wexler said. “Two men in a"
    " black Ford pickup fled,” she said. A 12-year-old girl was wounded."
    "\n\nPolice have not released a motive. In a separate shooting, one man died on Quince Avenue."
)
MAIL = (
    "From: desk@ledger.example\r\nTo: tips@desk.example\r\nSubject: =?utf-8?q?Man_killed?=\r\n"
    "Date: Fri, 3 May 2024 22:00:00 -0500\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
    f"{ARTICLE}\r\n--b--\r\n"
)
ROW = {"id": "a", "published": "2024-05-04", "title": "Man killed", "outlet": "L", "text": ARTICLE}
TABLE = (
    "incident_id,date,address,city,state,killed,injured\n1,2024-05-03,400 Alder St,Marlow,KS,1,2\n"
)
CALL = {"talkgroup": 100, "start_time": 1_714_791_600, "call_length": 4, "srcList": [{"pos": 0.0}]}
PAGE = (
    f'<!doctype html><html><head><meta charset="utf-8"><title>Man killed</title>'
    f'<meta property="article:published_time" content="2024-05-04T01:00:00Z">'
    f"</head><body><article><h1>Man killed</h1><p>{ARTICLE}</p></article></body></html>"
)

SEEDS: dict[str, bytes] = {
    "a.txt": ARTICLE.encode(),
    "a.html": PAGE.encode(),
    "a.json": json.dumps(ROW).encode(),
    "a.jsonl": (json.dumps(ROW) + "\n").encode() * 2,
    "a.txt.gz": gzip.compress(ARTICLE.encode()),
    "a.eml": MAIL.encode(),
    "a.csv": TABLE.encode(),
    "call.json": json.dumps(CALL).encode(),
    "wide.txt": ARTICLE.encode("utf-16"),
}
PIECES = [
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n\n", b"\x1b[31m", "\u202e".encode(),
    b"<", b"<!--", b"</", b"&#x110000;", b"{", b"[" * 50, b'"', b"\\ud800", b"NaN", b"1e999",
    b"9" * 400, b"-", b"..", b"/" * 60, b" said" * 30, b"A" * 300, b"Mr. " * 40, b'"' * 99,
    b"(" * 200, "\u2028“”’".encode(), "İıſﬃ".encode(), b"County ", b" Jr., ", b" a.m. p.m.",
    b"\x1f\x8b\x08", b"Content-Type: text/html\r\n", b"=?utf-8?b?////?=", b",\"\n", b"\t",
]  # fmt: skip


def of_kind(end: str) -> list[bytes]:
    """Return the seeds whose name ends so, with the examples of that kind."""
    found = [body for name, body in SEEDS.items() if name.endswith(end)]
    if EXAMPLES.is_dir():
        found += [each.read_bytes() for each in sorted(EXAMPLES.glob(f"*{end}"))]
    return found


def mutated(chance: random.Random, seed: bytes, other: bytes) -> bytes:
    """Return a seed with a few pieces put in, cut out, doubled, swapped or taken from another."""
    body = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.choice([1, 2, 9, 60, 400]))
        match chance.randrange(6):
            case 0:
                body[at:at] = chance.choice(PIECES)
            case 1:
                del body[at:end]
            case 2:
                body[at:at] = body[at:end] * chance.choice([1, 2, 20])
            case 3:
                body[at:end] = bytes(chance.randrange(256) for _ in range(min(8, end - at)))
            case 4:
                begin = chance.randrange(len(other) + 1)
                body[at:at] = other[begin : begin + chance.choice([5, 50, 500])]
            case _:
                body[at:end] = bytes(body[at:end]).swapcase()
    return bytes(body[:60_000])
