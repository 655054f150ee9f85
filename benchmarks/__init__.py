"""Measurements: how well Citydesk reads, and how fast. Run by `make bench`; never by the tests."""
