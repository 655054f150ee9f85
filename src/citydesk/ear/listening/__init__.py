"""Live sound becomes activations, with bounded memory, watched clocks, and no conversation kept."""

from citydesk.ear.listening.config import Config, load_config
from citydesk.ear.listening.listener import Listener

__all__ = ["Config", "Listener", "load_config"]
