-- Tables that a person can read: who was part of it by row, more columns of the lists, four views.

-- table: Somebody of a record; made with it and gone with it. What the policy withholds is in it.
CREATE TABLE person (
    incident TEXT NOT NULL REFERENCES record (incident) ON DELETE CASCADE, -- column: the incident
    position INTEGER NOT NULL,          -- column: the order within the record
    name TEXT,                          -- column: the name; empty for "a 34-year-old man"
    role TEXT NOT NULL,                 -- column: victim, suspect, officer, witness …
    age INTEGER,                        -- column: years
    gender TEXT,                        -- column: male or female
    descriptor TEXT,                    -- column: what they are called where they have no name
    outcomes TEXT NOT NULL,             -- column: what became of them, in order: injured, died later
    minor INTEGER NOT NULL,             -- column: 1 for a child
    claimed INTEGER NOT NULL,           -- column: 0 where the record does not claim the role
    PRIMARY KEY (incident, position)
) WITHOUT ROWID;
CREATE INDEX person_by_name ON person (name, incident);
CREATE INDEX person_by_role ON person (role, incident);
INSERT INTO person (incident, position, name, role, age, gender, descriptor, outcomes, minor, claimed)
    SELECT r.incident, p.key, p.value ->> 'name', p.value ->> 'role', p.value ->> 'age',
        p.value ->> 'gender', p.value ->> 'descriptor',
        (SELECT ifnull(group_concat(o.value, ', '), '') FROM json_each(p.value -> 'outcomes') o),
        p.value ->> 'minor', ifnull(p.value ->> 'claimed', 1)
    FROM record r, json_each(r.record_json, '$.people') p;

ALTER TABLE listing ADD COLUMN county TEXT; -- column: where it happened
ALTER TABLE listing ADD COLUMN killed INTEGER; -- column: at least so many
ALTER TABLE listing ADD COLUMN injured INTEGER; -- column: at least so many
UPDATE listing SET county = listed_json ->> '$.place.county',
    killed = listed_json ->> '$.killed.low', injured = listed_json ->> '$.injured.low';
CREATE INDEX listing_by_state ON listing (state, start, incident);
CREATE INDEX listing_by_city ON listing (city COLLATE NOCASE, start, incident);
CREATE INDEX listing_by_county ON listing (county COLLATE NOCASE, start, incident);
CREATE INDEX listing_by_killed ON listing (killed, incident);
CREATE INDEX listing_by_injured ON listing (injured, incident);
CREATE INDEX listing_by_disputes ON listing (disputes, incident);
CREATE INDEX telling_by_outlet ON telling (outlet, incident);

-- table: A search that an editor keeps under a name.
CREATE TABLE saved_search (
    who TEXT NOT NULL,                  -- column: whose it is
    name TEXT NOT NULL,                 -- column: what they call it
    kind TEXT NOT NULL,                 -- column: of which table
    query TEXT NOT NULL,                -- column: the address after the question mark
    PRIMARY KEY (who, name)
) WITHOUT ROWID;

-- table: A view: one incident a row, for Datasette and other SQL tools. For the desk, not for publication.
CREATE VIEW incidents (
    id,                                 -- column: the incident
    headline,                           -- column: the record in one line
    date,                               -- column: the day, where it is known
    kind,                               -- column: what it was
    city,                               -- column: where it happened
    county,                             -- column: where it happened
    state,                              -- column: the state's two letters
    latitude,                           -- column: degrees north
    longitude,                          -- column: degrees east
    killed,                             -- column: at least so many
    injured,                            -- column: at least so many
    disputes,                           -- column: how many matters accounts disagree about
    questions,                          -- column: how many questions nobody has answered
    accounts                            -- column: how many accounts tell of it
) AS SELECT l.incident, r.headline, nullif(substr(l.start, 1, 10), ''), l.kind, l.city, l.county,
    l.state, l.lat, l.lon, l.killed, l.injured, l.disputes, l.questions, r.accounts
    FROM listing l JOIN record r ON r.incident = l.incident;

-- table: A view: one fact of one incident a row. For the desk, not for publication.
CREATE VIEW findings (
    incident,                           -- column: the incident
    headline,                           -- column: the record in one line
    field,                              -- column: time, place, killed, person, vehicle …
    about,                              -- column: of which of several: a name, a vehicle's words
    value,                              -- column: the current value, for people
    status,                             -- column: settled, single-source, contested, superseded, unknown
    sources,                            -- column: how many independent sources tell it
    reason                              -- column: why this value
) AS SELECT f.incident, r.headline, f.field, f.key, f.value, f.status, f.sources, f.reason
    FROM finding f JOIN record r ON r.incident = f.incident;

-- table: A view: one person of one incident a row. For the desk, not for publication.
CREATE VIEW people (
    incident,                           -- column: the incident
    headline,                           -- column: the record in one line
    date,                               -- column: the day, where it is known
    name,                               -- column: the name, where there is one
    role,                               -- column: victim, suspect, officer, witness …
    age,                                -- column: years
    gender,                             -- column: male or female
    descriptor,                         -- column: what they are called where they have no name
    outcomes,                           -- column: what became of them, in order
    minor,                              -- column: 1 for a child
    claimed                             -- column: 0 where the record does not claim the role
) AS SELECT p.incident, r.headline, nullif(substr(l.start, 1, 10), ''), p.name, p.role, p.age,
    p.gender, p.descriptor, p.outcomes, p.minor, p.claimed
    FROM person p JOIN record r ON r.incident = p.incident
    JOIN listing l ON l.incident = p.incident;

-- table: A view: one account a row, with its incident where it tells of one. For the desk.
CREATE VIEW accounts (
    id,                                 -- column: the account
    incident,                           -- column: the incident that it tells of, if any
    outlet,                             -- column: the publisher's name for people
    published,                          -- column: when it was published, as precisely as was told
    title,                              -- column: the headline
    kind,                               -- column: article, post, release, transcript, call, alert, tip
    url,                                -- column: where it stands on the web
    copy                                -- column: 1 where it repeats another account
) AS SELECT a.id, t.incident, a.outlet, a.published, a.title, a.kind, a.url, t.copy
    FROM account a LEFT JOIN report p ON p.account = a.id
    LEFT JOIN telling t ON t.report = p.id AND t.incident =
        (SELECT m.incident FROM membership m WHERE m.report = p.id AND m.accepted = 1);
