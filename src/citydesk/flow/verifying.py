"""Everything that a desk claims is held against the bytes it was obtained from, once more.

capture ─ hash ─▶ bytes ─ prepare ─▶ the account's text again ─▶ the words of each statement
                                              └─▶ the cells and seconds that they rest on
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from citydesk.accounts import prepare
from citydesk.base.errors import CitydeskError
from citydesk.base.geometry import overlapping, shown, source_of
from citydesk.base.identity import sha256
from citydesk.mappings import RowMapping
from citydesk.model import Account, Capture, Reading, Statement, quote
from citydesk.sources.archives import is_archive_name
from citydesk.sources.archives.packing import pieces_of
from citydesk.sources.archives.records import records_of
from citydesk.store import Store

__all__ = ["verified_archive", "verified_desk"]

MOST_BLOCK = 50_000_000


def verified_desk(
    store: Store, mappings: Mapping[str, RowMapping], names: Mapping[str, str]
) -> tuple[dict[str, int], list[str]]:
    """Return how much was checked of each kind, and one line for each thing that does not hold."""
    counts = {"capture": 0, "account": 0, "statement": 0}
    faults: list[str] = []
    for capture in store.captures():
        counts["capture"] += 1
        if sha256(capture.body) != capture.sha256:
            faults.append(f"capture {capture.id}: its bytes are not those that were obtained")
    for account in store.accounts():
        counts["account"] += 1
        reading = store.reading(account.id)
        faults += _account(account, store.capture(account.capture), mappings, names)
        for report in reading.reports:
            counts["statement"] += len(report.statements)
        faults += _statements(reading)
    return counts, [*faults, *(f for f in store.problems() if f not in faults)]


def verified_archive(path: Path) -> tuple[int, list[str]]:
    """Return how many records of an archive were checked, and what does not hold in it."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as stream:
                head = stream.read(4)
                stream.seek(0)
                return _records(stream, head, str(path))
        with zipfile.ZipFile(path) as packed:
            faults = list(_package(packed, path))
            count = 0
            for name in filter(is_archive_name, packed.namelist()):
                with packed.open(name) as start, packed.open(name) as stream:
                    made, wrong = _records(
                        cast("BinaryIO", stream), start.read(4), f"{path}#{name}"
                    )
                count, faults = count + made, faults + wrong
            return count, faults
    except (OSError, zipfile.BadZipFile, CitydeskError) as error:
        return 0, [f"{path}: cannot be read: {error}"]


def _account(
    account: Account,
    capture: Capture,
    mappings: Mapping[str, RowMapping],
    names: Mapping[str, str],
) -> Iterator[str]:
    """Yield what is wrong with an account: its capture must give the same words again."""
    try:
        again = prepare(capture, mappings=mappings, names=names)
    except CitydeskError as error:
        yield f"account {account.id}: its capture gives no account any more: {error}"
        return
    if (again.text, again.title) != (account.text, account.title):
        yield f"account {account.id}: its capture gives other words than it has"
    elif again.parts != account.parts:
        yield f"account {account.id}: its capture has other cells or seconds than it has"


def _statements(reading: Reading) -> Iterator[str]:
    for report in reading.reports:
        for statement in report.statements:
            if wrong := _statement(reading.account, statement):
                yield f"statement {statement.id} of {reading.account.id}: {wrong}"


def _statement(account: Account, statement: Statement) -> str | None:
    """Return what is wrong with what a statement rests on, None where it holds."""
    if not statement.evidence:
        return "it rests on nothing"
    for span in statement.evidence:
        whole = account.title if span.part == "title" else account.text
        if not 0 <= span.start < span.end <= len(whole):
            return f"characters {span.start} to {span.end} are not in the {span.part}"
        behind = source_of(account, span)
        for part in account.parts if span.part == "text" else ():
            for stretch in overlapping(part, span):
                words = account.text[max(stretch.start, span.start) : min(stretch.end, span.end)]
                if words.strip() and not any(words in shown(account, each) for each in behind):
                    if stretch.cell is None and stretch.begins is None:
                        continue  # a line whose seconds nobody told
                    return f"{quote(account, span)[:40]!r} is not where it is said to be"
    return None


def _package(packed: zipfile.ZipFile, path: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a WACZ: each has its hash in datapackage.json."""
    import json

    try:
        body = packed.read("datapackage.json")
        told = json.loads(packed.read("datapackage-digest.json"))
        resources = json.loads(body)["resources"]
        if told["hash"] != f"sha256:{hashlib.sha256(body).hexdigest()}":
            yield f"{path}: datapackage.json is not the one that its digest is of"
        for each in resources:
            whole = hashlib.sha256()
            with packed.open(each["path"]) as file:
                while piece := file.read(1_000_000):
                    whole.update(piece)
            if each["hash"] != f"sha256:{whole.hexdigest()}":
                yield f"{path}: {each['path']} is not what its hash says"
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        yield f"{path}: its files cannot be checked: {error}"


def _records(stream: BinaryIO, head: bytes, where: str) -> tuple[int, list[str]]:
    count, faults = 0, list[str]()
    for record in records_of(pieces_of(stream, head), lambda headers: MOST_BLOCK):
        count += 1
        told = record.headers.get("warc-block-digest", "").lower()
        if record.trouble:
            faults.append(f"{where}, record {record.number:,}: {record.trouble}")
        elif told.startswith("sha256:") and told != f"sha256:{sha256(record.block)}":
            faults.append(
                f"{where}, record {record.number:,}: its bytes are not what its digest is of"
            )
    return count, faults
