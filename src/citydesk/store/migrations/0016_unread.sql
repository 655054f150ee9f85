-- table: Captures that came in bulk and tell of no violent incident, as the filter has it: not read.
CREATE TABLE unread (
    capture TEXT PRIMARY KEY REFERENCES capture (id), -- column: the bytes, which are kept
    chance REAL NOT NULL                -- column: how likely it was that they tell of one
) WITHOUT ROWID;
