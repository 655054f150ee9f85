"""Who is looking: anybody, or somebody whom the desk knows by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["ANYBODY", "OWNER", "Audience", "Viewer"]

Audience = Literal["public", "desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is looking: anybody, or an editor by name with what they may do."""

    editor: str | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)

    @property
    def audience(self) -> Audience:
        """Whether names that the policy withholds may be seen."""
        return "desk" if self.editor else "public"


ANYBODY = Viewer()
OWNER = Viewer(editor="the owner of the file")
"""Whoever runs the command on the desk's file sees what editors see."""
