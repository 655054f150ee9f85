"""An account becomes a prompt: what to do, then the account between two lines it cannot forge.

The lines carry a digest of the account itself. Nobody can write a text that holds its own digest,
so no account can pretend to end early and go on with instructions of its own.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any, get_args, get_type_hints

from citydesk.base.identity import content_id
from citydesk.fields import FIELDS as EVERY
from citydesk.model import (
    EVENT_KINDS,
    INCIDENT_KINDS,
    Account,
    Outcome,
    Role,
    Text,
    Thing,
    Unknown,
)

__all__ = ["FIELDS", "LABELS", "LONGEST", "SCHEMA", "prompt"]

LONGEST = 40_000
"""Characters of a text that the model is shown; what follows is read by nobody."""
FIELDS = tuple(field.name for field in EVERY if field.section != "text")
WORDED = tuple(
    field.name
    for field in EVERY
    if field.holds in (Text, Thing) and field.compared not in (None, "kind")
)
"""Fields whose value is some words of the account as they stand."""
LABELS: dict[str, tuple[str, ...]] = {
    "kind": INCIDENT_KINDS,
    "event": EVENT_KINDS,
    "person": get_args(Role),
    "outcome": get_args(get_type_hints(Outcome)["result"]),
    "unknown": get_args(get_type_hints(Unknown)["what"]),
}
"""The closed lists that a claim's label is of, by field ("unknown": by certainty)."""
PARTS = (
    "when", "address", "city", "state", "county", "name", "descriptor", "age", "number", "words",
    "about", "because", "label",
)  # fmt: skip
CERTAINTIES = ("asserted", "alleged", "denied", "unknown")


def prompt(account: Account) -> str:
    """Return the whole prompt for an account; equal accounts give equal prompts."""
    text = account.text[:LONGEST]
    fence = f"===== account {content_id(account.title, account.text, length=32)} ====="
    told = f"outlet: {account.outlet}\ntitle: {account.title}\n\n{text}"
    return f"{_instructions()}\n{fence}\n{told}\n{fence}\n"


@functools.cache
def _instructions() -> str:
    file = resources.files(__package__).joinpath("instructions.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    words = "\n".join(line for line in lines if not line.startswith("#"))
    for name, labels in {"fields": FIELDS, "worded": WORDED, **LABELS}.items():
        words = words.replace(f"{{{name}}}", ", ".join(labels))
    return words


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


_WORDS = {"type": "string"}
SCHEMA: dict[str, Any] = _object(
    {
        "claims": {
            "type": "array",
            "items": _object(
                {
                    "field": {"type": "string", "enum": list(FIELDS)},
                    "quotes": {"type": "array", "items": _WORDS},
                    "speaker": _WORDS,
                    "certainty": {"type": "string", "enum": list(CERTAINTIES)},
                    "background": {"type": "boolean"},
                    "parts": _object(dict.fromkeys(PARTS, _WORDS), []),
                },
                ["field", "quotes"],
            ),
        }
    },
    ["claims"],
)
"""The form of a reply, for models that can be held to one."""
