"""How long a connection is waited for: one that sends or takes nothing is let go.

Between requests the server itself waits a few seconds. But a head that comes letter by letter, or
an answer that nobody reads, would hold a connection for ever.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Patient"]

LOOK_EVERY = 10.0  # seconds; who is as far as at the last look is let go


class Patient(H11Protocol):
    """One connection, looked at from time to time for as long as it lasts."""

    _look: asyncio.TimerHandle | None = None
    _seen: tuple[int, int] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look."""
        super().connection_made(transport)
        self._look = self.loop.call_later(LOOK_EVERY, self._looked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._look:
            self._look.cancel()
        super().connection_lost(exc)

    def _looked(self) -> None:
        if self.transport.is_closing():
            return
        unread = self.transport.get_write_buffer_size()
        waiting = self.cycle is None or self.cycle.response_complete
        state = (id(self.cycle), unread)
        if state == self._seen and (waiting or unread):
            self.transport.abort()
            return
        self._seen = state
        self._look = self.loop.call_later(LOOK_EVERY, self._looked)
