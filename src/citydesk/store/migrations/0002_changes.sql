-- The change log: what became of the desk's incidents, for feeds, for editors, for other programs.

-- table: What changed and when: written in one transaction with the change, never edited.
CREATE TABLE change (
    number INTEGER PRIMARY KEY,         -- column: the order in which it happened, from 1: a cursor
    at TEXT NOT NULL,                   -- column: when, in UTC
    kind TEXT NOT NULL,                 -- column: new, merged, moved, split, removed, joined, left, finding, judgement
    incident TEXT NOT NULL,             -- column: which incident
    other TEXT,                         -- column: the incident, account or judgement behind it
    field TEXT NOT NULL,                -- column: of a finding: time, place, killed …
    key TEXT NOT NULL,                  -- column: tells findings of one field apart
    before TEXT,                        -- column: the value that was held to be so, for people
    after TEXT,                         -- column: the value that is, for people
    change_json TEXT NOT NULL           -- column: the whole change as the model has it
);
CREATE INDEX change_by_at ON change (at);
CREATE INDEX change_by_incident ON change (incident, number);
CREATE INDEX change_by_other ON change (other, number) WHERE other IS NOT NULL;
