"""The media types of captures that sources make themselves and accounts are prepared from."""

__all__ = ["CALL", "ROW"]

ROW = "application/vnd.citydesk.row+json"
"""A row of somebody's table, with the name of the mapping that reads it."""

CALL = "application/vnd.citydesk.call+json"
"""A radio call: what a recorder wrote of it, and its sound."""
