"""The words that a reader gives for who said something become one of the account's speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citydesk.model import Account, Attribution, Speaker
from citydesk.reading.attribution.chain import is_outlet, own_words, relayed
from citydesk.reading.attribution.phrase import kind_of
from citydesk.reading.attribution.said import Said
from citydesk.reading.attribution.words import lexicon

WORD = re.compile(r"[\w'’-]+")


def named(words: str, said: Sequence[Said], account: Account) -> Attribution:
    """Return the attribution that the words of a speaker mean in this account.

    Somebody who speaks elsewhere in the account keeps name, kind and chain; the outlet's own name
    means its own words; anybody else is taken as named.
    """
    if is_outlet(account, words):
        return own_words(account)
    wanted = _telling(words)
    for passage in said:
        told = _telling(passage.attribution.speaker.name)
        if wanted and told and (wanted <= told or told <= wanted):
            return Attribution(speakers=passage.attribution.speakers)
    lowers = [w.lower() for w in WORD.findall(words)] or [words.lower()]
    capital = sum(w[:1].isupper() for w in words.split())
    name = words if capital >= 2 and lowers[-1] not in lexicon().orgs else None
    kind, _ = kind_of(lowers, lowers[-1], name, None)
    speaker = Speaker(name=words.strip(), kind=kind, anonymous=kind == "anonymous")
    return relayed(account, [speaker], quoted=False, cue=None)


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell whose it is: without titles and articles."""
    words = [w.lower() for w in WORD.findall(name)]
    lists = lexicon()
    kept = [w for w in words if w not in lists.titles and w not in ("the", "a", "an")]
    return frozenset(kept or words)
