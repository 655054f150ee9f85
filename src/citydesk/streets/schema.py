"""The file of an index: SQLite, written once and then only read.

`street` is found by town and core; `spot` by name; `nearby` (an R-tree) by where a street is. The
file carries what it was made from in `source`, so that an answer can name it.
"""

from __future__ import annotations

__all__ = ["APPLICATION", "INDEXES", "SCHEMA", "STAGE", "VERSION"]

APPLICATION = 0x43445354  # "CDST", in the header of the file
VERSION = 1

SCHEMA = """
CREATE TABLE source (
  name TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, added TEXT NOT NULL, rows INTEGER NOT NULL, features INTEGER NOT NULL,
  refused INTEGER NOT NULL, licence TEXT NOT NULL, figures TEXT NOT NULL
);
CREATE TABLE town (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, state TEXT NOT NULL, name TEXT NOT NULL,
  south REAL NOT NULL, west REAL NOT NULL, north REAL NOT NULL, east REAL NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, grid TEXT NOT NULL
);
CREATE INDEX town_by_key ON town (key, state);
CREATE TABLE street (id INTEGER PRIMARY KEY, town INTEGER NOT NULL, core TEXT NOT NULL, row BLOB);
CREATE TABLE spot (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, town INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, outline BLOB
);
CREATE TABLE zip (
  code TEXT PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, radius REAL NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE nearby USING rtree_i32 (id, west, east, south, north);
"""

INDEXES = """
CREATE UNIQUE INDEX street_by_core ON street (town, core);
CREATE INDEX spot_by_key ON spot (key);
"""

STAGE = """
CREATE TABLE IF NOT EXISTS town_seen (
  id INTEGER PRIMARY KEY, key TEXT, state TEXT, name TEXT, UNIQUE (key, state)
);
CREATE TABLE IF NOT EXISTS piece (
  town INTEGER, core TEXT, pre TEXT, kind TEXT, post TEXT, shown TEXT, form TEXT, number INTEGER,
  wide INTEGER, lat INTEGER, lon INTEGER, other TEXT, more BLOB
);
CREATE TABLE IF NOT EXISTS spot_seen (
  key TEXT, town INTEGER, name TEXT, kind TEXT, lat REAL, lon REAL, outline BLOB
);
CREATE TABLE IF NOT EXISTS zip_seen (
  code TEXT PRIMARY KEY, south REAL, west REAL, north REAL, east REAL, lat REAL, lon REAL, n INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS progress (name TEXT PRIMARY KEY, value TEXT);
"""
