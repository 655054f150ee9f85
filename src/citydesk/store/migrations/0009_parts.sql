-- Accounts of every kind: who speaks in them where they name nobody, and what their text was made
-- from. Of accounts before, all are a newsroom's and were text.

ALTER TABLE account ADD COLUMN voice TEXT NOT NULL DEFAULT 'media'; -- column: who speaks where it names nobody: media, sensor
ALTER TABLE account ADD COLUMN parts_json TEXT;     -- column: which characters are which cell of a row, seconds of sound
