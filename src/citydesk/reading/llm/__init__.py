"""The LLM reader: a language model proposes quotes, the built-in grammars make the values.

    account ─ prompt ─ model ─ reply ─ claims (quotes) ─ values from their words ─ mentions

`prompt.py` and `proposal.py` are pure functions; the model is a callable (`connection.py` makes one
of the `llm` library); `asking.py` asks it patiently, within a budget (`budget.py`), and keeps its
replies (`replies.py`). An account is hostile and so is a reply: the model can only point at words
of the account and pick labels from closed lists; what it says of words that are not there is
dropped and counted. Needs the extra `citydesk[llm]` for the connection alone.
"""

from citydesk.reading.llm.asking import Answer, Asking
from citydesk.reading.llm.budget import Budget
from citydesk.reading.llm.connection import connect
from citydesk.reading.llm.prompt import prompt
from citydesk.reading.llm.proposal import Proposal, parse
from citydesk.reading.llm.reader import LLMReader
from citydesk.reading.llm.replies import Replies

__all__ = [
    "Answer", "Asking", "Budget", "LLMReader", "Proposal", "Replies", "connect", "parse", "prompt",
]  # fmt: skip
