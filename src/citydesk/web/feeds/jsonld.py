"""An incident becomes JSON-LD: a schema.org Event, with PROV for what it rests on and who says it.

It stands in a page between script tags, where a browser looks for nothing but "</script": so no
"<" is ever written as itself.
"""

from __future__ import annotations

import json
from typing import Any

from citydesk.base.clean import clean, line
from citydesk.model import Account, Place, Time
from citydesk.outputs.incidents import preferred
from citydesk.privacy.door import Seen
from citydesk.views.brief import Sentence
from citydesk.views.voices import account_link
from citydesk.web.addresses import Link
from citydesk.words import edtf, iso, place_words

__all__ = ["block", "event"]

CONTEXT = ["https://schema.org", {"prov": "http://www.w3.org/ns/prov#"}]
EXACT = frozenset({"minute", "hour", "day"})  # what schema.org can tell: a date or a date and time
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def block(thing: dict[str, Any]) -> str:
    """Return JSON-LD as the text of a data block: nothing in it can end the block."""
    return json.dumps(_cleaned(thing), ensure_ascii=False).translate(_ESCAPED)


def event(seen: Seen, brief: list[Sentence], link: Link = lambda path: path) -> dict[str, Any]:
    """Return an incident as this viewer may see it; `link` says where a path of the desk is."""
    record = seen.record
    time: Time | None = preferred(record, "time", Time)
    place: Place | None = preferred(record, "place", Place)
    told = {
        "@context": CONTEXT,
        "@type": ["Event", "prov:Entity"],
        "@id": link(f"/incidents/{record.id}"),
        "url": link(f"/incidents/{record.id}"),
        "identifier": record.id,
        "version": record.revision,
        "name": line(record.headline) or "An incident",
        "description": " ".join(sentence.text for sentence in brief),
        "startDate": _start(time) if time else None,
        "temporalCoverage": edtf(time) if time else None,
        "location": _location(place) if place else None,
        "subjectOf": [_article(seen.accounts[i], link) for i in seen.accounts],
        "prov:wasDerivedFrom": [{"@id": link(account_link(i))} for i in seen.accounts],
        "prov:wasAttributedTo": [
            {"@type": ["Organization", "prov:Agent"], "name": line(name)}
            for name in dict.fromkeys(a.outlet for a in seen.accounts.values())
        ],
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _article(account: Account, link: Link) -> dict[str, Any]:
    web = account.url if account.url and account.url.startswith(("https://", "http://")) else None
    told = {
        "@type": ["CreativeWork", "prov:Entity"],
        "@id": link(account_link(account.id)),
        "headline": line(account.title),
        "datePublished": iso(account.published) if account.published else None,
        "publisher": {"@type": "Organization", "name": line(account.outlet)},
        "sameAs": web,
    }
    return {name: value for name, value in told.items() if value}


def _start(time: Time) -> str | None:
    """Return when it began as ISO 8601 has it; None where that would be more than was told."""
    return iso(time) if time.granularity in EXACT and not time.approximate else None


def _location(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "addressLocality": place.city,
        "addressRegion": place.state,
        "addressCountry": "US" if place.state else None,
    }
    told: dict[str, Any] = {
        "@type": "Place",
        "name": place_words(place),
        "address": {name: value for name, value in address.items() if value},
    }
    if place.lat is not None and place.lon is not None and place.radius is not None:
        told["geo"] = {
            "@type": "GeoCircle",
            "geoMidpoint": {
                "@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon,
            },
            "geoRadius": round(place.radius),
        }  # fmt: skip
    return told


def _cleaned(thing: Any) -> Any:
    if isinstance(thing, str):
        return clean(thing)
    if isinstance(thing, list):
        return [_cleaned(each) for each in thing]
    if isinstance(thing, dict):
        return {name: _cleaned(value) for name, value in thing.items()}
    return thing
