"""What several kinds share: captures of what they read, hashes, JSON and XML that cannot hurt."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from lxml import etree

from citydesk.base.errors import CaptureError
from citydesk.base.identity import sha256
from citydesk.model import Capture

__all__ = ["capture_of", "json_of", "mark_of", "text_of_html", "xml_of"]

NESTED = 200  # levels of JSON that are read


def capture_of(body: bytes, uri: str, media_type: str, moment: dt.datetime) -> Capture:
    """Return bytes as a capture."""
    digest = sha256(body)
    return Capture(
        id=digest[:16], sha256=digest, uri=uri, media_type=media_type, fetched=moment, body=body
    )


def mark_of(*told: object) -> str:
    """Return a short hash of what a source says of something."""
    return sha256(json.dumps(told, default=str).encode("utf-8", "replace"))[:16]


def json_of(body: bytes, what: str) -> Any:
    """Return parsed JSON; raise `CaptureError` where a service answered with something else."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CaptureError(f"{what} answered with what is no JSON") from error


def xml_of(body: bytes, what: str) -> Any:
    """Return the root of XML; raise `CaptureError` for what is none, or brings entities along.

    Nothing is fetched for it and nothing in it stands for something else.
    """
    if b"<!DOCTYPE" in body[:20_000].upper() or b"<!ENTITY" in body.upper():
        raise CaptureError(f"{what} brings a document type with it, which is not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CaptureError(f"{what} is broken XML ({str(error)[:100]})") from error
    return root


def text_of_html(html: str) -> str:
    """Return the words of a fragment of HTML, paragraph by paragraph."""
    if "<" not in html:
        return html.strip()
    from lxml import html as parsed

    try:
        root = parsed.fragment_fromstring(html[:500_000], create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for gone in root.xpath(".//script|.//style"):
        gone.drop_tree()
    for block in root.xpath(".//p|.//br|.//li|.//div|.//h1|.//h2|.//h3"):
        block.tail = f"\n{block.tail or ''}"
    lines = (" ".join(line.split()) for line in str(root.text_content()).splitlines())
    return "\n".join(line for line in lines if line)
