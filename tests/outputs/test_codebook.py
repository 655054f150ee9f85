"""The code book says every column, and is the page that the code makes."""

from __future__ import annotations

from pathlib import Path

from citydesk.fields import FIELDS
from citydesk.outputs.codebook import HOLDS, page
from citydesk.outputs.tables import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_what_the_code_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_column_is_said_and_none_that_is_not_there() -> None:
    own = {field.column for field in FIELDS if field.column}
    assert set(COLUMNS) == set(HOLDS) | own
