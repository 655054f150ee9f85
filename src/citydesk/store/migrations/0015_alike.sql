-- Reports that tell nearly the same are a group: the first of it are compared, the others go along.

-- table: Reports that name one person or address in one town on one day.
CREATE TABLE alike (
    report TEXT PRIMARY KEY REFERENCES report (id), -- column: the report
    what TEXT NOT NULL,                 -- column: what its group has in common
    since TEXT NOT NULL,                -- column: from when on it was certainly out, in UTC
    echo INTEGER NOT NULL               -- column: 1 where so many were out before that it is compared with nothing
) WITHOUT ROWID;
CREATE INDEX alike_in_order ON alike (what, since, report);
