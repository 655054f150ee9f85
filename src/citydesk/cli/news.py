"""What a run changed: one line for each incident that is new or told otherwise now."""

from __future__ import annotations

from rich.text import Text

from citydesk.cli.terminal import screen, text
from citydesk.fields import field_of
from citydesk.model import Change, Count
from citydesk.store import Store
from citydesk.words import count_words

__all__ = ["print_news"]

_MOST = 12  # incidents that are named
_LOOKED = 5_000  # changes that are looked through
_NEW = frozenset({"new", "split"})


def print_news(store: Store, since: int) -> None:
    """Print what the change log holds after a number: "+" for what is new, "~" for the rest."""
    told: dict[str, list[Change]] = {}
    for change in store.changes(since, _LOOKED):
        told.setdefault(change.incident, []).append(change)
    out = screen()
    here = [(store.listed(incident), changes) for incident, changes in told.items()]
    for listed, changes in here[:_MOST]:
        if listed is None:
            continue
        new = any(change.kind in _NEW for change in changes)
        line = Text("+ " if new else "~ ", style="green" if new else "yellow")
        line.append(f"{listed.id[:8]} ", "dim")
        line.append_text(text(listed.headline or "An incident without a headline"))
        steps = [] if new else [step for change in changes if (step := _step(change))]
        line.append(f" ({', '.join(dict.fromkeys(steps))})" if steps else "", "dim")
        out.print(line, soft_wrap=True)
    if len(here) > _MOST:
        out.print(Text(f"  and {len(here) - _MOST:,} more", style="dim"))


def _step(change: Change) -> str:
    """Return how a count changed: "killed 1→2"; nothing of other fields and other changes."""
    if change.kind != "finding" or not isinstance(change.after, Count):
        return ""
    before = count_words(change.before) if isinstance(change.before, Count) else "not reported"
    after = count_words(change.after)
    return f"{field_of(change.field).label} {before}→{after}" if before != after else ""
