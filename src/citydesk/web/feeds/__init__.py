"""Feeds: the record for readers, maps and other people's pages.

`routes.py` answers with feeds, `cards.py` with what others frame; `atom.py` and `jsonld.py` are
how it is written. All of it is made to be passed around, so it is what is published, whoever asks.
"""

from __future__ import annotations

from citydesk.web.feeds import cards, routes

__all__ = ["routers"]

routers = (routes.router, cards.router)
