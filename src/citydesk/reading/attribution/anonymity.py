"""Whether a sentence says that its speaker would not be named: "a clerk who asked not to be named".

Patterns of fixed width, so that a sentence of any length costs no more than its share. A body that
withholds somebody else's name ("police declined to give her name") is no such speaker.
"""

from __future__ import annotations

import re

HINTS = frozenset({"anonymity", "anonymous", "anonymously", "name", "names", "named", "identified"})
_NAMED = r"(?:be (?:named|identified|quoted by name)|(?:give|have|share) (?:his|her|their) (?:full |last |real )?names?)"  # noqa: E501
_WOULD_NOT = re.compile(
    rf"\b(?:who|and) (?:declined|refused) to {_NAMED}\b"
    rf"|\b(?:did|does|do)(?: not|n['’]t) (?:want|wish) to {_NAMED}\b"
    rf"|\b(?:wished|wanted|asked|requested) (?:not to|to not) {_NAMED}\b"
    r"|\b(?:asked|requested) (?:that )?(?:his|her|their) names? not (?:to )?be used\b"
    r"|\b(?:condition of|requested|asked for) anonymity\b"
    r"|\b(?:spoke|speaking) anonymously\b|\b(?:wished|wanted|asked|chose|wishes|wants) to remain "
    r"anonymous\b|\banonymous (?:caller|tip|tipster|source|sources|witness|official|officials)\b",
    re.I,
)


def would_not_be_named(sentence: str) -> bool:
    """Tell whether a sentence says so of who speaks in it.

    >>> would_not_be_named("A clerk, who asked not to be named, said two men ran in.")
    True
    >>> would_not_be_named("Police declined to give her name, a clerk said.")
    False
    """
    return _WOULD_NOT.search(sentence) is not None
