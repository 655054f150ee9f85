"""What may be spent: a call is paid for before it is made, so that several at once keep within it.

What a call will cost is guessed from the prompt's length and from the dearest reply so far; what it
did cost follows from the tokens that the model reports, and is the guess where it reports none.
"""

from __future__ import annotations

import threading

from citydesk.base.errors import BudgetSpent, UsageError
from citydesk.settings import Price

__all__ = ["Budget"]

MILLION = 1_000_000
CHARACTERS = 3  # at least so many to a token of English
REPLY = 1500  # tokens that a reply is guessed to have before the first has come


class Budget:
    """Dollars spent and dollars left. Safe to use from several threads.

    Without a `limit` there is no end; without a `price` nothing is counted, and a limit is refused.
    """

    def __init__(self, limit: float | None = None, price: Price | None = None) -> None:
        """Set what may be spent in all, in dollars, and what a model costs."""
        if limit is not None and price is None:
            raise UsageError("what this model costs is not known, so it cannot be kept to a cost")
        self.limit = limit
        self.spent = 0.0
        self._price = price or Price(input=0.0, output=0.0)
        self._held = 0.0
        self._reply = REPLY
        self._lock = threading.Lock()

    def hold(self, prompt: str) -> float:
        """Set aside what a call may cost, in dollars, and return it.

        Raises `BudgetSpent` where less than that is left.
        """
        with self._lock:
            guess = self._cost(len(prompt) // CHARACTERS + 1, self._reply)
            if self.limit is not None and self.spent + self._held + guess > self.limit:
                raise BudgetSpent(
                    f"not read: the next reply may cost ${guess:.4f}, and of ${self.limit:g} there "
                    f"is ${max(0.0, self.limit - self.spent - self._held):.4f} left"
                )
            self._held += guess
        return guess

    def settle(self, held: float, given: int | None = None, answered: int | None = None) -> None:
        """Turn what was set aside into what was spent on so many tokens given and answered."""
        known = given is not None and answered is not None
        with self._lock:
            self._held = max(0.0, self._held - held)
            self.spent += self._cost(given or 0, answered or 0) if known else held
            self._reply = max(self._reply, answered or 0)

    def _cost(self, given: int, answered: int) -> float:
        return (given * self._price.input + answered * self._price.output) / MILLION
