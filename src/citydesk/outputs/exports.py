"""The stage `export`: records and readings become the lines of a file.

==============  ================  ==========================================================
kind            made from         forms
==============  ================  ==========================================================
incidents       `Record` objects  jsonl, csv, geojson
reports         `Reading` objects jsonl: what each account tells of its main incident
statements      `Reading` objects jsonl: everything that was read, with its words and speaker
attributions    `Reading` objects jsonl: who says which words
times           `Reading` objects jsonl: every time expression
mentions        rows              jsonl: of which event each time, place and number is told
==============  ================  ==========================================================

For the public, the policy has acted on every line. For the desk nothing is removed, and every
person whom the policy withholds is marked with the reason.
"""

from __future__ import annotations

import functools
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from citydesk.base.errors import UsageError
from citydesk.base.geometry import evidence_of
from citydesk.base.quoting import words_of
from citydesk.model import Account, Reading, Record, Statement
from citydesk.outputs.flat import reading_row
from citydesk.outputs.geojson import collection
from citydesk.outputs.incidents import incident_row
from citydesk.outputs.statements import attribution_rows, statement_rows, time_rows
from citydesk.outputs.tables import table
from citydesk.privacy.deskless import see_reading_alone, see_record_alone
from citydesk.privacy.door import Seen
from citydesk.privacy.mask import Mask
from citydesk.privacy.viewer import Audience
from citydesk.settings import Policy

__all__ = ["FORMS", "Audience", "Kind", "default_audience", "export"]

Kind = Literal["incidents", "reports", "statements", "attributions", "times", "mentions"]
Form = Literal["jsonl", "csv", "geojson"]
FORMS: dict[Kind, tuple[Form, ...]] = {
    "incidents": ("jsonl", "csv", "geojson"),
    "reports": ("jsonl",),
    "statements": ("jsonl",),
    "attributions": ("jsonl",),
    "times": ("jsonl",),
    "mentions": ("jsonl",),
}
_NONE: Mapping[str, Mask] = {}


def default_audience(form: Form) -> Audience:
    """Return for whom a form is unless told otherwise.

    JSON Lines is how desks hand on their work. A table and a map are made to be passed around.
    """
    return "desk" if form == "jsonl" else "public"


def export(
    kind: Kind,
    items: Iterable[Record] | Iterable[Reading] | Iterable[dict[str, Any]],
    form: Form = "jsonl",
    *,
    audience: Audience | None = None,
    policy: Policy | None = None,
    account_of: Callable[[str], Account | None] = lambda _: None,
    masks: Mapping[str, Mask] = _NONE,
    key: bytes = b"",
    door: Callable[[Record], Seen] | None = None,
) -> Iterator[str]:
    """Yield the lines of an export, one item in memory at a time.

    `account_of` gives the accounts of a record, for their words. `masks` gives what a record
    withholds by account, for readings: without it a reading's own statements decide. `key` is the
    secret with which ids are made for the public; without one they are others each time. `door`
    gives a record of a desk as its audience may see it, with all that its accounts tell beside it.
    Raises `UsageError` for a kind or form that there is not.
    """
    if kind not in FORMS:
        raise UsageError(f"no export of {kind!r}: choose one of {', '.join(get_args(Kind))}")
    if form not in FORMS[kind]:
        raise UsageError(f"{kind} cannot be had as {form}: choose {' or '.join(FORMS[kind])}")
    audience = audience or default_audience(form)
    if kind == "mentions":
        if audience == "public":
            raise UsageError("mentions are for the desk: nothing of them is masked")
        return map(_line, items)  # type: ignore[arg-type]
    policy, key = policy or Policy(), key or secrets.token_bytes(32)
    if kind != "incidents":
        return _readings(kind, items, masks, policy, audience, key)  # type: ignore[arg-type]
    return _incidents(items, form, policy, audience, account_of, key, door)  # type: ignore[arg-type]


def _incidents(
    records: Iterable[Record],
    form: Form,
    policy: Policy,
    audience: Audience,
    account_of: Callable[[str], Account | None],
    key: bytes,
    door: Callable[[Record], Seen] | None,
) -> Iterator[str]:
    def ready() -> Iterator[tuple[Record, Callable[[Statement], str]]]:
        for record in records:
            if door:
                seen = door(record)
                yield seen.record, _words(seen.accounts)
                continue
            held = [account_of(i) for i in dict.fromkeys(t.account for t in record.tellings)]
            accounts = {account.id: account for account in held if account}
            shown, words = see_record_alone(record, accounts, policy, audience, key)
            yield shown, _known(words)

    if form == "csv":
        return table(record for record, _ in ready())
    if form == "geojson":
        return collection(record for record, _ in ready())
    return (_line(incident_row(record, words)) for record, words in ready())


def _readings(
    kind: Kind,
    readings: Iterable[Reading],
    masks: Mapping[str, Mask],
    policy: Policy,
    audience: Audience,
    key: bytes,
) -> Iterator[str]:
    for reading in readings:
        shared = masks.get(reading.account.id, Mask())
        shown, words = see_reading_alone(reading, shared, policy, audience, key)
        if kind == "reports":
            yield _line(reading_row(shown))
        elif kind == "statements":
            behind = functools.partial(evidence_of, reading.account)
            yield from map(_line, statement_rows(shown.reports, _known(words), behind))
        else:
            rows = attribution_rows if kind == "attributions" else time_rows
            yield from map(_line, rows(shown.reports))


def _words(accounts: Mapping[str, Account]) -> Callable[[Statement], str]:
    return lambda statement: words_of(statement, accounts)


def _known(words: Mapping[str, str]) -> Callable[[Statement], str]:
    return lambda statement: words[statement.id]


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
