"""Asking: patient but not for ever, within its budget, never twice for the same, silent on keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citydesk.base.errors import BudgetSpent, ReadError, UsageError
from citydesk.reading.llm import Answer, Asking, Budget, Replies
from citydesk.reading.llm.asking import scrubbed
from citydesk.settings import Price
from tests.reading.llm.scripted import KEY

DEAR = Price(input=1000.0, output=10_000.0)  # 100 tokens given and 10 answered: 20 cents


def failing(times: int, error: Exception | None = None) -> Callable[[str], Answer]:
    """Return a model that fails so often before it answers."""
    left = iter(range(times))

    def model(prompt: str) -> Answer:
        if next(left, None) is not None:
            if error:
                raise error
            return Answer("no")
        return Answer("yes", 100, 10)

    return model


def test_a_failed_call_is_tried_again_after_a_pause() -> None:
    pauses: list[int] = []
    asking = Asking(failing(2, OSError("busy")), "m", pause=pauses.append)
    assert asking.reply("?") == "yes"
    assert (pauses, asking.asked) == ([1, 2], 3)


def test_a_reply_of_the_wrong_form_is_asked_for_again() -> None:
    assert Asking(failing(1), "m").reply("?", lambda reply: reply == "yes") == "yes"


def test_patience_ends() -> None:
    pauses: list[int] = []
    asking = Asking(failing(9, OSError("busy")), "m", pause=pauses.append)
    with pytest.raises(
        ReadError, match=r"the model m gave no usable reply in 3 tries: OSError: bu"
    ):
        asking.reply("?")
    assert (pauses, asking.asked) == ([1, 2], 3)
    with pytest.raises(ReadError, match="not of the form"):
        Asking(failing(9), "m").reply("?", lambda reply: False)


@pytest.mark.parametrize(
    "words",
    [
        f"Incorrect API key provided: {KEY}.",
        f"401 for https://api.example/v1?key={KEY}&x=1",
        f"{{'Authorization': 'Bearer {KEY}'}}",
        "x-api-key: short1",
        "token=short1",
    ],
)
def test_no_error_tells_a_key(words: str) -> None:
    assert KEY not in scrubbed(words)
    assert "short1" not in scrubbed(words)
    asking = Asking(failing(9, RuntimeError(words)), "m")
    with pytest.raises(ReadError) as told:
        asking.reply("?")
    assert KEY not in repr(told.value)
    assert told.value.__cause__ is None
    assert told.value.__context__ is None


def test_an_error_is_one_short_line() -> None:
    assert scrubbed("rate limit\n reached") == "rate limit reached"
    assert len(scrubbed("no " * 100_000)) <= 160


def test_nothing_is_asked_for_that_the_budget_does_not_hold() -> None:
    budget = Budget(20.0, DEAR)
    asking = Asking(failing(0), "m", budget=budget)
    assert asking.reply("?") == "yes"
    assert budget.spent == pytest.approx(0.2)
    while budget.spent < 4.9:  # a call is guessed at $15.00 and costs 20 cents
        asking.reply("?")
    with pytest.raises(
        BudgetSpent, match=r"the next reply may cost \$15\.\d+, and of \$20 there is"
    ):
        asking.reply("?")
    assert asking.asked == round(budget.spent / 0.2)


def test_failed_calls_and_untold_tokens_count_as_guessed() -> None:
    budget = Budget(31.0, DEAR)
    asking = Asking(failing(9, OSError("busy")), "m", budget=budget)
    with pytest.raises(BudgetSpent):
        asking.reply("?")
    assert asking.asked == 2
    assert budget.spent == pytest.approx(30.0, abs=0.1)
    silent = Budget(None, DEAR)
    Asking(lambda prompt: Answer("yes"), "m", budget=silent).reply("?")
    assert silent.spent > 0


def test_several_at_once_keep_within_the_budget() -> None:
    budget = Budget(50.0, DEAR)
    held = [budget.hold("?") for _ in range(3)]  # three guesses of $15 fit into $50
    with pytest.raises(BudgetSpent):
        budget.hold("?")
    for each in held:
        budget.settle(each, 100, 10)
    assert budget.spent == pytest.approx(0.6)
    budget.hold("?")


def test_a_limit_needs_a_price() -> None:
    with pytest.raises(UsageError, match="what this model costs is not known"):
        Budget(1.0)
    free = Budget(0.0, Price(input=0.0, output=0.0))
    assert Asking(failing(0), "local", budget=free).reply("?") == "yes"


def test_a_kept_reply_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db.replies"
    replies = Replies(path)
    asking = Asking(failing(0), "m", replies=replies)
    assert [asking.reply("?"), asking.reply("?")] == ["yes", "yes"]
    assert (asking.asked, asking.known) == (1, 1)
    replies.close()
    later = Replies(path)
    spent = Asking(failing(9), "m", replies=later, budget=Budget(0.0, DEAR))
    assert spent.reply("?") == "yes"
    for other in (Asking(failing(0), "n", replies=later, tries=1),
                  Asking(failing(0), "m", also=("hot",), replies=later, tries=1)):  # fmt: skip
        other.reply("?")
        assert other.asked == 1
    later.close()


def test_what_does_not_fit_is_not_kept(tmp_path: Path) -> None:
    replies = Replies(tmp_path / "replies")
    asking = Asking(failing(1), "m", replies=replies, tries=1)
    with pytest.raises(ReadError):
        asking.reply("?", lambda reply: reply == "yes")
    assert asking.reply("?", lambda reply: reply == "yes") == "yes"
    replies.put("key", "\ud800")
    assert replies.get("key") is None
    replies.close()


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "replies"
    path.write_bytes(b"not a database, but long enough to be looked at as one" * 20)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="cannot hold a model's replies"):
        Replies(path)
    assert path.read_bytes() == before
