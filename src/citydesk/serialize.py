"""Model objects become JSON and come back equal: the one edge where pydantic meets the model.

Where the field of a value is known, it decides of which class the value is. Elsewhere the keys do:
the classes of `Value` have no required keys in common, so each object fits exactly one of them. A
class that has them in common with another says so itself, in a key `type` (a test holds both).
"""

from __future__ import annotations

import base64
import functools
import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from citydesk.base.errors import UsageError
from citydesk.fields import VALUE_TYPES
from citydesk.model import Capture, Unknown, Value

__all__ = ["canonical", "from_json", "from_plain", "json_schema", "to_json", "to_plain", "value_of"]

T = TypeVar("T")


def to_plain(thing: Any) -> Any:
    """Return a model object (or a tuple or list of some) as dictionaries, lists and text."""
    if isinstance(thing, Capture):
        rest = {name: getattr(thing, name) for name in Capture.__slots__ if name != "body"}
        plain = {**rest, "fetched": thing.fetched.isoformat()}
        return {**plain, "body": base64.b64encode(thing.body).decode("ascii")}
    if isinstance(thing, list | tuple):
        return [to_plain(each) for each in thing]
    return _adapter(type(thing)).dump_python(thing, mode="json")


def to_json(thing: Any) -> str:
    """Return a model object as one line of JSON, keys in the model's own order."""
    return json.dumps(to_plain(thing), ensure_ascii=False)


def canonical(thing: Any) -> bytes:
    """Return the one byte string that stands for this content: for revisions and comparisons."""
    plain = to_plain(thing)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the model object of a class that `to_plain` wrote; raise `UsageError` if it is none.

    Keys that the class does not know are ignored, so an older desk reads a newer export.
    """
    try:
        if issubclass(kind, Capture):
            plain = {**plain, "body": base64.b64decode(plain["body"])}
        return _adapter(kind).validate_python(plain)  # type: ignore[no-any-return]
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"not a {kind.__name__.lower()}: {_first(error)}") from error


def from_json(kind: type[T], text: str | bytes) -> T:
    """Return the model object of a class that `to_json` wrote; raise `UsageError` if it is none."""
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise UsageError(f"not JSON: {error}") from error
    return from_plain(kind, plain)


def value_of(field: str, certainty: str, text: str | bytes) -> Value:
    """Return the value of a statement's field from its JSON: `Unknown` where that was said.

    Of a field that is not known here, the keys of the value say what it is.
    """
    kind: Any = Unknown if certainty == "unknown" else VALUE_TYPES.get(field, Value)
    return from_store(kind, text)  # type: ignore[no-any-return]


def from_store(kind: type[T], text: str | bytes) -> T:
    """Return the model object of a class that a store wrote down itself with `to_json`.

    Several times faster than `from_json`, because nobody has to be told what is wrong with it.
    """
    return _adapter(kind).validate_json(text)  # type: ignore[no-any-return]


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a class of the model, for programs that read exports."""
    return _adapter(kind).json_schema(mode="serialization")


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return _made(kind)


@functools.cache
def _made(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
