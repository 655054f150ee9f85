"""How long a connection is waited for: one that sends or takes nothing is let go.

Between requests the server itself waits a few seconds. But a head that comes letter by letter, or
an answer that nobody reads, would hold a connection for ever. And where very many connections are
open, the one that has waited longest makes room for a new one: whoever opens hundreds and says
nothing loses them, and whoever asks for something is answered.
"""

from __future__ import annotations

import asyncio

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["MOST_OPEN", "Patient"]

LOOK_EVERY = 10.0  # seconds; who is as far as at the last look is let go
MOST_OPEN = 256  # connections; beyond them, one that waits makes room for each new one


class Patient(H11Protocol):
    """One connection, looked at from time to time for as long as it lasts."""

    _look: asyncio.TimerHandle | None = None
    _seen: tuple[int, int] | None = None
    _since = 0.0  # since when nothing was asked for here

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look, and make room."""
        super().connection_made(transport)
        self.app = self._unless_broken(self.app)
        self._since = self.loop.time()
        self._look = self.loop.call_later(LOOK_EVERY, self._looked)
        if len(self.connections) > MOST_OPEN:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take in what came; let go who breaks the protocol in the middle of an answer."""
        try:
            super().data_received(data)
        except h11.LocalProtocolError:
            self.transport.abort()

    def _unless_broken(self, app: ASGIApp) -> ASGIApp:
        """Return the application, which is told nothing of an answer that cannot be sent."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            async def sending(message: Message) -> None:
                try:
                    await send(message)
                except h11.LocalProtocolError:
                    if self.conn.our_state not in (h11.ERROR, h11.MUST_CLOSE, h11.CLOSED):
                        raise  # our own mistake
                    if self.cycle:
                        self.cycle.disconnected = True
                    self.transport.abort()

            await app(scope, receive, sending)

        return guarded

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._look:
            self._look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._since = self.loop.time()
        super().on_response_complete()

    @property
    def idle(self) -> bool:
        """Whether nothing is being answered here: no whole request has come since the last."""
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    def _make_room(self) -> None:
        """Let go the one that has waited longest; else the one whose answer is taken slowest."""
        others = [
            each
            for each in self.connections
            if isinstance(each, Patient) and each is not self and not each.transport.is_closing()
        ]
        spare = [each for each in others if each.idle]
        spare = spare or [each for each in others if each.transport.get_write_buffer_size()]
        if spare:
            min(spare, key=lambda each: each._since).transport.abort()

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
