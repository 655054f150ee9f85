-- What a new report is held against stands ready, so that adding one costs the same on every desk:
-- sides and sketches of reports, keys by number, scores without their reasons, and cells.

-- table: What a report brings to a comparison, made once from its account and its statements.
CREATE TABLE side (
    report INTEGER PRIMARY KEY REFERENCES report (sequence), -- column: the report's number
    sketch BLOB NOT NULL,               -- column: a few numbers that bound the score of any comparison
    side_json TEXT NOT NULL             -- column: all that is weighed
);

CREATE TEMP TABLE old_key AS
    SELECT k.key, r.sequence FROM blocking_key k JOIN report r ON r.id = k.report;
DROP TABLE blocking_key;

-- table: Reports that share a key are compared with each other; no others are.
CREATE TABLE blocking_key (
    key TEXT NOT NULL,                  -- column: a day and place, a name, a street
    report INTEGER NOT NULL REFERENCES report (sequence), -- column: who has it, by number
    PRIMARY KEY (key, report)
) WITHOUT ROWID;
INSERT INTO blocking_key SELECT key, sequence FROM old_key ORDER BY key, sequence;
CREATE INDEX blocking_key_by_report ON blocking_key (report);
DROP TABLE temp.old_key;

CREATE TEMP TABLE old_comparison AS
    SELECT "left", "right", score FROM comparison WHERE score > -2.0;
DROP TABLE comparison;

-- table: Two reports weighed against each other; a score of -2 or less is not kept.
CREATE TABLE comparison (
    "left" TEXT NOT NULL REFERENCES report (id), -- column: the report whose id sorts first
    "right" TEXT NOT NULL REFERENCES report (id), -- column: the other
    score REAL NOT NULL,                -- column: log odds; above 0 speaks for one incident
    PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
INSERT INTO comparison SELECT "left", "right", score FROM old_comparison ORDER BY 1, 2;
CREATE INDEX comparison_by_right ON comparison ("right");
DROP TABLE temp.old_comparison;

-- table: Reports that hang together closely enough to be put into incidents at one time.
CREATE TABLE cell (
    number INTEGER PRIMARY KEY,         -- column: in the order in which they were made
    level INTEGER NOT NULL,             -- column: how many halves of log odds a link must exceed here
    reports_json TEXT NOT NULL,         -- column: the reports, sorted
    scores BLOB NOT NULL                -- column: every pair's score in thousandths, in their order
);
ALTER TABLE report ADD COLUMN cell INTEGER; -- column: the cell that it hangs in, while that is known
