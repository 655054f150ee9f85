"""What a viewer may see of an incident or an account: the evidence itself, or the published part.

Every page, feed and answer takes its records and accounts from here, so that the policy is asked in
one place. For the public an account's own words are replaced where they spell what is withheld, and
statements point into the words that are left: whoever quotes them cannot quote too much.

What one incident withholds is withheld from whatever else the same accounts tell of; and what is
withheld today is withheld from the past: a page as of an earlier moment must not give away what has
been learned since.

An account's own id may spell a name too, because a file or a page was called so: the public knows
such an account by another id (`ids.py`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import overload

from citydesk.base.errors import NotFound
from citydesk.base.identity import incident_id, unscrambled
from citydesk.base.withholding import gives_away
from citydesk.model import (
    OF_ACCOUNTS,
    Account,
    Change,
    Reading,
    Record,
    Span,
    Statement,
    Text,
    quote,
)
from citydesk.privacy.changes import of_withheld, publish_change
from citydesk.privacy.ids import PublicIds, made_from_content
from citydesk.privacy.mask import Mask, Named
from citydesk.privacy.policy import mark, mask_of, mask_of_reading, publish
from citydesk.privacy.remembered import Hidden
from citydesk.privacy.unseen import unseen
from citydesk.privacy.veil import veil_of
from citydesk.privacy.viewer import Viewer
from citydesk.settings import Policy
from citydesk.store import Store

__all__ = [
    "Seen", "SeenCapture", "account_id", "find_incident", "for_viewer", "hidden", "hidden_names",
    "in_public_order", "in_use", "public_incident", "public_texts", "see", "see_capture",
    "see_change", "see_reading", "seen_incident", "shown_changes",
]  # fmt: skip

BY_HAND = "by-hand:"  # how the id of an account that holds a value set by hand begins
PASSAGE = "passage"  # the field of the statements that hold whole sentences of an account


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An incident as somebody may see it: its record, its accounts and statements by id.

    For the public none of them holds what is withheld, and `mask` is what was looked for: any other
    text about the incident must pass through `mask.text`.
    """

    record: Record
    accounts: Mapping[str, Account]
    statements: Mapping[str, Statement]
    mask: Mask = field(default_factory=Mask)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCapture:
    """What an account was made from; for the public without digest and size where they tell."""

    sha256: str | None
    size: int | None
    uri: str
    media_type: str
    fetched: dt.datetime


@overload
def for_viewer(store: Store, thing: Record, policy: Policy, viewer: Viewer) -> Seen: ...
@overload
def for_viewer(store: Store, thing: Reading, policy: Policy, viewer: Viewer) -> Reading: ...
@overload
def for_viewer(store: Store, thing: Change, policy: Policy, viewer: Viewer) -> Change: ...
def for_viewer(
    store: Store, thing: Record | Reading | Change, policy: Policy, viewer: Viewer
) -> Seen | Reading | Change:
    """Return whatever leaves the desk as a viewer may see it: the one door."""
    if isinstance(thing, Record):
        return see(store, thing, policy, viewer)
    if isinstance(thing, Reading):
        return see_reading(store, thing, policy, viewer)
    return see_change(store, thing, policy, viewer)


def see(store: Store, record: Record, policy: Policy, viewer: Viewer) -> Seen:
    """Return a record, as it is or as of a moment, as this viewer may see it."""
    ids = dict.fromkeys(telling.account for telling in record.tellings)
    accounts = {i: account for i in ids if (account := store.find_account(i))}
    if viewer.audience == "desk":
        shown = mark(record, accounts.values(), policy)
        return Seen(record=shown, accounts=accounts, statements=_by_id(shown.statements))
    readings = {i: store.reading(i) for i in accounts}
    related = [record, *_related(store, accounts)]
    mask = _mask(store, related, readings.values(), policy)
    withheld = _withheld(related)
    veils = {
        i: veil_of(a, mask, _hidden(readings[i], withheld), _unseen(store, readings[i], policy))
        for i, a in accounts.items()
    }
    shown = publish(record, accounts.values(), policy, mask=mask)
    told = tuple(veils[s.account].statement(s) for s in shown.statements if s.account in veils)
    names = _ids(store, accounts, policy)
    now = _reports(store, record.id) or [t.report for t in record.tellings]
    public = names.record(dataclasses.replace(shown, statements=told), now)
    veiled = [names.account(veils[i].account(account)) for i, account in accounts.items()]
    return Seen(
        record=public,
        accounts={account.id: account for account in veiled},
        statements=_by_id(public.statements),
        mask=mask,
    )


