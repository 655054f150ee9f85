"""The first bytes of a file tell what it is; its name only helps where they do not."""

from __future__ import annotations

import json
import re

from citydesk.base.wide import utf_16_of

__all__ = [
    "CAPTIONS", "HEAD", "HTML", "JSON", "LINES", "MAIL", "MAILBOX", "MARKDOWN", "PDF", "READ",
    "TABLE", "TEXT", "WORD", "ZIP", "kind_of", "unreadable",
]  # fmt: skip

HEAD = 65_536  # bytes that are looked at

TEXT, HTML, JSON = "text/plain", "text/html", "application/json"
MAIL = "message/rfc822"
LINES = "application/x-ndjson"
TABLE = "text/csv"
MAILBOX = "application/mbox"
PDF = "application/pdf"
ZIP = "application/zip"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN = "text/markdown"
CAPTIONS = "text/vtt"
READ = (
    "it reads text, HTML, Markdown, PDF, Word (.docx), mail (.eml, .mbox), JSON, tables (CSV, "
    "TSV), captions (.vtt, .srt) and web archives (WARC, WACZ)"
)

_LINES_NAME = re.compile(r"\.(?:jsonl|ndjson|jsonlines)(?:\.gz)?\Z", re.IGNORECASE)
_JSON_NAME = re.compile(r"\.json(?:\.gz)?\Z", re.IGNORECASE)
_TABLE_NAME = re.compile(r"\.(?:csv|tsv)(?:\.gz)?\Z", re.IGNORECASE)
_HTML_NAME = re.compile(r"\.x?html?(?:\.gz)?\Z", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
_MAIL_NAME = re.compile(r"\.(?:eml|mht|mhtml)(?:\.gz)?\Z", re.IGNORECASE)
_HEADERS = re.compile(
    rb"(?:(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,2000}|[ \t][^\n]{0,2000})\r?\n){1,100}?"
    rb"(?:MIME-Version:|Content-Type: ?(?:multipart|text)/)",
    re.IGNORECASE,
)
_OBJECT = re.compile(rb'\{\s{0,1000}["}]')
_BOMS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16 and UTF-32, in which zero bytes are usual
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown)(?:\.gz)?\Z", re.IGNORECASE)
_MAILBOX = re.compile(rb"From [^\r\n]{1,300}\r?\n[A-Za-z][A-Za-z-]{1,60}:")
_CUE = re.compile(
    rb"(?:\d{1,6}[ \t]{0,9}\r?\n)?(?:\d\d:)?\d\d:\d\d[.,]\d\d\d[ \t]{1,9}-->[ \t]{1,9}\d\d:\d\d"
)
_BY_NAME = ((_TABLE_NAME, TABLE), (_MARKDOWN_NAME, MARKDOWN), (_HTML_NAME, HTML))
_BY_HEAD = ((re.compile(rb"WEBVTT"), CAPTIONS), (_CUE, CAPTIONS), (_MAILBOX, MAILBOX))
_PACKED = {b"%PDF-": PDF, b"PK\x03\x04": ZIP}
_KNOWN = {
    b"\xd0\xcf\x11\xe0": "an office document of the old kind (.doc, .xls)",
    b"SQLite format 3": "a SQLite database",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"{\\rtf": "an RTF document",
    b"ID3": "a sound recording",
    b"OggS": "a sound recording",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstandard",
}


def kind_of(head: bytes, name: str) -> str:
    """Return the media type of what begins with these bytes."""
    for magic, kind in _PACKED.items():
        if head.startswith(magic):
            return kind
    start = _as_utf_8(head).removeprefix(b"\xef\xbb\xbf").lstrip()
    for form, kind in _BY_HEAD:
        if form.match(start):
            return kind
    if _LINES_NAME.search(name):
        return LINES
    if _MAIL_NAME.search(name) or _HEADERS.match(start[:20_000]):
        return MAIL
    if start[:1] == b"<" and (_MARKUP.search(start[:4096]) or _HTML_NAME.search(name)):
        return HTML
    if _OBJECT.match(start):
        return _one_or_many(start, name)
    if start[:1] == b"[" and _JSON_NAME.search(name):
        return JSON
    return next((kind for ending, kind in _BY_NAME if ending.search(name)), TEXT)


def unreadable(head: bytes) -> str | None:
    """Return why something that begins with these bytes cannot be an account, or None."""
    if not head.strip():
        much = f"begins with {HEAD:,} empty lines or spaces: what may follow is not read"
        return "is empty" if len(head) < HEAD else much
    for magic, what in _KNOWN.items():
        if head.startswith(magic):
            return f"is {what}, which Citydesk does not read: {READ}"
    if head.startswith(tuple(_PACKED)):
        return None
    if b"\0" in head and not head.startswith(_BOMS) and not utf_16_of(head):
        return f"is binary, not text: {READ.replace('it reads', 'Citydesk reads')}"
    return None


def _as_utf_8(head: bytes) -> bytes:
    encoding = "utf-16" if head.startswith(_BOMS) else utf_16_of(head) if b"\0" in head else None
    return head.decode(encoding, "replace").encode() if encoding else head


def _one_or_many(start: bytes, name: str) -> str:
    """Tell one JSON object, on however many lines, from one object on each line."""
    first, broken, rest = start.partition(b"\n")
    if not broken:
        return JSON if _JSON_NAME.search(name) or len(start) < HEAD // 2 else LINES
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return JSON
    return LINES if rest.strip() else JSON
