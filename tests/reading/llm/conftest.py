"""No test of a language model reaches the network, the person's keys or their settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.llm.scripted import KEY


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    monkeypatch.setenv("CITYDESK_SCRIPTED_KEY", KEY)