def hidden(store: Store, record: Record, policy: Policy) -> Hidden:
    """Return what an incident and all that its accounts tell withholds, and nothing else of it."""
    ids = tuple(dict.fromkeys(telling.account for telling in record.tellings))
    related = [record, *_related(store, ids, known=record)]
    mask = _mask(store, related, map(store.reading, ids), policy)
    fields = {report: held for report, held in _withheld(related).items() if held}
    return Hidden(mask, fields, ids, public_incident(store, record.id, policy))


def hidden_names(store: Store, record: Record, policy: Policy) -> Mask:
    """Return the names that an incident and all that its accounts tell withholds."""
    return hidden(store, record, policy).mask


def public_texts(store: Store, headline: str, held: Hidden, policy: Policy) -> Iterator[str]:
    """Yield a headline and its accounts' words as the public may read them."""
    yield held.mask.text(headline)
    for ident in held.accounts:
        told = store.find_account(ident)
        if told:
            reading = store.reading(ident)
            names = _unseen(store, reading, policy)
            shown = veil_of(told, held.mask, _hidden(reading, held.fields), names).account(told)
            yield f"{shown.title}\n{shown.text}"


def see_capture(store: Store, account: str, policy: Policy, viewer: Viewer) -> SeenCapture:
    """Return what an account was made from as this viewer may see it.

    Whoever has a digest or a size can try which name makes it again: the public has neither where
    anything is withheld near the account.
    """
    reading = store.reading(account)
    found = store.capture(reading.account.capture)
    shown = SeenCapture(
        sha256=found.sha256, size=len(found.body), uri=found.uri, media_type=found.media_type,
        fetched=found.fetched,
    )  # fmt: skip
    if viewer.audience == "desk":
        return shown
    related = _related(store, [account])
    anything = _mask(store, related, [reading], policy) or any(r.withheld for r in related)
    if anything or made_from_content(account):
        return dataclasses.replace(shown, sha256=None, size=None, uri="")
    return dataclasses.replace(shown, uri="")


def see_reading(store: Store, reading: Reading, policy: Policy, viewer: Viewer) -> Reading:
    """Return what was read from an account as this viewer may see it."""
    if viewer.audience == "desk":
        return reading
    related = _related(store, [reading.account.id])
    mask, withheld = _mask(store, related, [reading], policy), _withheld(related)
    hidden = _hidden(reading, withheld)
    names = _unseen(store, reading, policy)
    veil = veil_of(reading.account, mask, hidden, names)
    shown = veil.account(reading.account)
    reports = []
    for report in reading.reports:
        fields = withheld.get(report.id, frozenset())
        kept = (
            mask.apply(s)
            for s in report.statements
            if not gives_away(s.field, s.value, fields) and not _rests_on(s, hidden)
        )
        told = tuple(_as_left(veil.statement(s), shown) for s in kept)
        reports.append(dataclasses.replace(report, statements=told))
    rejections = () if hidden or names else tuple(map(mask.apply, reading.rejections))
    ids = _ids(store, [shown.id], policy)
    return ids.reading(Reading(account=shown, reports=tuple(reports), rejections=rejections))


