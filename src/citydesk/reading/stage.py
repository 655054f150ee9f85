"""The stage `read`: accounts become statements.

    account ─ parsed ─ context ─ a reader's mentions ─ solid statements, sorted into reports

`parsed.py` splits the account, `context.py` says who speaks and what is background, a reader
proposes mentions (`builtin.py` composes the finders in `places/`, `times/`, `people/`, `toll/`
and `things/`, and reads a round-up part by part: `roundups/`), `solid.py` believes only what has
its words in the account. What cannot be read at all (`language.py`) is said so. An account that
is a row of a table is read by its mapping instead (`structured.py`), one that is a radio call as a
transcript (`transcripts.py`).
"""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from citydesk.base.errors import ReadError
from citydesk.mappings import RowMapping, packaged
from citydesk.model import TITLE_ONLY, Account, Mention, Reading, Rejection
from citydesk.reading.bodies import tells_its_title
from citydesk.reading.builtin import TOGETHER, BuiltinReader
from citydesk.reading.byhand import BY_HAND, read_by_hand
from citydesk.reading.context import Context, survey
from citydesk.reading.language import unreadable
from citydesk.reading.parsed import Parsed, parse
from citydesk.reading.relevance import relevant
from citydesk.reading.solid import passages, solidify
from citydesk.reading.structured import read_row, row_of
from citydesk.reading.transcripts import is_call, is_spoken_prose, read_call

__all__ = ["Reader", "read"]


class Reader(Protocol):
    """What reads accounts: proposes mentions for batches of parsed accounts, in order.

    What it found and dropped by itself it may give as rejections among the mentions.
    """

    name: str

    def mentions(
        self, batch: Iterable[tuple[Parsed, Context]]
    ) -> Iterator[Sequence[Mention | Rejection]]:
        """Yield the mentions of each account, in the order given."""
        ...


def read(
    accounts: Iterable[Account],
    reader: Reader | None = None,
    *,
    batch: int | None = None,
    mappings: Mapping[str, RowMapping] | None = None,
) -> Iterator[Reading]:
    """Read each account: yield its reports with their statements, in the order given.

    Holds `batch` accounts at a time, which is what a reader is given at once: by default one, of
    the built-in reader as many as it reads together. An account that is not English, or no text,
    yields an empty report and a rejection that says why. `mappings` are those by which rows of
    tables are read, by default the ones that ship; no reader sees a row.
    """
    reader = reader or BuiltinReader()
    size = batch if batch is not None else TOGETHER if reader.name == BuiltinReader.name else 1
    waiting = iter(accounts)
    while group := list(itertools.islice(waiting, max(1, size))):
        if in_parts := {a.id for a in group if a.parts and not is_spoken_prose(a)}:
            prose = read([a for a in group if a.id not in in_parts], reader, batch=size)
            known = mappings or packaged()
            yield from (_of_parts(a, known) if a.id in in_parts else next(prose) for a in group)
            continue
        made: list[Reading] = []
        failed: ReadError | None = None
        with _uncollected():
            try:
                for reading in _group(group, reader):
                    made.append(reading)
            except ReadError as error:
                failed = error  # after what was read before it
        yield from made
        if failed:
            raise failed


def _group(group: Sequence[Account], reader: Reader) -> Iterator[Reading]:
    """Read some accounts of prose at once."""
    parsed = [parse(account) for account in group]
    reasons = [unreadable(p) for p in parsed]
    good = [(p, survey(p)) for p, why in zip(parsed, reasons, strict=True) if why is None]
    found = zip(good, reader.mentions(iter(good)), strict=True)
    for each, why in zip(parsed, reasons, strict=True):
        yield _refused(each.account, why) if why else _read(reader.name, *next(found))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cyclic garbage from running: a group of accounts makes next to none.

    What is read is freed by count all the same; the collector would look through it ten times.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _of_parts(account: Account, mappings: Mapping[str, RowMapping]) -> Reading:
    """Read an account that was no text at its source: a radio call, or a row of a table."""
    if is_call(account):
        return read_call(account)
    if any(part.name == BY_HAND for part in account.parts):
        return read_by_hand(account)
    name, row = row_of(account) or ("", None)
    mapping = mappings.get(name)
    if mapping is None or row is None:
        return _refused(account, f"a row of the mapping {name!r}, which is not known here")
    return read_row(account, mapping, row)


def _read(
    name: str, given: tuple[Parsed, Context], found: Sequence[Mention | Rejection]
) -> Reading:
    parsed, context = given
    every = [each for each in found if isinstance(each, Mention)]
    if not any(each.field == "passage" for each in every):
        every += passages(parsed.account, context)
    made = solidify(parsed.account, every, context, reader=name, parsed=parsed)
    dropped = tuple(each for each in found if isinstance(each, Rejection))
    if not tells_its_title(parsed, context.furniture):
        words = parsed.account.text[:80]
        untold = Rejection(account=parsed.account.id, field="text", words=words, reason=TITLE_ONLY)
        dropped = (*dropped, untold)
    made = replace(made, rejections=(*dropped, *made.rejections)) if dropped else made
    return made if relevant(made, name) else _aside(made)


def _aside(made: Reading) -> Reading:
    """Return a reading whose main report is background, because it tells of no incident."""
    main, *others = made.reports
    account = made.account
    words = (account.title or account.text)[:80]
    rejection = Rejection(
        account=account.id, field="incident", words=words, reason="tells of no violent incident"
    )
    reports = (replace(main, background=True), *others)
    return replace(made, reports=reports, rejections=(*made.rejections, rejection))


def _refused(account: Account, why: str) -> Reading:
    words = account.text[:80]
    rejection = Rejection(account=account.id, field="text", words=words, reason=why)
    empty = solidify(account, [], Context((), frozenset(), frozenset(), {}), reader="none")
    return Reading(account=account, reports=empty.reports, rejections=(rejection,))
