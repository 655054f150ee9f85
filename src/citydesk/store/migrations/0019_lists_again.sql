-- The lists of a desk are made again when it is opened: what they count for the public, and which
-- outlets' names may be a person's, was found otherwise before.
DELETE FROM listing;
DELETE FROM telling;