def see_change(store: Store, change: Change, policy: Policy, viewer: Viewer) -> Change:
    """Return a line of the change log as this viewer may see it.

    Of an incident that is gone the public is told that it changed, and no value.
    """
    if viewer.audience == "desk":
        return change
    now = store.find_incident(change.incident)
    record = store.record(now) if now else None
    ids = dict.fromkeys(t.account for t in record.tellings) if record else {}
    accounts = [account for i in ids if (account := store.find_account(i))]
    public = publish_change(change, record, accounts, policy)
    mask = hidden_names(store, record, policy) if record else Mask()
    told = {*change.accounts, *([change.other] if change.kind in OF_ACCOUNTS else [])}
    other = public.other
    if other and change.kind in ("merged", "moved", "split"):
        other = public_incident(store, other, policy)
    masked = dataclasses.replace(
        public,
        incident=public_incident(store, change.incident, policy) if change.incident else "",
        other=other,
        key=mask.text(public.key),
        before=mask.apply(public.before) if record else None,
        after=mask.apply(public.after) if record else None,
    )
    return _ids(store, [i for i in told if i and store.find_account(i)], policy).change(masked)


def shown_changes(store: Store, changes: Iterable[Change], viewer: Viewer) -> Iterator[Change]:
    """Yield the lines of the change log of which this viewer may know that they are there.

    That a withheld value was told anew, disputed or corrected is withheld as the value is.
    """
    held: dict[str, Record | None] = {}
    for change in changes:
        if viewer.audience == "public" and change.kind == "finding":
            if change.incident not in held:
                now = store.find_incident(change.incident)
                held[change.incident] = store.record(now) if now else None
            if of_withheld(change, held[change.incident]):
                continue
        yield change


def in_public_order(store: Store, policy: Policy) -> Iterator[Record]:
    """Yield all records by the time that the public may see, unknown and withheld ones last.

    Those of one time go by their public ids: no place in the order tells more than the line does.
    """
    places: list[tuple[bool, str, str, str, str]] = []
    after: str | None = None
    while some := store.listing(after=after, limit=500):
        after = some[-1].id
        for each in some:
            start = each.time.start.isoformat() if each.time else ""
            end = each.time.end.isoformat() if each.time else ""
            public = public_incident(store, each.id, policy)
            places.append((not each.time, start, end, public, each.id))
    for *_, own in sorted(places):
        yield store.record(own)


def account_id(store: Store, given: str, policy: Policy, viewer: Viewer) -> str:
    """Return the id of the account that this viewer knows by one, or raise `NotFound`.

    By the id that spells a withheld name the public finds nothing.
    """
    known = store.find_account(given) is not None
    if known and viewer.audience == "public" and not in_use(store, given):
        raise NotFound("No account on this desk has this id.")
    if known and (viewer.audience == "desk" or not _ids(store, [given], policy).telling):
        return given
    own = None if known else store.account_by_public_id(given)
    if own is None or not in_use(store, own) or _ids(store, [own], policy).account_id(own) != given:
        raise NotFound("No account on this desk has this id.")
    return own


def in_use(store: Store, account: str) -> bool:
    """Tell whether an account may leave at all: a value set by hand may while it stands."""
    if not account.startswith(BY_HAND):
        return True
    homes = (store.record(each) for each in store.told_by(account))
    return any(account == telling.account for record in homes for telling in record.tellings)


def find_incident(store: Store, given: str, policy: Policy, viewer: Viewer) -> str | None:
    """Return the own id of the incident that this viewer knows by one; None if it was withdrawn.

    Raises `NotFound` where there never was one: to the public by an id that gives something away.
    """
    public = viewer.audience == "public"
    own = given
    if public and public_incident(store, given, policy) != given:
        own = unscrambled(store.secret(), given)
        if public_incident(store, own, policy) != given:
            raise NotFound("No incident on this desk has this id.")
    now = store.find_incident(own)
    if now is None and not public and store.find_incident(unscrambled(store.secret(), own)):
        return store.find_incident(unscrambled(store.secret(), own))
    if now is None and not store.changes(incident=own, limit=1):
        raise NotFound("No incident on this desk has this id.")
    return now


def seen_incident(store: Store, own: str, policy: Policy, viewer: Viewer) -> str:
    """Return the id by which a viewer knows an incident."""
    return own if viewer.audience == "desk" else public_incident(store, own, policy)


