-- How far a report lies from the one that it matches best; rows and profiles hold more than they
-- did (`linking/columns.py`), and are made again when they are asked for.
ALTER TABLE membership ADD COLUMN metres INTEGER;   -- column: between the middles of their areas
ALTER TABLE membership ADD COLUMN minutes INTEGER;  -- column: between their clocks
DELETE FROM side;
