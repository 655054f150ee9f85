"""Accounts of invented events for the tests of places."""

from citydesk.model import Account, Mention, Place, quote
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.places import find


def account(text: str, *, title: str = "", url: str | None = None, source: str = "x") -> Account:
    return Account(
        id="a", capture="c", source=source, outlet=source, title=title, text=text, url=url
    )


def mentions(text: str, *, title: str = "", url: str | None = None) -> list[Mention]:
    parsed = parse(account(text, title=title, url=url))
    return find(parsed, survey(parsed))


def scene(text: str, *, title: str = "", url: str | None = None) -> Place:
    told = [m for m in mentions(text, title=title, url=url) if m.field == "place"]
    best = max(told, key=lambda m: m.probability)
    assert isinstance(best.value, Place)
    return best.value


def words_of(text: str, mention: Mention, title: str = "") -> list[str]:
    return [quote(account(text, title=title), span) for span in mention.spans]
