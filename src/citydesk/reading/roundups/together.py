"""The parts of a round-up, each read alone, become the reports of one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from citydesk.model import Mention, Place

CHOSEN = frozenset({"time", "place", "killed", "injured"})


def together(page: Sequence[Mention], parts: Sequence[Sequence[Mention]]) -> list[Mention]:
    """Return the mentions of all parts of a page, each part a report.

    The main report is the part that agrees best with what was read of the page as a whole; of its
    day, scene and toll whichever reading is surer is believed, but what another part tells is that
    part's. What only adds the parts up is left
    out. Parts that name no town are in the town of the page.
    """
    whole = _best(page)
    told = [[_in_town(each, whole.get("place")) for each in part] for part in parts]
    main = max(range(len(told)), key=lambda n: (_agreeing(whole, _best(told[n])), -n))
    own = _best(told[main])
    elsewhere = [_best(part) for n, part in enumerate(told) if n != main]
    surer = {
        f: m
        for f, m in whole.items()
        if (f not in own or m.probability > own[f].probability)
        and not any(f in other and other[f].value == m.value for other in elsewhere)
    }
    found = [*surer.values(), *(each for each in told[main] if each.field not in surer)]
    others = [part for n, part in enumerate(told) if n != main]
    for number, part in enumerate(others, 1):
        found += [replace(each, report=number) for each in part]
    return found


def _best(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return the most probable mention of the main incident's day, scene and toll."""
    found: dict[str, Mention] = {}
    for each in mentions:
        if each.field not in CHOSEN or each.report or each.background:
            continue
        held = found.get(each.field)
        if held is None or held.probability < each.probability:
            found[each.field] = each
    return found


def _agreeing(page: Mapping[str, Mention], part: Mapping[str, Mention]) -> int:
    """Return of how many fields two readings give the same value."""
    return sum(field in part and part[field].value == each.value for field, each in page.items())


def _in_town(mention: Mention, page: Mention | None) -> Mention:
    """Return the scene of a part in the town of the page, where the part names no town itself."""
    here, there = mention.value, page.value if page else None
    if page is None or not isinstance(here, Place) or not isinstance(there, Place):
        return mention
    if here.city or not there.city or here.state not in (None, there.state):
        return mention
    spans = (*mention.spans, *page.spans[1 if there.address or there.landmark else 0 :])
    value = replace(here, city=there.city, state=there.state, county=there.county)
    return replace(mention, value=value, spans=tuple(dict.fromkeys(spans)))
