"""Kinds of incident that the record itself speaks against are told, and not preferred.

"Officer-involved" says that police fired. Where somebody who can know says on record that no
officer did, and nobody as well placed says that one did, the kind is kept as denied.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.fusing.testimony import Testimony
from citydesk.model import Flag, Text

__all__ = ["kinds_contradicted"]

BY_POLICE = Text(text="officer-involved")


def kinds_contradicted(kinds: Sequence[Testimony], fired: Sequence[Testimony]) -> set[str]:
    """Return what tells of shots by police, where none were fired."""
    no = max((t.weight for t in fired if _says(t, yes=False)), default=0.0)
    yes = max((t.weight for t in fired if _says(t, yes=True)), default=0.0)
    if no <= yes:
        return set()
    return {t.id for t in kinds if t.value == BY_POLICE and not t.preferred}


def _says(told: Testimony, *, yes: bool) -> bool:
    """Tell whether somebody says that police fired, or that they did not."""
    if not isinstance(told.value, Flag) or told.rejected:
        return False
    return (told.value.yes != told.denied) == yes
