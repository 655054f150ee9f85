"""Kinds of incident that the record itself speaks against are told, and not preferred.

"Officer-involved" says that police fired. Where somebody who can know says on record that no
officer did, and nobody as well placed says that one did, the kind is kept as denied.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from citydesk.fusing.told import Told
from citydesk.model import Flag, Text

__all__ = ["kinds_contradicted"]

BY_POLICE = "officer-involved"


def kinds_contradicted(kinds: Sequence[Told], fired: Sequence[Told]) -> list[Told]:
    """Return what is told of the kind; shots by police are contradicted where none were fired."""
    no = max((t.weight for t in fired if _says(t, yes=False)), default=0.0)
    yes = max((t.weight for t in fired if _says(t, yes=True)), default=0.0)
    if no <= yes:
        return list(kinds)
    return [
        dataclasses.replace(t, contradicted=True)
        if isinstance(t.value, Text) and t.value.text == BY_POLICE and not t.preferred
        else t
        for t in kinds
    ]


def _says(told: Told, *, yes: bool) -> bool:
    """Tell whether somebody says that police fired, or that they did not."""
    if not isinstance(told.value, Flag) or told.rejected:
        return False
    return (told.value.yes != told.denied) == yes