def public_incident(store: Store, own: str, policy: Policy) -> str:
    """Return the id by which the public knows an incident, or one that is gone."""
    reports = _reports(store, own)
    founder = next((each for each in reports if incident_id(each) == own), None)
    accounts = [founder.rpartition("#")[0]] if founder else []
    return _ids(store, accounts, policy).incident_id(own, reports)


def _reports(store: Store, incident: str) -> list[str]:
    now = store.find_incident(incident)
    found = store.shapes([now]).get(now, ()) if now else ()
    return [report for report, accepted, _ in found if accepted]


def _ids(store: Store, accounts: Iterable[str], policy: Policy) -> PublicIds:
    """Return the public ids of accounts: others where their own would give something away."""
    telling = frozenset(each for each in accounts if _tells(store, each, policy))
    return PublicIds(store.secret(), telling)


def _tells(store: Store, account: str, policy: Policy) -> bool:
    """Tell whether an account's id gives something away; most spell nobody, withheld or not."""
    if made_from_content(account):
        return True
    related = store.told_by(account)
    lines = [line for incident in related if (line := store.listed(incident))]
    names = dict.fromkeys(name for line in lines for name in line.names)
    if lines and not Mask(tuple(Named(name) for name in names)).spells(account):
        return False
    return _mask(store, map(store.record, related), [store.reading(account)], policy).spells(
        account
    )


def _related(store: Store, accounts: Iterable[str], known: Record | None = None) -> list[Record]:
    """Return the records, as they are now, of all incidents that these accounts tell of.

    Not of the one that is `known` as it is now.
    """
    incidents = {incident for account in accounts for incident in store.told_by(account)}
    return [store.record(each) for each in sorted(incidents) if not known or each != known.id]


def _mask(
    store: Store, records: Iterable[Record], readings: Iterable[Reading], policy: Policy
) -> Mask:
    """Return what any of these records or readings withholds."""
    mask = Mask()
    for record in records:
        ids = dict.fromkeys(telling.account for telling in record.tellings)
        accounts = [account for i in ids if (account := store.find_account(i))]
        mask = mask.joined(mask_of(record, accounts, policy))
    for reading in readings:
        mask = mask_of_reading(reading, mask, policy)
    return mask


def _withheld(records: Iterable[Record]) -> dict[str, frozenset[str]]:
    """Return the fields that editors withhold, by report."""
    found: dict[str, frozenset[str]] = {}
    for record in records:
        for telling in record.tellings:
            found[telling.report] = found.get(telling.report, frozenset()) | {*record.withheld}
    return found


def _hidden(reading: Reading, withheld: Mapping[str, frozenset[str]]) -> list[Span]:
    """Return the spans on which an account's statements of withheld fields rest."""
    return [
        span
        for report in reading.reports
        for statement in report.statements
        if statement.field in withheld.get(report.id, ())
        for span in statement.evidence
    ]


def _unseen(store: Store, reading: Reading, policy: Policy) -> list[Span]:
    """Return the names that nobody took up, until an editor has decided something near them."""
    if not (policy.withhold_minors or policy.withhold_uncharged_suspects):
        return []
    found = unseen(reading)
    looked = found and store.judgements_on([report.id for report in reading.reports])
    return [] if looked else found


def _rests_on(statement: Statement, hidden: Iterable[Span]) -> bool:
    """Tell whether a statement's own words are withheld; a passage may hold some among others."""
    return statement.field != PASSAGE and any(
        span.part == other.part and span.start < other.end and other.start < span.end
        for other in hidden
        for span in statement.evidence
    )


def _as_left(statement: Statement, account: Account) -> Statement:
    """Return a passage with the words that are left of it: its value is those words."""
    if statement.field != PASSAGE or not statement.evidence:
        return statement
    return dataclasses.replace(statement, value=Text(text=quote(account, statement.evidence[0])))


def _by_id(statements: Iterable[Statement]) -> dict[str, Statement]:
    return {statement.id: statement for statement in statements}
