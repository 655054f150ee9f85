"""A model that answers from a script, registered as the library wants it: by a plug-in's hook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import llm
from llm.plugins import pm

from citydesk.model import Account
from citydesk.reading.context import survey
from citydesk.reading.llm import Proposal, parse
from citydesk.reading.parsed import parse as split

NAME = "citydesk-scripted"
KEY = "sk-0123456789-abcdefghij-KEY"


class ScriptedModel(llm.KeyModel):
    """Answers whatever its script makes of a prompt; it counts its calls and reports its tokens."""

    model_id = NAME
    needs_key = "scripted"
    key_env_var = "CITYDESK_SCRIPTED_KEY"
    supports_schema = True

    class Options(llm.Options):
        temperature: float | None = None

    def __init__(self, script: Callable[[str], str]) -> None:
        self.script = script
        self.prompts: list[str] = []
        self.schemas: list[Any] = []

    def execute(
        self, prompt: Any, stream: bool, response: Any, conversation: Any, key: str | None = None
    ) -> Iterator[str]:
        self.prompts.append(prompt.prompt)
        self.schemas.append(prompt.schema)
        words = self.script(prompt.prompt)
        response.set_usage(input=1000, output=100)
        yield words


@contextmanager
def registered(script: Callable[[str], str]) -> Iterator[ScriptedModel]:
    """Register the model through `register_models`, for a while."""
    model = ScriptedModel(script)

    class Plugin:
        __name__ = "citydesk-scripted-plugin"

        @llm.hookimpl
        def register_models(self, register: Any) -> None:
            register(model, aliases=("scripted-alias",))

    plugin = Plugin()
    pm.register(plugin, name="citydesk-scripted")
    try:
        yield model
    finally:
        pm.unregister(plugin)


def claim(field: str, *quotes: str, **more: Any) -> dict[str, Any]:
    """Return a claim; `parts` and what is not named here are its parts."""
    outer = {k: more.pop(k) for k in ("speaker", "certainty", "background") if k in more}
    return {"field": field, "quotes": list(quotes), "parts": more, **outer}


def reply(*claims: Any) -> str:
    return json.dumps({"claims": list(claims)})


def proposed(account: Account, *claims: Any) -> Proposal:
    """Return what these claims are worth about an account."""
    parsed = split(account)
    return parse(reply(*claims), parsed, survey(parsed))
