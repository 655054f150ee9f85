"""A prompt becomes a reply of the form wanted: kept, or asked for within the budget, with patience.

The model is a plain function. What it raises may hold a key or an account's words, so an error is
told in scrubbed words and never passed on.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from citydesk.base.errors import CitydeskError, ReadError
from citydesk.reading.llm.budget import Budget
from citydesk.reading.llm.replies import Replies

__all__ = ["Answer", "Asking", "Model", "ModelFailed", "scrubbed"]

LONGEST_REPLY = 1_000_000  # characters
TOLD = 160  # characters of an error
SECRET = re.compile(r"(?i:(?:key|token|secret|bearer|authorization)\W{1,4}\S+)|[^\s\"'=:,;]{16,}")


class ModelFailed(Exception):
    """A model gave no answer: why, in words that tell no key."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, and the tokens that it says it was given and answered with."""

    words: str
    given: int | None = None
    answered: int | None = None


Model = Callable[[str], Answer]


@dataclass(slots=True)
class Asking:
    """Asks one model. `name` is the model's, with whatever else its replies depend on in `also`.

    `pause` waits after the n-th failed try (1, 2, …); at most `tries` are made for one prompt.
    `asked` and `known` count the calls made and the replies that were kept already.
    """

    model: Model
    name: str
    also: tuple[object, ...] = ()
    budget: Budget = field(default_factory=Budget)
    replies: Replies | None = None
    pause: Callable[[int], None] = lambda failed: None
    tries: int = 3
    asked: int = 0
    known: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, prompt: str, fits: Callable[[str], bool] = lambda reply: True) -> str:
        """Return a reply that `fits`, from what is kept or from the model.

        Raises `ReadError` after so many tries, `BudgetSpent` where the next may cost too much.
        """
        key = Replies.key(self.name, *self.also, prompt)
        kept = self.replies.get(key) if self.replies else None
        if kept is not None and fits(kept):
            self._count(known=1)
            return kept
        why = "it was not asked"
        for failed in range(self.tries):
            if failed:
                self.pause(failed)
            words, why = self._ask(prompt)
            if words is not None and len(words) <= LONGEST_REPLY and fits(words):
                if self.replies:
                    self.replies.put(key, words)
                return words
        raise ReadError(f"the model {self.name} gave no usable reply in {self.tries} tries: {why}")

    def _ask(self, prompt: str) -> tuple[str | None, str]:
        """Return the words of one answer, or None and what went wrong in words that tell no key."""
        held = self.budget.hold(prompt)
        self._count(asked=1)
        try:
            answer = self.model(prompt)
        except CitydeskError:
            self.budget.settle(held, 0, 0)
            raise
        except Exception as error:
            self.budget.settle(held)
            kind = "" if isinstance(error, ModelFailed) else f"{type(error).__name__}: "
            return None, kind + scrubbed(str(error))
        except BaseException:
            self.budget.settle(held)
            raise
        self.budget.settle(held, answer.given, answer.answered)
        return answer.words, "it is not of the form that was asked for"

    def _count(self, *, asked: int = 0, known: int = 0) -> None:
        with self._lock:
            self.asked += asked
            self.known += known


def scrubbed(words: str) -> str:
    """Return an error's words on one short line, without anything that may be a key.

    >>> scrubbed("Incorrect API key provided: sk-not-a-real-key-at-all. Code 401")
    'Incorrect API … … Code 401'
    """
    return " ".join(SECRET.sub("…", words[:2000]).split())[:TOLD]
