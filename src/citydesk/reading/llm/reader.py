"""The LLM reader itself: accounts in batches become mentions, several asked about at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext

from citydesk.base.errors import CitydeskError
from citydesk.model import Mention, Rejection
from citydesk.reading.context import Context
from citydesk.reading.llm.asking import Asking
from citydesk.reading.llm.claims import NoClaims, claims_of
from citydesk.reading.llm.prompt import prompt
from citydesk.reading.llm.proposal import parse
from citydesk.reading.parsed import Parsed

__all__ = ["LLMReader"]

AT_ONCE = 4


class LLMReader:
    """Reads with a language model. What it drops is yielded as rejections beside the mentions.

    Statements carry the name "llm:" and the model's.
    """

    def __init__(
        self,
        asking: Asking,
        *,
        at_once: int = AT_ONCE,
        aside: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Read through `asking`; `at_once` accounts of a batch are asked about at the same time.

        `aside` is entered while waiting for replies: an engine of threads lets others work then.
        """
        self.name = f"llm:{asking.name}"
        self.asking = asking
        self._at_once = max(1, at_once)
        self._aside = aside

    def mentions(
        self, batch: Iterable[tuple[Parsed, Context]]
    ) -> Iterator[Sequence[Mention | Rejection]]:
        """Yield what is proposed for each account and what was dropped, in the order given.

        Raises `ReadError` at the turn of an account about which the model gave no usable reply.
        """
        waiting = iter(batch)
        while group := list(itertools.islice(waiting, self._at_once)):
            for given, reply in zip(group, self._replies(group), strict=True):
                if isinstance(reply, Exception):
                    raise reply
                made = parse(reply, *given)
                yield [*made.mentions, *made.dropped]

    def _replies(self, group: Sequence[tuple[Parsed, Context]]) -> list[str | Exception]:
        """Return the reply about each account, or the error that there was instead."""
        with self._aside():
            if len(group) == 1:
                return [self._reply(group[0])]
            with ThreadPoolExecutor(len(group)) as pool:
                return list(pool.map(self._reply, group))

    def _reply(self, given: tuple[Parsed, Context]) -> str | Exception:
        account = given[0].account

        def fits(reply: str) -> bool:
            try:
                claims_of(reply, account)
            except NoClaims:
                return False
            return True

        try:
            return self.asking.reply(prompt(account), fits)
        except CitydeskError as error:
            return error
