"""The schema is documented, column by column, and the page about it is what the comments say."""

from __future__ import annotations

from pathlib import Path

from citydesk.store import SqliteStore
from citydesk.store.database import migrations
from citydesk.store.schema import document, tables

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_is_what_the_migrations_say() -> None:
    remake = "python -m citydesk.store.schema > docs/schema.md"
    assert PAGE.read_text(encoding="utf-8") == document(), f"make it again: {remake}"


def test_every_table_and_column_is_documented() -> None:
    with SqliteStore(":memory:") as store:
        made = {
            name: {row[1] for row in store._db.rows(f"PRAGMA table_info({name})")}
            for name, sql in store._db.rows(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"
            )
            if "search_" not in name
        }
    told = {table.name: {name for name, _ in table.columns} for table in tables()}
    assert set(told) == set(made)
    for table in tables():
        assert table.about.endswith((".", "'."))
        assert told[table.name] == made[table.name] or table.name.endswith("_search")


def test_no_two_migrations_have_one_number() -> None:
    numbers = [number for number, _ in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
