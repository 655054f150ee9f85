-- Who may write through the web desk, and with what they prove it.
--
-- Nothing here follows from the accounts: a rebuild leaves it alone, and no export reads it.

-- table: Somebody who may sign in to the web desk.
CREATE TABLE user (
    name TEXT PRIMARY KEY COLLATE NOCASE, -- column: as they sign in, and as their judgements name them
    role TEXT NOT NULL                  -- column: reader (sees the evidence) or editor (decides as well)
        CHECK (role IN ('reader', 'editor')),
    password TEXT NOT NULL,             -- column: the Argon2id hash of the password, with its salt
    since TEXT NOT NULL                 -- column: when they were added
) WITHOUT ROWID;

-- table: Somebody is signed in: a browser holds the secret, here is its hash.
CREATE TABLE session (
    hash TEXT PRIMARY KEY,              -- column: SHA-256 of the secret in the cookie
    user TEXT NOT NULL COLLATE NOCASE REFERENCES user (name) ON DELETE CASCADE, -- column: who
    since TEXT NOT NULL,                -- column: when they signed in
    until TEXT NOT NULL                 -- column: when it ends
) WITHOUT ROWID;
CREATE INDEX session_by_user ON session (user);

-- table: What a program of somebody's proves itself with: it was shown once, here is its hash.
CREATE TABLE token (
    id TEXT PRIMARY KEY,                -- column: by which it is listed and revoked
    hash TEXT NOT NULL UNIQUE,          -- column: SHA-256 of the token
    user TEXT NOT NULL COLLATE NOCASE REFERENCES user (name) ON DELETE CASCADE, -- column: whose
    scope TEXT NOT NULL                 -- column: read (sees the evidence) or judge (decides as well)
        CHECK (scope IN ('read', 'judge')),
    since TEXT NOT NULL,                -- column: when it was made
    until TEXT NOT NULL                 -- column: when it ends
) WITHOUT ROWID;
CREATE INDEX token_by_user ON token (user);
