-- The queue puts what could wrong a person first, and says who looks at what.

ALTER TABLE doubt ADD COLUMN risk INTEGER NOT NULL DEFAULT 0; -- column: 1 where a decision is about a person: it comes first
UPDATE doubt SET risk = 1 WHERE kind <> 'link' AND subject IN ('person', 'outcome');
CREATE INDEX doubt_by_risk ON doubt (risk DESC, weight DESC, id);

-- table: An editor looks at a matter of the queue, or is asked to.
CREATE TABLE assignment (
    doubt TEXT PRIMARY KEY,             -- column: the matter
    who TEXT NOT NULL,                  -- column: who looks at it
    by TEXT NOT NULL,                   -- column: who asked for that
    at TEXT NOT NULL                    -- column: when
) WITHOUT ROWID;
CREATE INDEX assignment_by_who ON assignment (who);
