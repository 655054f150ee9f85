-- The desk: what was obtained, what was read from it, and what follows from that.
--
-- A comment that begins with "-- table:" or "-- column:" documents what comes next; docs/schema.md
-- is made from these comments, and a test holds it to them. Times are ISO 8601 text, ids are made
-- from content. Columns that end in _json hold JSON in the words of citydesk.model.

-- table: The bytes as obtained, from where and when. Never changed, never removed.
CREATE TABLE capture (
    sequence INTEGER PRIMARY KEY,       -- column: the order of arrival, from 1
    id TEXT NOT NULL UNIQUE,            -- column: made from sha256
    sha256 TEXT NOT NULL,               -- column: of the body as obtained
    uri TEXT NOT NULL,                  -- column: from where: file:, https:, stdin:
    member INTEGER NOT NULL,            -- column: the line within a JSON Lines file, else 0
    media_type TEXT NOT NULL,           -- column: what the bytes are, told from the bytes
    fetched TEXT NOT NULL,              -- column: when they were obtained
    packed INTEGER NOT NULL,            -- column: 1 where body is compressed (zlib)
    size INTEGER NOT NULL,              -- column: bytes of the body as obtained
    body BLOB NOT NULL                  -- column: the bytes
);

-- table: One source's telling, readable.
CREATE TABLE account (
    sequence INTEGER PRIMARY KEY,       -- column: the order of arrival, from 1
    id TEXT NOT NULL UNIQUE,            -- column: the given id, a file's name, or made from content
    capture TEXT NOT NULL REFERENCES capture (id), -- column: the bytes it was made from
    source TEXT NOT NULL,               -- column: the publisher's id: a host name, a call sign
    outlet TEXT NOT NULL,               -- column: the publisher's name for people
    title TEXT NOT NULL,                -- column: the headline
    text TEXT NOT NULL,                 -- column: the words; evidence counts characters in it
    published TEXT,                     -- column: when it was published, as precisely as was told
    published_json TEXT,                -- column: the same as a Time of the model
    url TEXT,                           -- column: where it stands on the web
    kind TEXT NOT NULL,                 -- column: article, post, release, transcript, call, alert, tip
    fingerprint BLOB NOT NULL           -- column: what tells copies from tellings of their own
);
CREATE INDEX account_by_capture ON account (capture);

-- table: What one account tells about one incident.
CREATE TABLE report (
    sequence INTEGER PRIMARY KEY,       -- column: the order of arrival, from 1
    id TEXT NOT NULL UNIQUE,            -- column: the account's id, "#", the number
    account TEXT NOT NULL REFERENCES account (id), -- column: whose telling it is
    background INTEGER NOT NULL,        -- column: 1 for context only, linked to nothing
    stage TEXT NOT NULL                 -- column: read, compared (weighed against all), linked
        CHECK (stage IN ('read', 'compared', 'linked'))
);
CREATE INDEX report_by_account ON report (account);
CREATE INDEX report_unfinished ON report (stage, sequence) WHERE stage <> 'linked';

-- table: One thing that one account says, with the words it rests on and who said them.
CREATE TABLE statement (
    sequence INTEGER PRIMARY KEY,       -- column: the order within the desk
    id TEXT NOT NULL UNIQUE,            -- column: made from content
    report TEXT NOT NULL REFERENCES report (id), -- column: the report it is part of
    field TEXT NOT NULL,                -- column: time, place, killed, person, vehicle …
    value TEXT NOT NULL,                -- column: the value, for people
    words TEXT NOT NULL,                -- column: the account's own words for the value
    certainty TEXT NOT NULL,            -- column: asserted, alleged, denied, unknown
    speaker TEXT NOT NULL,              -- column: whose words these are, the first of the chain
    hand INTEGER NOT NULL,              -- column: 1 the outlet itself, 2 another's words, 3 a relay's
    quoted INTEGER NOT NULL,            -- column: 1 for the speaker's own words
    cue_json TEXT,                      -- column: where the word of saying stands
    probability REAL NOT NULL,          -- column: how sure the reader is
    reader TEXT NOT NULL,               -- column: which reader read it
    value_json TEXT NOT NULL            -- column: the value as the model has it
);
CREATE INDEX statement_by_report ON statement (report, sequence);
CREATE INDEX statement_by_field ON statement (field);

