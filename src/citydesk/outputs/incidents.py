"""A record becomes one row of JSON: the bench's keys first, then everything behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from citydesk.model import Count, Finding, PersonEntry, Place, Record, Statement, Telling, Time
from citydesk.outputs.flat import filed_name, place_row
from citydesk.serialize import to_plain
from citydesk.words import edtf, iso, own_facts, value_words

__all__ = ["incident_row", "preferred"]

Words = Callable[[Statement], str]
NOT_REPORTED = Count(low=0, high=None)
_ROLES = ("victim", "suspect")


def incident_row(record: Record, words: Words) -> dict[str, Any]:
    """Return one incident as a row; `words` gives the words that a statement rests on."""
    time, place = preferred(record, "time", Time), preferred(record, "place", Place)
    killed, injured = preferred(record, "killed", Count), preferred(record, "injured", Count)
    told = {s.id: _said(s, words, record.parties) for s in record.statements}
    return {
        "id": record.id,
        "accounts": list(dict.fromkeys(t.account for t in record.tellings if t.main)),
        "mentioned_by": list(dict.fromkeys(t.account for t in record.tellings if not t.main)),
        "date": time.start.date().isoformat() if time else None,
        "place": _place(place),
        "killed": killed.low if killed else None,
        "injured": injured.low if injured else None,
        "toll": {field: _range(reported(record, field)) for field in ("killed", "injured")},
        "people": [_person(record, p) for p in record.people if p.role in _ROLES],
        "headline": record.headline,
        "time": {"edtf": edtf(time), "value": iso(time), "zone": time.zone} if time else None,
        "others": [_person(record, p) for p in record.people if p.role not in _ROLES],
        "status": {_name(f): f.status for f in record.findings},
        "findings": [_finding(f, told) for f in record.findings],
        "timeline": [
            {"time": edtf(t.time), "label": t.label, "disputed": t.disputed}
            for t in record.timeline
        ],
        "questions": [
            {"text": q.text, "origin": q.origin, "open": not q.answered_by}
            for q in record.questions
        ],
        "sources": [_telling(t) for t in record.tellings],
        "withheld": list(record.withheld),
        "as_of": record.as_of.isoformat() if record.as_of else None,
        "revision": record.revision,
    }


def preferred(record: Record, field: str, value_type: type[Any]) -> Any:
    """Return the preferred value of a field where it is known and may be told, else None."""
    finding = record.finding(field)
    if finding is None or finding.status == "withheld":
        return None
    return finding.value if isinstance(finding.value, value_type) else None


def reported(record: Record, field: str) -> Count | None:
    """Return a count that some account tells; None where none speaks of it, which is no nought."""
    count: Count | None = preferred(record, field, Count)
    return None if count == NOT_REPORTED else count


def _name(finding: Finding) -> str:
    return f"{finding.field} {finding.key}".strip()


def _range(count: Count | None) -> dict[str, int | None] | None:
    """Return the least and the most of a count; None where no account tells of it."""
    return {"min": count.low, "max": count.high} if count else None


def _place(place: Place | None) -> dict[str, Any]:
    row = place_row(place)
    more = ("precision", "radius", "landmark", "neighborhood", "county", "words")
    return {**row, **{key: getattr(place, key) if place else None for key in more}}


def _person(record: Record, entry: PersonEntry) -> dict[str, Any]:
    keys = ("age", "role", "gender", "descriptor", "outcomes", "withheld", "minor", "claimed")
    row = {"name": filed_name(entry), **{key: to_plain(getattr(entry, key)) for key in keys}}
    return {**row, "facts": own_facts(record, entry)}


def _finding(finding: Finding, told: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "field": finding.field,
        "key": finding.key,
        "value": to_plain(finding.value) if finding.value is not None else None,
        "text": value_words(finding.value),
        "status": finding.status,
        "reason": finding.reason,
        "sources": finding.sources,
        "said": [told[s] for s in finding.statements if s in told],
        "alternatives": [
            {
                "value": to_plain(other.value),
                "text": value_words(other.value),
                "relation": other.relation,
                "why": other.why,
                "said": [told[s] for s in other.statements if s in told],
            }
            for other in finding.alternatives
        ],
    }


def _said(statement: Statement, words: Words, parties: Collection[str]) -> dict[str, Any]:
    return {
        "statement": statement.id,
        "account": statement.account,
        "words": words(statement),
        "speakers": [s.name for s in statement.attribution.speakers],
        "kind": statement.attribution.speaker.kind,
        "certainty": statement.certainty,
        "party": statement.id in parties,
    }


def _telling(telling: Telling) -> dict[str, Any]:
    published = telling.published
    return {
        "account": telling.account,
        "outlet": telling.outlet,
        "title": telling.title,
        "published": iso(published) if published else None,
        "url": telling.url,
        "copy_of": telling.copy_of,
    }
