"""The model as a callable, through the library `llm`: hosted or local models, by name.

The library finds models of its plug-ins and keeps their keys; no key passes through Citydesk. It is
an optional extra, imported only when a model is connected to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from citydesk.base.errors import UsageError
from citydesk.reading.llm.asking import Answer, ModelFailed, scrubbed
from citydesk.reading.llm.prompt import SCHEMA

__all__ = ["connect"]


def connect(
    name: str, options: Mapping[str, Any] | None = None
) -> tuple[str, Callable[[str], Answer]]:
    """Return the full name of a model (which may have been an alias) and a function that asks it.

    Raises `UsageError` where the extra is not installed, where no model has this name, or where its
    key or one of the options is missing or wrong.
    """
    try:
        import llm
    except ImportError as error:
        raise UsageError('the LLM reader needs an extra: pip install "citydesk[llm]"') from error
    try:
        model = llm.get_model(name)
    except llm.UnknownModelError as error:
        raise UsageError(
            f"no model is called {name!r}: `llm models` lists those that are installed"
        ) from error
    chosen = dict(options or {})
    try:
        key = model.get_key()
        model.Options(**chosen)
    except (llm.ModelError, ValueError) as error:
        raise UsageError(f"the model {name!r} cannot be used: {_first(error)}") from None
    schema = SCHEMA if model.supports_schema else None

    def ask(prompt: str) -> Answer:
        try:
            response = model.prompt(prompt, stream=False, schema=schema, **chosen)
            words, usage = response.text(), response.usage()
        except Exception as error:  # each plug-in raises its own
            told = f"{type(error).__name__}: {error}"
            raise ModelFailed(told.replace(key, "…") if key else told) from None
        return Answer(words, usage.input, usage.output)

    return model.model_id, ask


def _first(error: Exception) -> str:
    """Return what is wrong: of a pydantic error the option's name, of others their own words."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return str(error) if type(error).__name__ == "NeedsKeyException" else scrubbed(str(error))
    wrong = errors()[0]
    return f"option {'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg']}"
