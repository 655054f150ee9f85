"""The comments of the migrations become the documentation of the schema (docs/schema.md).

    python -m citydesk.store.schema > docs/schema.md

A test holds that file to the migrations, and every table and column to a comment.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from citydesk.store.database import migrations

__all__ = ["Table", "document", "tables"]

_TABLE = re.compile(r"\s*CREATE (?:(?:VIRTUAL )?TABLE|VIEW) (\w+)")
_GONE = re.compile(r"\s*DROP TABLE (\w+)")
_ADDED = re.compile(r'\s*ALTER TABLE (\w+) ADD COLUMN "?([a-z_]\w*)"? .*-- column: (.+)')
_ABOUT_TABLE = re.compile(r"\s*-- table: (.+)")
_COLUMN = re.compile(r'\s+"?([a-z_]\w*)"?,? .*-- column: (.+)')

HEAD = """# The schema of a desk

A desk is one SQLite file. Open it with `sqlite3`, with Datasette, with anything that speaks SQL:
tables and columns carry the words of the [concepts](concepts.md). All about incidents follows from
`capture` and `judgement`, and `citydesk rebuild` makes it again; `user`, `session` and `token` say
who may write through the web desk, and stay as they are.

Write to it with `citydesk` alone; reading it while somebody adds is safe (write-ahead log).
Times are ISO 8601 text. A column that ends in `_json` holds the model's own JSON; the column
beside it says the same for people.

```sql
-- who says what about the number of dead, in whose words
SELECT m.incident, s.value, s.words, s.speaker, s.hand, s.certainty
FROM statement s JOIN membership m ON m.report = s.report AND m.accepted
WHERE s.field = 'killed' ORDER BY m.incident, s.hand;
```

Four **views** hold the same for people and for tools such as Datasette: `incidents`, `findings`,
`people` and `accounts`. They show the desk's own evidence, also what the policy withholds from
publication: what is for the public is written by `citydesk export --audience public`.

```sql
-- shootings in Kansas of which accounts disagree how many were killed
SELECT i.date, i.city, i.headline, f.value, f.reason
FROM incidents i JOIN findings f ON f.incident = i.id
WHERE i.state = 'KS' AND f.field = 'killed' AND f.status = 'contested' ORDER BY i.date DESC;
```

This page is made from the comments of `src/citydesk/store/migrations/` by
`python -m citydesk.store.schema`.
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what it holds, its columns with what they hold."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]


def tables() -> list[Table]:
    """Return the documented tables in the order in which the migrations make them."""
    found: list[Table] = []
    about = ""
    for line in "\n".join(sql for _, sql in migrations()).splitlines():
        if told := _ABOUT_TABLE.match(line):
            about = told[1]
        elif made := _TABLE.match(line):
            found.append(Table(made[1], about, ()))
            about = ""
        elif gone := _GONE.match(line):
            found = [table for table in found if table.name != gone[1]]
        elif added := _ADDED.match(line):
            found = [_with(table, added) for table in found]
        elif column := _COLUMN.match(line):
            last = found[-1]
            found[-1] = Table(last.name, last.about, (*last.columns, (column[1], column[2])))
    return found


def _with(table: Table, added: re.Match[str]) -> Table:
    """Return a table with the column that was added later, where it is the one."""
    name, column, about = added.groups()
    columns = (*table.columns, (column, about)) if table.name == name else table.columns
    return Table(table.name, table.about, columns)


def document() -> str:
    """Return docs/schema.md."""
    parts = [HEAD]
    for table in tables():
        parts.append(f"\n## {table.name}\n\n{table.about}\n")
        if table.columns:
            rows = (f"| `{name}` | {about} |\n" for name, about in table.columns)
            parts.append(f"\n| column | holds |\n|---|---|\n{''.join(rows)}")
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(document())
