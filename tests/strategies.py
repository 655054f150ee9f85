"""Hypothesis strategies for every class of the model: whatever its types allow, and no more."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from citydesk import model
from citydesk.fields import VALUE_TYPES
from citydesk.model import (
    Attribution,
    Capture,
    Span,
    Speaker,
    Statement,
    Time,
    Unknown,
)

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
numbers = st.integers(0, 1_000_000)
scores = st.floats(-50, 50, allow_nan=False)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
moments = st.datetimes(dt.datetime(1850, 1, 1), dt.datetime(2150, 1, 1))
aware = st.builds(lambda m, z: m.replace(tzinfo=z), moments, offsets)

st.register_type_strategy(str, words)
st.register_type_strategy(int, numbers)
st.register_type_strategy(float, scores)
st.register_type_strategy(dt.datetime, aware)


@st.composite
def times(draw: st.DrawFn) -> Time:
    start = draw(st.one_of(moments, aware))
    granularity = draw(st.sampled_from(["minute", "hour", "part", "day", "week", "month", "year"]))
    return Time(
        start=start,
        end=start + dt.timedelta(minutes=draw(st.integers(1, 600_000))),
        granularity=granularity,
        part=draw(st.sampled_from(["MO", "AF", "EV", "NI"])) if granularity == "part" else None,
        approximate=draw(st.booleans()),
        zone=draw(st.sampled_from([None, "UTC", "America/Los_Angeles"])),
    )


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 500))
    part = draw(st.sampled_from(["text", "title"]))
    return Span(start=start, end=start + draw(st.integers(1, 50)), part=part)


attributions = st.builds(
    Attribution,
    speakers=st.lists(st.builds(Speaker), min_size=1, max_size=3).map(tuple),
    quoted=st.booleans(),
    cue=st.none() | spans(),
)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    field = draw(st.sampled_from(sorted(VALUE_TYPES)))
    certainty = draw(st.sampled_from(["asserted", "alleged", "denied", "unknown"]))
    return Statement(
        id=draw(words),
        account=draw(words),
        report=draw(words),
        field=field,
        value=draw(st.from_type(Unknown if certainty == "unknown" else VALUE_TYPES[field])),
        evidence=draw(st.lists(spans(), min_size=1, max_size=3).map(tuple)),
        attribution=draw(attributions),
        certainty=certainty,
        probability=draw(st.floats(0, 1)),
        reader=draw(words),
    )


st.register_type_strategy(Time, times())
st.register_type_strategy(Span, spans())
st.register_type_strategy(Attribution, attributions)
st.register_type_strategy(Statement, statements())
st.register_type_strategy(
    Capture, st.builds(Capture, body=st.binary(max_size=50), fetched=aware, member=numbers)
)

MODELS = tuple(
    thing
    for name, thing in sorted(vars(model).items())
    if isinstance(thing, type) and thing.__module__ == model.__name__
)


def any_model() -> st.SearchStrategy[object]:
    """Return objects of any class of the model."""
    return st.sampled_from(MODELS).flatmap(st.from_type)
