"""UTF-16 without a mark is told from plain text and from binary files."""

from __future__ import annotations

import struct

import pytest

from citydesk.base.wide import utf_16_of

WORDS = "“Two were hurt,” said José Peña — twice.\r\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", [WORDS, WORDS * 999, "a", "😀 Two were hurt."])
def test_wide_english_is_seen(words: str, encoding: str) -> None:
    assert utf_16_of(words.encode(encoding)) == encoding
    assert utf_16_of(words.encode(encoding) + b"\x20") == encoding


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"a",
        WORDS.encode(),
        b"\0" * 99,
        b"words\0and\0zeros",
        struct.pack("<99H", *range(99)),
        struct.pack("<9I", *range(70, 79)),
        WORDS.encode("utf-32-le"),
    ],
)
def test_what_is_something_else_is_not(body: bytes) -> None:
    assert utf_16_of(body) is None
