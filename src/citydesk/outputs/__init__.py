"""The stage `export`: records and readings become lines of files, governed by the policy.

`exports.py` is the verb. A record becomes a row of JSON (`incidents.py`), of a table (`tables.py`)
or a point (`geojson.py`); readings become rows in `flat.py` and `statements.py`, the change log in
`changes.py`. `policy.py` says what may leave the desk and `masking.py` sees to it; `clean.py` makes
hostile text safe to show.
"""

from citydesk.outputs.exports import export

__all__ = ["export"]
