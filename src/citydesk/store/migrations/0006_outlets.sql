-- Who tells how often, first, after whom and how well: kept with each record, counted by triggers.

-- table: One account's part in one incident's record; made with the record and gone with it.
CREATE TABLE telling (
    incident TEXT NOT NULL REFERENCES record (incident) ON DELETE CASCADE, -- column: the incident
    report TEXT NOT NULL,               -- column: the account's report
    outlet TEXT NOT NULL,               -- column: the publisher's name for people
    published TEXT NOT NULL,            -- column: when it was published, in UTC
    first INTEGER NOT NULL,             -- column: 1 where other outlets told of it after this one
    copy INTEGER NOT NULL,              -- column: 1 where it repeats another account
    corrected INTEGER NOT NULL,         -- column: 1 where a later word replaced something it told
    contradicted INTEGER NOT NULL,      -- column: 1 where the record prefers another's word to its own
    named INTEGER NOT NULL,             -- column: 1 where the outlet's name may be a person of the incident
    PRIMARY KEY (incident, report)
) WITHOUT ROWID;
CREATE INDEX telling_named ON telling (outlet, incident) WHERE named = 1;

-- table: What the tellings of one outlet add up to.
CREATE TABLE outlet (
    name TEXT PRIMARY KEY,              -- column: the publisher's name for people
    tellings INTEGER NOT NULL,          -- column: how many accounts tell of incidents
    first INTEGER NOT NULL,             -- column: how often others told of it after this one
    copies INTEGER NOT NULL,            -- column: how many repeat another account
    corrected INTEGER NOT NULL,         -- column: in how many a later word replaced something
    contradicted INTEGER NOT NULL,      -- column: in how many the record prefers another's word
    named INTEGER NOT NULL              -- column: how often its name may be a person's
) WITHOUT ROWID;
CREATE INDEX outlet_by_tellings ON outlet (tellings, name);
CREATE TRIGGER telling_added AFTER INSERT ON telling BEGIN
    INSERT INTO outlet (name, tellings, first, copies, corrected, contradicted, named)
    VALUES (new.outlet, 1, new.first, new.copy, new.corrected, new.contradicted, new.named)
    ON CONFLICT (name) DO UPDATE SET
        tellings = tellings + 1, first = first + new.first, copies = copies + new.copy,
        corrected = corrected + new.corrected, contradicted = contradicted + new.contradicted,
        named = named + new.named;
END;
CREATE TRIGGER telling_removed AFTER DELETE ON telling BEGIN
    UPDATE outlet SET
        tellings = tellings - 1, first = first - old.first, copies = copies - old.copy,
        corrected = corrected - old.corrected, contradicted = contradicted - old.contradicted,
        named = named - old.named
    WHERE name = old.outlet;
    DELETE FROM outlet WHERE name = old.outlet AND tellings = 0;
END;
