"""A form that was sent becomes a draft, a draft becomes captures, and those are tried or kept."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citydesk.base.errors import UsageError
from citydesk.flow import pipeline
from citydesk.flow.pipeline import How, Summary
from citydesk.flow.trial import Trial, trial
from citydesk.model import Capture, Failure
from citydesk.settings import Settings
from citydesk.sources import Tables
from citydesk.sources.typed import address_in, dropped, note, page_outside, pasted, recording
from citydesk.store import Store, open_store
from citydesk.store.work import Draft, work_of
from citydesk.web.context import Desk
from citydesk.web.jobs import Watch

__all__ = ["Kept", "captures", "drafted", "keep", "moment", "try_out"]

WAIT = 20.0  # seconds that adding waits for another writer: nobody is kept waiting by it
MOST_FILES = 50
ABOUT = ("title", "outlet", "published", "url")  # what is typed beside a pasted text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of keeping a draft: what was done, and the incidents that it touched, by id."""

    summary: Summary
    touched: tuple[tuple[str, str, bool], ...]


def drafted(
    who: str, form: Mapping[str, str], files: Sequence[tuple[str, bytes]], now: dt.datetime
) -> Draft:
    """Return the draft of a form; raise `UsageError` with what is missing or cannot be."""
    kind, held = form.get("what", "text"), dict[str, Any](form)
    if len(files) > MOST_FILES:
        raise UsageError(f"at most {MOST_FILES} files at a time: make a folder of them and use"
                         " `citydesk add`")  # fmt: skip
    held["files"] = [(name, base64.b64encode(body).decode("ascii")) for name, body in files]
    text = form.get("text", "").strip()
    label = " ".join(text.split())[:80]
    if kind == "text" and files:
        kind, label = "files", ", ".join(name for name, _ in files)[:120]
    elif kind == "text" and address_in(text):
        kind = "address"
    elif kind == "recording":
        if not files:
            raise UsageError("choose the recording: a sound file")
        label = files[0][0]
        recording(*files[0], form.get("where", ""), now, text, lambda: now)
        moment(form.get("at", ""))
    elif kind == "note":
        note(text, form.get("who", ""), form.get("voice", ""), moment(form.get("at", "")),
             lambda: now)  # fmt: skip
    if kind in ("text", "address") and not text:
        raise UsageError("there is nothing to add yet: paste a text or an address, or drop a file")
    return Draft(
        id=secrets.token_hex(8), who=who, at=now, kind=kind, label=label,
        size=len(text.encode("utf-8", "replace")) + sum(len(body) for _, body in files), form=held,
    )  # fmt: skip


def moment(words: str) -> dt.datetime:
    """Return when something was said: an ISO time, of this desk's clock unless an offset is told.

    Nothing means now. Raises `UsageError` for anything else.
    """
    try:
        told = dt.datetime.fromisoformat(words.strip()) if words.strip() else dt.datetime.now()
        return told.astimezone()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{words!r} is no time: write 2024-10-19 21:30") from error


def captures(draft: Draft, tables: Tables) -> Iterator[Capture | Failure]:
    """Yield what a draft holds; an address is asked for now."""
    form, text = draft.form, str(draft.form.get("text", ""))

    def clock() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    files = [(name, base64.b64decode(body)) for name, body in form.get("files", ())]
    if draft.kind == "address":
        yield from page_outside(address_in(text) or text, clock, tables)
    elif draft.kind == "note":
        yield note(text, form.get("who", ""), form.get("voice", ""), moment(form["at"]), clock)
    elif draft.kind == "recording":
        yield recording(*files[0], form.get("where", ""), moment(form["at"]), text, clock)
    elif draft.kind == "files":
        for name, body in files:
            yield from dropped(name, body, clock, tables)
    else:
        yield from pasted(text, clock, tables, {name: form.get(name, "") for name in ABOUT})


def try_out(desk: Desk, draft: Draft, watch: Watch) -> Trial:
    """Return what adding a draft would do."""
    store = open_store(desk.path, wait=WAIT)
    try:
        how = _how(desk.settings, watch)
        return trial(store, captures(draft, how.tables), how)
    finally:
        store.close()


def keep(desk: Desk, draft: Draft, watch: Watch) -> Kept:
    """Add a draft for good, and forget it where all of it was had."""
    store = open_store(desk.path, wait=WAIT)
    try:
        how, last = _how(desk.settings, watch), store.last_change()
        done = pipeline.keep(store, captures(draft, how.tables), how)
        touched = tuple(_touched(store, last))
        if not done.failed or done.added or done.known:
            work_of(store).drop_draft(draft.id)
        return Kept(summary=done, touched=touched)
    finally:
        store.close()


def _touched(store: Store, last: int) -> Iterator[tuple[str, str, bool]]:
    made: dict[str, bool] = {}
    for each in store.changes(last, 1_000):
        made[each.incident] = made.get(each.incident, False) or each.kind == "new"
    for incident, new in list(made.items())[:50]:
        line = store.listed(incident)
        if line:
            yield incident, line.headline or "An incident without a headline", new


def _how(settings: Settings, watch: Watch) -> How:
    tables = Tables(known=settings.row_mappings())
    return How(names=dict(settings.sources), tables=tables, watch=watch)
