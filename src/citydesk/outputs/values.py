"""Values as text: for exports and for people."""

from __future__ import annotations

from citydesk.model import Time


def time_text(time: Time) -> str:
    """Return a time at its own granularity: 2013-07-12T23:00, 2013-07-12TEV, 2013-W28."""
    start = time.start
    if time.granularity == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if time.granularity == "part":
        return f"{start:%Y-%m-%d}T{time.part}"
    lengths = {"minute": 16, "hour": 13, "day": 10, "month": 7, "year": 4}
    return start.isoformat()[: lengths[time.granularity]]
