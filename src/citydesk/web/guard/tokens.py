"""Random words prove who somebody is; of each only a hash is kept, or something signed with it.

A session's secret lives in a cookie, a token's in a program. A form brings back a word that is
signed with the secret of whoever it was made for, so that no other site can send it for them. A
browser in which somebody has signed in keeps a word that says so, signed with the hash of their
password: it lets nobody in, and ends with that password.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

__all__ = ["device_of", "device_token", "digest", "form_token", "is_form_token", "new_secret"]

SECRET_BYTES = 32
SALT_BYTES = 9


def new_secret() -> str:
    """Return what nobody can guess, in letters that fit a cookie and a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """Return the hash under which a session's or a token's secret is kept."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def form_token(secret: str) -> str:
    """Return what a form must bring back: proof that it was made for the holder of this secret.

    It is another one each time, so that a compressed page does not give it away piece by piece.
    """
    salt = secrets.token_urlsafe(SALT_BYTES)
    return f"{salt}.{_signed(secret, salt)}"


def is_form_token(token: str, secret: str) -> bool:
    """Tell whether a form token was made for the holder of this secret."""
    salt, _, signed = token.partition(".")
    expected = _signed(secret, salt)
    return hmac.compare_digest(signed.encode("utf-8", "replace"), expected.encode())


def device_token(name: str, hashed: str) -> str:
    """Return what a browser keeps in which somebody has signed in; `hashed` is their password's."""
    device = secrets.token_urlsafe(SALT_BYTES)
    return f"{device}.{_signed(hashed, f'{device} {name}', 'device')}"


def device_of(token: str, name: str, hashed: str) -> str | None:
    """Return which browser a token says that it is, None where it says so in vain."""
    device, _, signed = token.partition(".")
    expected = _signed(hashed, f"{device} {name}", "device")
    known = hmac.compare_digest(signed.encode("utf-8", "replace"), expected.encode())
    return device if known else None


def _signed(secret: str, salt: str, use: str = "form") -> str:
    words = f"{use} {salt}".encode("utf-8", "replace")
    return hmac.new(secret.encode("utf-8", "replace"), words, hashlib.sha256).hexdigest()
