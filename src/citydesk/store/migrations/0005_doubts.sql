-- The review queue: what an editor could settle, made with the incident and the record it is about.

-- table: Something uncertain that one decision would settle. It goes when that decision is made.
CREATE TABLE doubt (
    id TEXT PRIMARY KEY,                -- column: made from kind, incident, subject and object
    kind TEXT NOT NULL,                 -- column: link, contested, implausible, reading
    incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE, -- column: the incident it is about
    other TEXT,                         -- column: of a link between two incidents the second one
    subject TEXT NOT NULL,              -- column: of a link a report, else the field
    object TEXT NOT NULL,               -- column: of a link the other report, else the finding's key
    uncertainty REAL NOT NULL,          -- column: 1 is a coin's toss, 0 is certain
    reach INTEGER NOT NULL,             -- column: how many accounts the decision is about
    weight REAL NOT NULL                -- column: uncertainty times reach: the order of the queue
) WITHOUT ROWID;
CREATE INDEX doubt_by_weight ON doubt (weight DESC, id);
CREATE INDEX doubt_by_kind ON doubt (kind, weight DESC, id);
CREATE INDEX doubt_by_incident ON doubt (incident, weight DESC, id);
CREATE INDEX doubt_by_other ON doubt (other) WHERE other IS NOT NULL;
CREATE INDEX doubt_by_subject ON doubt (subject) WHERE kind = 'link';
CREATE INDEX doubt_by_object ON doubt (object) WHERE kind = 'link';
