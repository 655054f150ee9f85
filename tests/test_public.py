"""The public names: they are there, they are light, and each is usable alone on plain objects."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

import citydesk
from citydesk import plugins, testing
from citydesk.base.errors import UsageError


def test_every_public_name_is_there() -> None:
    for name in citydesk.__all__:
        assert callable(getattr(citydesk, name))
        assert getattr(citydesk, name).__doc__
    assert set(citydesk.__all__) < set(dir(citydesk))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        citydesk.nonsense  # noqa: B018


def test_importing_the_package_loads_none_of_it() -> None:
    code = "import citydesk, sys; print([m for m in sys.modules if m.startswith('citydesk.')])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_verbs_work_on_plain_objects() -> None:
    body = (
        b"date 2024-05-03 PORT ALDER, Calif. - Two men were shot dead on Pier Street, police said."
    )
    account = citydesk.prepare(testing.capture(body))
    (reading,) = citydesk.read([account])
    incidents = citydesk.link(reading.reports, {account.id: account})
    record = citydesk.fuse(incidents[0].id, reading.reports, {account.id: account})
    assert [telling.account for telling in record.tellings] == [account.id]


def test_a_plug_in_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        EntryPoint("careful", "citydesk.reading:read", "citydesk.readers"),
        EntryPoint("broken", "citydesk.nowhere:read", "citydesk.readers"),
        EntryPoint("twice", "citydesk.a:x", "citydesk.readers"),
        EntryPoint("twice", "citydesk.b:x", "citydesk.readers"),
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda group: entries)
    assert plugins.names("readers") == ["broken", "careful", "twice"]
    assert plugins.plugin("readers", "careful") is citydesk.read
    for name, words in {
        "none": "there is no reader called 'none'; installed: broken, careful, twice",
        "broken": "the reader 'broken' cannot be loaded",
        "twice": "several packages offer a reader called 'twice'",
    }.items():
        with pytest.raises(UsageError, match=words):
            plugins.plugin("readers", name)
