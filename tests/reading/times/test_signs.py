"""What makes an expression of time more or less sure. All people and places are invented."""

from __future__ import annotations

import pytest

from citydesk.reading.parsed import parse
from citydesk.reading.times import signs
from citydesk.reading.times.telling import gather, tell
from citydesk.testing import account


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("on Monday", "a weekday"),
        ("on Christmas Day", "a holiday"),
        ("three days later", "from another time"),
        ("three days ago", "from today"),
    ],
)
def test_the_kind_of_words_is_a_sign(words: str, kind: str) -> None:
    parsed = parse(account(f"Ana Ruiz was shot {words} on Elm Street, police said."))
    (found,) = [f for f in tell(parsed, raw=gather(parsed)) if f.phrase.part == "text"]
    assert kind in signs(found, several=False)