-- table: The words that a statement rests on. Position 0 holds the value's own words.
CREATE TABLE evidence (
    statement TEXT NOT NULL REFERENCES statement (id), -- column: what rests on the words
    position INTEGER NOT NULL,          -- column: the order within the statement
    part TEXT NOT NULL,                 -- column: text or title
    start INTEGER NOT NULL,             -- column: the first character
    "end" INTEGER NOT NULL,             -- column: one past the last character
    words TEXT NOT NULL,                -- column: what stands there
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;

-- table: Who said it: the chain from the words outwards, the account's outlet last.
CREATE TABLE speaker (
    statement TEXT NOT NULL REFERENCES statement (id), -- column: what was said
    position INTEGER NOT NULL,          -- column: 0 is the one whose words these are
    name TEXT NOT NULL,                 -- column: as the account names them
    kind TEXT NOT NULL,                 -- column: official, document, witness, family, media …
    anonymous INTEGER NOT NULL,         -- column: 1 where the account does not name them
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;

-- table: What a reader proposed and nobody believed, kept so that a person can look.
CREATE TABLE rejection (
    account TEXT NOT NULL REFERENCES account (id), -- column: the account that was read
    position INTEGER NOT NULL,          -- column: the order within the account
    field TEXT NOT NULL,                -- column: what it would have told
    words TEXT NOT NULL,                -- column: the words that were proposed
    reason TEXT NOT NULL,               -- column: why it is not believed
    PRIMARY KEY (account, position)
) WITHOUT ROWID;

-- table: Reports that share a key are compared with each other; no others are.
CREATE TABLE blocking_key (
    key TEXT NOT NULL,                  -- column: a day and place, a name, a street
    report TEXT NOT NULL REFERENCES report (id), -- column: who has it
    PRIMARY KEY (key, report)
) WITHOUT ROWID;
CREATE INDEX blocking_key_by_report ON blocking_key (report);

-- table: Two reports weighed against each other. It depends on these two alone.
CREATE TABLE comparison (
    "left" TEXT NOT NULL REFERENCES report (id), -- column: the report whose id sorts first
    "right" TEXT NOT NULL REFERENCES report (id), -- column: the other
    score REAL NOT NULL,                -- column: log odds; above 0 speaks for one incident
    reasons_json TEXT NOT NULL,         -- column: why, in words, each with its weight
    PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE INDEX comparison_by_right ON comparison ("right");

-- table: Reports that tell of the same thing.
CREATE TABLE incident (
    id TEXT PRIMARY KEY                 -- column: made from its earliest report
) WITHOUT ROWID;

-- table: A report belongs to an incident, or was considered and does not, and why.
CREATE TABLE membership (
    incident TEXT NOT NULL REFERENCES incident (id), -- column: the incident
    position INTEGER NOT NULL,          -- column: the order within the incident
    report TEXT NOT NULL REFERENCES report (id), -- column: the report
    accepted INTEGER NOT NULL,          -- column: 1 where it belongs to it
    score REAL NOT NULL,                -- column: log odds
    reasons_json TEXT NOT NULL,         -- column: why, in words, each with its weight
    PRIMARY KEY (incident, position)
) WITHOUT ROWID;
CREATE INDEX membership_by_report ON membership (report);
CREATE UNIQUE INDEX membership_of_one ON membership (report) WHERE accepted = 1;

-- table: An incident that was merged or split away, and where its reports went.
CREATE TABLE redirect (
    old TEXT PRIMARY KEY,               -- column: the id that is gone
    new TEXT NOT NULL                   -- column: the id that answers for it
) WITHOUT ROWID;

-- table: An editor's decision: appended, never edited.
CREATE TABLE judgement (
    sequence INTEGER PRIMARY KEY,       -- column: the order in which they were made
    id TEXT NOT NULL UNIQUE,            -- column: made from content
    verb TEXT NOT NULL,                 -- column: same, different, prefer, reject, withhold, main, withdraw
    subject TEXT NOT NULL,              -- column: what it is about
    object TEXT,                        -- column: the second report, the field or the name
    who TEXT NOT NULL,                  -- column: who decided
    at TEXT NOT NULL,                   -- column: when
    why TEXT NOT NULL                   -- column: why
);
CREATE INDEX judgement_by_subject ON judgement (subject);
CREATE INDEX judgement_by_object ON judgement (object);

-- table: One incident as it is known now: a pure function of its accounts and the judgements.
CREATE TABLE record (
    sequence INTEGER PRIMARY KEY,       -- column: the order in which they were made
    incident TEXT NOT NULL UNIQUE REFERENCES incident (id), -- column: what it is the record of
    headline TEXT NOT NULL,             -- column: the record in one line
    start TEXT,                         -- column: when it happened: from
    "end" TEXT,                         -- column: when it happened: until
    city TEXT,                          -- column: where it happened
    state TEXT,                         -- column: the state's two letters
    lat REAL,                           -- column: degrees north
    lon REAL,                           -- column: degrees east
    kind TEXT,                          -- column: what it was
    killed INTEGER,                     -- column: at least so many
    injured INTEGER,                    -- column: at least so many
    accounts INTEGER NOT NULL,          -- column: how many accounts tell of it
    questions INTEGER NOT NULL,         -- column: how many questions are open
    revision TEXT NOT NULL,             -- column: changes with the content and with nothing else
    record_json TEXT NOT NULL           -- column: the whole record as the model has it
);
CREATE INDEX record_by_start ON record (start);

-- table: One field of a record: what is held to be so, by how many sources, and why.
CREATE TABLE finding (
    incident TEXT NOT NULL REFERENCES record (incident), -- column: the record
    position INTEGER NOT NULL,          -- column: the order within the record
    field TEXT NOT NULL,                -- column: time, place, killed, person, vehicle …
    key TEXT NOT NULL,                  -- column: tells findings of one field apart
    status TEXT NOT NULL,               -- column: settled, single-source, contested, superseded, unknown
    value TEXT,                         -- column: the preferred value, for people
    sources INTEGER NOT NULL,           -- column: how many independent sources tell it
    reason TEXT NOT NULL,               -- column: why this value
    PRIMARY KEY (incident, position)
) WITHOUT ROWID;

-- table: What could not become an account: at which stage, and why. "add --retry" takes it up.
CREATE TABLE failure (
    sequence INTEGER PRIMARY KEY,       -- column: the order in which they happened
    uri TEXT NOT NULL,                  -- column: from where, with the line where there is one
    stage TEXT NOT NULL,                -- column: collect, prepare or read
    message TEXT NOT NULL,              -- column: what to tell the person
    at TEXT NOT NULL,                   -- column: when
    capture TEXT REFERENCES capture (id) -- column: the bytes, where they were obtained
);
CREATE UNIQUE INDEX failure_once ON failure (uri, ifnull(capture, ''));

-- table: The words of accounts, for searching: SELECT … WHERE account_search MATCH 'marina'.
CREATE VIRTUAL TABLE account_search USING fts5 (
    title, text, content = 'account', content_rowid = 'sequence', tokenize = 'porter unicode61'
);
CREATE TRIGGER account_added AFTER INSERT ON account BEGIN
    INSERT INTO account_search (rowid, title, text) VALUES (new.sequence, new.title, new.text);
END;
CREATE TRIGGER account_removed AFTER DELETE ON account BEGIN
    INSERT INTO account_search (account_search, rowid, title, text)
    VALUES ('delete', old.sequence, old.title, old.text);
END;

-- table: The headlines of records, for searching.
CREATE VIRTUAL TABLE record_search USING fts5 (
    headline, content = 'record', content_rowid = 'sequence', tokenize = 'porter unicode61'
);
CREATE TRIGGER record_added AFTER INSERT ON record BEGIN
    INSERT INTO record_search (rowid, headline) VALUES (new.sequence, new.headline);
END;
CREATE TRIGGER record_removed AFTER DELETE ON record BEGIN
    INSERT INTO record_search (record_search, rowid, headline)
    VALUES ('delete', old.sequence, old.headline);
END;
