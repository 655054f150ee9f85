"""Rows of an export become rows of a table with typed columns; what is nested is JSON text.

A table of a crawl is asked by day, town and toll: those are columns of their own. The evidence,
the people and whatever else has parts of its own stands in columns whose name ends in `_json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

__all__ = ["COLUMNS", "cells"]

Kind = Literal["string", "int", "double", "boolean"]

_PLACE: dict[str, Kind] = {
    "city": "string",
    "state": "string",
    "address": "string",
    "lat": "double",
    "lon": "double",
}
COLUMNS: Mapping[str, Mapping[str, Kind]] = {
    "incidents": {
        "id": "string",
        "revision": "string",
        "headline": "string",
        "date": "string",
        **_PLACE,
        "precision": "string",
        "radius": "double",
        "killed": "int",
        "injured": "int",
        "accounts_json": "string",
        "mentioned_by_json": "string",
        "time_json": "string",
        "people_json": "string",
        "others_json": "string",
        "status_json": "string",
        "findings_json": "string",
        "timeline_json": "string",
        "questions_json": "string",
        "sources_json": "string",
        "withheld_json": "string",
    },
    "reports": {
        "account": "string",
        "report": "string",
        "date": "string",
        **_PLACE,
        "killed": "int",
        "injured": "int",
        "people_json": "string",
    },
    "statements": {
        "id": "string",
        "account": "string",
        "report": "string",
        "background": "boolean",
        "field": "string",
        "text": "string",
        "words": "string",
        "certainty": "string",
        "probability": "double",
        "hand": "int",
        "quoted": "boolean",
        "reader": "string",
        "value_json": "string",
        "evidence_json": "string",
        "speakers_json": "string",
    },
    "failures": {"uri": "string", "stage": "string", "message": "string"},
}


def cells(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of one row of an export; the parts of its place are columns too."""
    flat = {**(row.get("place") or {}), **row}
    made: dict[str, Any] = {}
    for column, kind in COLUMNS[table].items():
        if column.endswith("_json"):
            made[column] = json.dumps(flat.get(column.removesuffix("_json")), ensure_ascii=False)
        else:
            value = flat.get(column)
            made[column] = float(value) if kind == "double" and value is not None else value
    return made
