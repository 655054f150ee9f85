"""Passwords become Argon2id hashes, and are checked against them.

A password is slow to check on purpose, so only a few are checked at one time. Whoever does not
exist is checked as well, against a hash that nothing fits: the answer takes as long as for a user.
"""

from __future__ import annotations

import functools
import secrets
import threading
import unicodedata
from typing import TYPE_CHECKING

from citydesk.base.errors import DeskBusy, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["check_password", "hash_password", "needs_renewal", "user_name"]

SHORTEST, LONGEST = 12, 1024  # characters of a password
DIFFERENT = 5  # characters of it, the user's own name left out
LONGEST_NAME = 64
AT_ONCE = 2  # each takes 64 MiB while it is checked
PATIENCE = 5.0  # seconds to wait for one's turn

_turns = threading.BoundedSemaphore(AT_ONCE)


def user_name(given: str) -> str:
    """Return a name as it is kept; raise `UsageError` where it can be none."""
    name = unicodedata.normalize("NFC", given)
    if not name or name != " ".join(name.split()) or len(name) > LONGEST_NAME:
        raise UsageError(f"a name has 1 to {LONGEST_NAME} characters, and no spaces around it")
    if not all(c.isalnum() or c in " .-_'@’" for c in name) or not name[0].isalnum():
        raise UsageError("a name is made of letters, digits and . - _ ' @")
    return name


def hash_password(password: str, name: str = "") -> str:
    """Return the hash of a new password; raise `UsageError` where it is too easy to guess."""
    if len(password) < SHORTEST:
        raise UsageError(f"a password has at least {SHORTEST} characters: a few words do well")
    if len(password) > LONGEST:
        raise UsageError(f"a password has at most {LONGEST} characters")
    rest = password.casefold().replace(name.casefold(), "") if name else password
    if len(set(rest)) < DIFFERENT:
        raise UsageError("that password is too easy to guess")
    return _hasher().hash(_normal(password))


def check_password(password: str, hashed: str | None) -> bool:
    """Tell whether a password fits a hash; with None for nobody it fails and takes as long.

    Raises `DeskBusy` where too many are being checked.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    nobody = _nobody()
    if not _turns.acquire(timeout=PATIENCE):
        raise DeskBusy("many people are signing in: try again in a moment")
    try:
        fits = _hasher().verify(hashed or nobody, _normal(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _turns.release()
    return fits and hashed is not None and len(password) <= LONGEST


def needs_renewal(hashed: str) -> bool:
    """Tell whether a hash was made with weaker parameters than those of today."""
    return _hasher().check_needs_rehash(hashed)


def _normal(password: str) -> str:
    """Return a password as every keyboard gives it: composed, whatever the system."""
    return unicodedata.normalize("NFC", password)


@functools.cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@functools.cache
def _nobody() -> str:
    """Return a hash, with the parameters of today, of words that nobody knows."""
    return str(_hasher().hash(secrets.token_urlsafe()))
