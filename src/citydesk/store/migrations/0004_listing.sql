-- Lists of incidents: a narrow row beside each record, so that a list never reads whole records.

-- table: One line of a list of incidents; made with the record and gone with it. Withheld values are not in it.
CREATE TABLE listing (
    incident TEXT NOT NULL UNIQUE REFERENCES record (incident) ON DELETE CASCADE, -- column: the incident
    start TEXT NOT NULL,                -- column: when it happened: from; empty where nobody knows
    "end" TEXT NOT NULL,                -- column: when it happened: until; empty where nobody knows
    news TEXT NOT NULL,                 -- column: when its latest account was published, in UTC
    kind TEXT,                          -- column: what it was
    city TEXT,                          -- column: where it happened
    state TEXT,                         -- column: the state's two letters
    lat REAL,                           -- column: degrees north
    lon REAL,                           -- column: degrees east
    disputes INTEGER NOT NULL,          -- column: how many matters accounts disagree about
    questions INTEGER NOT NULL,         -- column: how many questions nobody has answered
    listed_json TEXT NOT NULL           -- column: the whole line as the store has it
);
CREATE INDEX listing_by_start ON listing (start, incident);
CREATE INDEX listing_by_news ON listing (news, incident);
CREATE INDEX listing_by_place ON listing (lat, lon);
CREATE INDEX listing_by_kind ON listing (kind, start, incident);
CREATE INDEX listing_counted ON listing (kind, disputes, questions);
CREATE INDEX listing_disputed ON listing (start, incident) WHERE disputes > 0;
CREATE INDEX finding_by_status ON finding (status, incident);
