"""The kinds of sources: each is one function from a source and its last state to what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from citydesk.watching.kinds.chp import poll_chp
from citydesk.watching.kinds.feeds import poll_feed
from citydesk.watching.kinds.folders import poll_folder
from citydesk.watching.kinds.mailboxes import poll_mailbox
from citydesk.watching.kinds.pages import look, poll_page
from citydesk.watching.kinds.portals import poll_arcgis, poll_ckan, poll_csv, poll_socrata
from citydesk.watching.kinds.posts import poll_bluesky, poll_mastodon
from citydesk.watching.kinds.sitemaps import poll_sitemap
from citydesk.watching.model import Asked, Kind, Poll, Source

__all__ = ["look", "poll"]

Poller = Callable[[Source, Mapping[str, Any], Asked], Poll]
_POLLERS: Mapping[Kind, Poller] = {
    "feed": poll_feed,
    "sitemap": poll_sitemap,
    "page": poll_page,
    "mailbox": poll_mailbox,
    "folder": poll_folder,
    "csv": poll_csv,
    "socrata": poll_socrata,
    "arcgis": poll_arcgis,
    "ckan": poll_ckan,
    "chp": poll_chp,
    "bluesky": poll_bluesky,
    "mastodon": poll_mastodon,
}


def poll(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Ask a source what it shows now; `state` is what its last poll left.

    Raises `CaptureError`, and `Unanswered` where it is only for now.
    """
    return _POLLERS[source.kind](source, state, asked)
