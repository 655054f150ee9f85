-- What would give a withheld name away, an id made from its letters, has another for the public.

-- table: What only this desk knows. A rebuild leaves it alone, so that public links stay.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,              -- column: what it is for
    value BLOB NOT NULL                 -- column: random bytes
) WITHOUT ROWID;
INSERT INTO secret SELECT 'public ids', randomblob(32);
ALTER TABLE account ADD COLUMN public TEXT; -- column: the id by which the public knows it, where its own gives something away
CREATE INDEX account_by_public ON account (public);
