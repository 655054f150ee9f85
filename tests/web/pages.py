"""Desks for the tests of the pages: the examples, an invented night, and a browser without one."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from citydesk import testing
from citydesk.flow import pipeline
from citydesk.model import Capture, Incident, Membership, Reading, Record, Report
from citydesk.settings import Settings
from citydesk.store import open_store
from citydesk.web import application

EXAMPLES = Path(__file__).parents[2] / "examples"
HOST = "http://testserver"


def reader(path: Path | str, **settings: Any) -> TestClient:
    """Return a browser of somebody who is not signed in."""
    app = application(str(path), Settings(**settings), base_url=HOST)
    return TestClient(app, follow_redirects=False, raise_server_exceptions=True)


def examples(path: Path) -> Path:
    """Make a desk of the examples."""
    store = open_store(str(path))
    pipeline.add(store, [str(EXAMPLES)])
    store.close()
    return path


def largest(path: Path) -> Record:
    """Return the record with most accounts."""
    store = open_store(str(path))
    found = max(store.records(), key=lambda r: len(r.tellings))
    store.close()
    return found


def keep(path: Path, night: Any, record: Record | None = None, **account: Any) -> Path:
    """Make a desk of the invented night, its account changed as told."""
    told = dataclasses.replace(night.account, capture="cap", **account)
    record = record or night.record
    store = open_store(str(path))
    with store.transaction():
        store.put_capture(
            Capture(
                id="cap", sha256="5a" * 32, uri="file:/x/first.txt", media_type="text/plain",
                fetched=testing.NOW, body=b"x",
            )
        )  # fmt: skip
        report = Report(
            id="first#0", account="first", source=told.source, published=told.published,
            statements=tuple(record.statements),
        )  # fmt: skip
        store.put_reading(Reading(account=told, reports=(report,)))
        member = Membership(report="first#0", incident=record.id, score=0.0)
        store.put_incidents([], [Incident(id=record.id, memberships=(member,))])
        store.put_record(record)
    store.close()
    return path


def text_of(page: str) -> str:
    """Return what a page says to somebody who reads it: its words, without the markup."""
    bare = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(bare.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&").split())
