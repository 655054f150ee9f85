"""A name that nobody took up is left out of what leaves without a desk, as it is of the pages."""

from __future__ import annotations

import pytest

from citydesk import outputs, testing
from citydesk.model import Text
from citydesk.settings import Policy

WORDS = "A boy, Timothy Cranston, was hurt on Sorrel Row"
OPEN = Policy(withhold_minors=False, withhold_uncharged_suspects=False)


@pytest.mark.parametrize(("policy", "told"), [(Policy(), False), (OPEN, True)])
@pytest.mark.parametrize("kind", ["incidents", "statements", "reports"])
def test_a_name_that_nobody_took_up(kind: str, policy: Policy, told: bool) -> None:
    account = testing.account(f"{WORDS}.", title="Timothy Cranston hurt")
    said = testing.statement(account, "motive", Text(text=WORDS), WORDS)
    made = testing.record("n1", account, headline=WORDS, motive=Text(text=WORDS))
    items = [made] if kind == "incidents" else [testing.reading(account, said)]
    lines = outputs.export(
        kind, items, audience="public", policy=policy,  # type: ignore[arg-type]
        account_of=lambda _: account,
    )  # fmt: skip
    text = "".join(lines)
    if kind != "reports":
        assert ("Cranston" in text) is told
        assert "Sorrel Row" in text
    assert told or "Cranston" not in text
