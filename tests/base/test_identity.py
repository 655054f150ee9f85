from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk.base.identity import content_id
from citydesk.model import Count, Span

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(plain, plain)
def test_ids_differ_exactly_when_content_does(one: object, other: object) -> None:
    assert (content_id(one) == content_id(other)) == (repr(one) == repr(other))


def test_the_form_of_an_id_never_changes() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id(Count(low=1, high=1)) == "c211d64f35480bf7"
    assert content_id(dt.datetime(2024, 5, 3), Span(start=0, end=4)) == "cf15310ea8da380d"


def test_what_has_no_content_has_no_id() -> None:
    with pytest.raises(TypeError):
        content_id(object())
