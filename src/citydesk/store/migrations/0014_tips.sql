-- What readers report about the pages: kept until an editor has dealt with it.

-- table: An error that a reader reported about an incident; nothing of it is published.
CREATE TABLE tip (
    id TEXT PRIMARY KEY,                -- column: the tip's own id, at random
    incident TEXT NOT NULL,             -- column: the incident that it is about
    at TEXT NOT NULL,                   -- column: when it came, in UTC
    words TEXT NOT NULL,                -- column: what the reader wrote
    contact TEXT NOT NULL,              -- column: how to reach the reader; empty where not told
    done_by TEXT,                       -- column: the editor who dealt with it
    done_at TEXT                        -- column: when that was, in UTC
);
CREATE INDEX tip_open ON tip (at) WHERE done_by IS NULL;
