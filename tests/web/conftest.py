"""One desk of the examples for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from citydesk.model import Record
from tests.web import pages


@pytest.fixture(scope="session")
def example_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pages.examples(tmp_path_factory.mktemp("desk") / "examples.db")


@pytest.fixture(scope="session")
def browser(example_desk: Path) -> TestClient:
    return pages.reader(example_desk)


@pytest.fixture(scope="session")
def moonlight(example_desk: Path) -> Record:
    """Return the record of the examples that has most accounts."""
    return pages.largest(example_desk)
