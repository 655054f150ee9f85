-- Rows of columns take the place of sketches (`linking/columns.py`); rows and profiles are made again
-- when they are asked for.
DELETE FROM side;
