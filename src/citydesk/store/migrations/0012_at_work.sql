-- What editors work with: nothing here is a part of a record, and nothing of it ever leaves the desk.
--
-- A rebuild leaves it alone, and no export, page or feed for the public reads it.

-- table: Something typed or dropped to be added: kept until somebody keeps it for good or discards it.
CREATE TABLE draft (
    id TEXT PRIMARY KEY,                -- column: random
    who TEXT NOT NULL,                  -- column: whose it is
    at TEXT NOT NULL,                   -- column: when it was begun
    kind TEXT NOT NULL,                 -- column: text, address, files, note or recording
    label TEXT NOT NULL,                -- column: what a person calls it
    size INTEGER NOT NULL,              -- column: bytes of it as obtained
    body BLOB NOT NULL                  -- column: the form as it was sent: JSON, compressed (zlib)
) WITHOUT ROWID;
CREATE INDEX draft_by_who ON draft (who, at);

-- table: What editors tell each other about an incident, an account or a doubt. Appended, never edited.
CREATE TABLE remark (
    sequence INTEGER PRIMARY KEY,       -- column: the order in which they were made
    id TEXT NOT NULL UNIQUE,            -- column: made from content
    about TEXT NOT NULL,                -- column: an incident, an account or a doubt
    who TEXT NOT NULL,                  -- column: whose remark it is
    at TEXT NOT NULL,                   -- column: when it was made
    words TEXT NOT NULL,                -- column: what it says
    said_by TEXT,                       -- column: of what somebody said off the record: who
    said_at TEXT                        -- column: and when
);
CREATE INDEX remark_by_about ON remark (about, sequence);
