"""Chains of speakers: from the words outwards to the outlet that prints them."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from citydesk.model import Account, Attribution, Span, Speaker


def outlet_of(account: Account) -> Speaker:
    """Return the account's outlet as the last speaker of every chain."""
    return Speaker(name=account.outlet, kind=account.voice)


def own_words(account: Account) -> Attribution:
    """Return the attribution of words that the outlet says itself."""
    return Attribution(speakers=(outlet_of(account),))


def relayed(
    account: Account, speakers: Iterable[Speaker], *, quoted: bool, cue: Span | None
) -> Attribution:
    """Return the attribution of words that came through these speakers to the outlet.

    A speaker who stands twice in a row, or who is the outlet itself, counts once.
    """
    outlet = outlet_of(account)
    chain: list[Speaker] = []
    for speaker in speakers:
        if not is_outlet(account, speaker.name) and (not chain or chain[-1].name != speaker.name):
            chain.append(speaker)
    return Attribution(speakers=(*chain, outlet), quoted=quoted, cue=cue)


def is_outlet(account: Account, name: str) -> bool:
    """Tell whether a name means the account's own outlet ("KTVU", "the Tribune")."""
    plain = _letters(name)
    return len(plain) >= 3 and (
        plain == _letters(account.outlet) or plain in _letters(account.source)
    )


@functools.lru_cache(maxsize=1024)
def _letters(name: str) -> str:
    return "".join(ch for ch in name.lower().removeprefix("the ") if ch.isalnum())
