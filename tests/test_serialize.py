"""The law: what is written as JSON comes back equal, whatever it holds."""

from __future__ import annotations

import dataclasses
import json
import typing
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import TypeAdapter, ValidationError

from citydesk.base.errors import UsageError
from citydesk.fields import VALUE_TYPES
from citydesk.model import Count, Record, Report, Statement, Text, Unknown, Value
from citydesk.serialize import (
    canonical,
    from_json,
    from_plain,
    json_schema,
    to_json,
    to_plain,
    value_of,
)
from tests.strategies import MODELS, any_model, statements

wide = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@wide
@given(any_model())
def test_every_model_object_comes_back_equal(thing: object) -> None:
    assert from_json(type(thing), to_json(thing)) == thing


@wide
@given(statements())
def test_a_value_is_decoded_by_its_field(statement: Statement) -> None:
    text = to_json(statement.value)
    assert value_of(statement.field, statement.certainty, text) == statement.value


@given(any_model())
@settings(max_examples=30, deadline=None)
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(thing: object) -> None:
    plain = json.loads(canonical(thing))
    backwards = json.loads(json.dumps(plain), object_pairs_hook=lambda p: dict(reversed(p)))
    assert canonical(from_plain(type(thing), backwards)) == canonical(thing)


def test_no_value_class_can_be_taken_for_another() -> None:
    classes = typing.get_args(Value)
    for one in classes:
        needed = {f.name for f in dataclasses.fields(one) if f.default is dataclasses.MISSING}
        for other in classes:
            keys = {f.name for f in dataclasses.fields(other)}
            told = "type" in {f.name for f in dataclasses.fields(other)} - needed
            assert one is other or told or not needed <= keys, f"{other} could be read as {one}"
    assert set(VALUE_TYPES.values()) | {Unknown} == set(classes)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A class with the keys of `Count`, which therefore says in `type` what it is."""

    low: int
    high: int | None
    type: Literal["distance"] = "distance"


@pytest.mark.parametrize("value", [Count(low=1, high=2), Distance(low=1, high=2)])
def test_a_new_class_that_says_what_it_is_is_never_taken_for_another(value: Any) -> None:
    either = TypeAdapter(Count | Distance)
    assert either.validate_json(either.dump_json(value)) == value
    with pytest.raises(ValidationError):
        TypeAdapter(Distance).validate_json('{"low": 1, "high": 2, "type": "count"}')


def test_what_is_no_model_object_is_refused_with_the_key() -> None:
    with pytest.raises(UsageError, match="not a count: low"):
        from_plain(Count, {"high": 3})
    with pytest.raises(UsageError, match="not JSON"):
        from_json(Text, "{")


def test_keys_of_a_newer_version_are_ignored() -> None:
    assert from_plain(Text, {"text": "a", "tone": "dry"}) == Text(text="a")


def test_a_tuple_becomes_a_list() -> None:
    assert to_plain((Text(text="a"), Count(low=1, high=None))) == [
        {"text": "a"},
        {"low": 1, "high": None},
    ]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_class_has_a_schema(kind: type) -> None:
    assert json_schema(kind)["title"] == kind.__name__


def test_the_schema_of_a_record_describes_its_parts() -> None:
    assert {"Finding", "Statement", "Time"} <= set(json_schema(Record)["$defs"])
    assert "statements" in json_schema(Report)["properties"]
