-- What watched sources showed and when: like captures it is obtained once, never edited, and kept by a
-- rebuild. Which account is the wording of a capture follows from the capture.

-- table: What a thing (a story, a row, a post) was at its source since a moment, or that it had vanished.
CREATE TABLE sighting (
    number INTEGER PRIMARY KEY,         -- column: in the order in which they were made
    thing TEXT NOT NULL,                -- column: what stays the same: an address, a publisher's own id
    source TEXT NOT NULL,               -- column: the id of the watched source
    capture TEXT REFERENCES capture (id), -- column: what was there; empty where it had vanished
    since TEXT NOT NULL,                -- column: when it was first seen so, in UTC
    fresh INTEGER NOT NULL DEFAULT 0    -- column: 1 where another story took the place of the one before
);
CREATE INDEX sighting_by_thing ON sighting (thing, number);
CREATE INDEX sighting_by_capture ON sighting (capture, thing);
CREATE INDEX sighting_by_source ON sighting (source, number);

-- table: How far the watch of a source has come; without it the watch begins anew, and adds nothing twice.
CREATE TABLE watched (
    source TEXT PRIMARY KEY,            -- column: the id of the source
    seen TEXT,                          -- column: when it last answered, in UTC
    due TEXT,                           -- column: when it is asked next, in UTC
    failures INTEGER NOT NULL DEFAULT 0, -- column: how often in a row it did not answer
    message TEXT NOT NULL DEFAULT '',   -- column: what went wrong the last time
    counts_json TEXT NOT NULL DEFAULT '{}', -- column: how many were new, changed, gone, kept out, since ever
    state_json TEXT NOT NULL DEFAULT '{}' -- column: what the next question needs: cursors, marks of versions
) WITHOUT ROWID;

-- table: A page that a watched source named: when it is looked at again.
CREATE TABLE followed (
    source TEXT NOT NULL,               -- column: the id of the source
    thing TEXT NOT NULL,                -- column: the page
    mark TEXT NOT NULL,                 -- column: what the source said of it, as a hash
    due TEXT,                           -- column: when it is asked next, in UTC; empty for never
    step INTEGER NOT NULL DEFAULT 0,    -- column: how often it was looked at
    state_json TEXT NOT NULL DEFAULT '{}', -- column: marks of versions of the page
    PRIMARY KEY (source, thing)
) WITHOUT ROWID;
CREATE INDEX followed_by_due ON followed (source, due) WHERE due IS NOT NULL;
