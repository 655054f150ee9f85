"""The accounts of a record: in the order of publication, copies folded under what they repeat."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.base.clock import order
from citydesk.flow.typed import zone_of
from citydesk.model import Telling
from citydesk.privacy.door import Seen
from citydesk.views.voices import account_link
from citydesk.words import moment_words, published_words

__all__ = ["Told", "accounts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One account of a record: who quotes whom in it, and who copied it.

    `became` says that its source has rewritten it since, or that it is gone there.
    """

    account: str
    link: str
    outlet: str
    title: str
    published: str
    machine: str
    url: str | None
    speakers: tuple[tuple[str, str], ...]
    copies: tuple[Told, ...] = ()
    became: str = ""


def accounts(seen: Seen) -> list[Told]:
    """Return the accounts of a record; a copy of something that is not here stands alone."""
    tellings = {t.account: t for t in seen.record.tellings}
    known = {t.account for t in seen.record.tellings}
    ranked = sorted(tellings.values(), key=lambda t: (order(t.published), t.account))
    return [
        _told(seen, origin, tuple(t for t in ranked if t.copy_of == origin.account))
        for origin in ranked
        if origin.copy_of not in known
    ]


def _told(seen: Seen, telling: Telling, copies: tuple[Telling, ...] = ()) -> Told:
    url = telling.url if telling.url and telling.url.startswith(("https://", "http://")) else None
    return Told(
        account=telling.account,
        link=account_link(telling.account),
        outlet=telling.outlet,
        title=telling.title,
        published=published_words(telling.published),
        machine=telling.published.start.isoformat() if telling.published else "",
        url=url,
        speakers=_speakers(seen, telling.account),
        copies=tuple(_told(seen, copy) for copy in copies if copy.account != telling.account),
        became=_became(seen, telling.account),
    )


def _became(seen: Seen, account: str) -> str:
    """Return what became of an account at its source, "" where it stands there as it was."""
    later = next((each for each in seen.record.later if each.account == account), None)
    if later is None:
        return ""
    moment = moment_words(later.since.astimezone(zone_of(seen.record)))
    return f"an earlier wording, until {moment}" if later.by else f"gone there since {moment}"


def _speakers(seen: Seen, account: str) -> tuple[tuple[str, str], ...]:
    """Return whom an account quotes, with the kind of speaker, most quoted first."""
    found: dict[tuple[str, str], int] = {}
    for statement in seen.statements.values():
        chain = statement.attribution
        if statement.account == account and chain.hand > 1:
            key = (chain.speaker.name, chain.speaker.kind)
            found[key] = found.get(key, 0) + 1
    return tuple(sorted(found, key=lambda key: (-found[key], key)))
