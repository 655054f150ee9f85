"""The tables of who may write: users, who is signed in, and the tokens of programs.

Only hashes are kept: of passwords (Argon2id), and of the secrets that sessions and tokens are known
by (SHA-256; they are random and long, so nothing slower is needed). None of it is derived from
accounts, so a rebuild leaves it alone; none of it is read by an export.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from citydesk.base.errors import NotFound, UsageError
from citydesk.store.database import Row, Tables

__all__ = ["Role", "Scope", "Token", "User", "UserTables", "users_of"]

Role = Literal["reader", "editor"]
Scope = Literal["read", "judge"]

_USER = "u.name, u.role, u.password, u.since"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may sign in. `password` is the hash."""

    name: str
    role: Role
    password: str
    since: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A program's leave to act for a user until a moment. `hash` is of the token itself."""

    id: str
    hash: str
    user: str
    scope: Scope
    since: dt.datetime
    until: dt.datetime


class UserTables(Tables):
    """Keeps users, sessions and tokens. All moments are aware."""

    def add_user(self, user: User) -> None:
        """Keep a new user; raise `UsageError` where somebody has the name, in whatever case."""
        with self._db.transaction():
            if self.find_user(user.name):
                raise UsageError(f"there is a user {user.name!r} already")
            self._db.run(
                "INSERT INTO user (name, role, password, since) VALUES (?, ?, ?, ?)",
                (user.name, user.role, user.password, _utc(user.since)),
            )

    def find_user(self, name: str) -> User | None:
        """Return a user by name, in whatever case, or None."""
        rows = self._db.rows(f"SELECT {_USER} FROM user u WHERE u.name = ?", (name,))
        return _user(rows[0]) if rows else None

    def users(self) -> list[User]:
        """Return every user by name."""
        return [_user(row) for row in self._db.rows(f"SELECT {_USER} FROM user u ORDER BY u.name")]

    def set_password(self, name: str, password: str) -> None:
        """Keep another hash for a user and end their sessions; raise `NotFound` for no user."""
        with self._db.transaction():
            known = self._known(name)
            self._db.run("UPDATE user SET password = ? WHERE name = ?", (password, known))
            self._db.run("DELETE FROM session WHERE user = ?", (known,))

    def renew_hash(self, name: str, old: str, new: str) -> None:
        """Replace the hash of the same password by one made with today's parameters."""
        self._db.run(
            "UPDATE user SET password = ? WHERE name = ? AND password = ?", (new, name, old)
        )

    def remove_user(self, name: str) -> None:
        """Forget a user with their sessions and tokens; raise `NotFound` for no user."""
        with self._db.transaction():
            known = self._known(name)
            for table in ("session", "token"):
                self._db.run(f"DELETE FROM {table} WHERE user = ?", (known,))
            self._db.run("DELETE FROM user WHERE name = ?", (known,))

    def start_session(self, digest: str, user: str, since: dt.datetime, until: dt.datetime) -> None:
        """Keep that somebody is signed in, and forget every session that has ended by then."""
        with self._db.transaction():
            self._db.run("DELETE FROM session WHERE until <= ?", (_utc(since),))
            self._db.run(
                "INSERT INTO session (hash, user, since, until) VALUES (?, ?, ?, ?)",
                (digest, self._known(user), _utc(since), _utc(until)),
            )

    def session_user(self, digest: str, now: dt.datetime) -> User | None:
        """Return who is signed in by this hash now, or None."""
        rows = self._db.rows(
            f"SELECT {_USER} FROM session s JOIN user u ON u.name = s.user"
            " WHERE s.hash = ? AND s.until > ?",
            (digest, _utc(now)),
        )
        return _user(rows[0]) if rows else None

    def end_session(self, digest: str) -> None:
        """Forget a session; nothing happens where it has ended."""
        self._db.run("DELETE FROM session WHERE hash = ?", (digest,))

    def add_token(self, token: Token) -> None:
        """Keep a token; raise `NotFound` for no user."""
        with self._db.transaction():
            self._db.run(
                "INSERT INTO token (id, hash, user, scope, since, until) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    token.id,
                    token.hash,
                    self._known(token.user),
                    token.scope,
                    _utc(token.since),
                    _utc(token.until),
                ),
            )

    def token_user(self, digest: str, now: dt.datetime) -> tuple[User, Scope] | None:
        """Return whose token this is and what it allows, where it holds now; else None."""
        rows = self._db.rows(
            f"SELECT {_USER}, t.scope FROM token t JOIN user u ON u.name = t.user"
            " WHERE t.hash = ? AND t.until > ?",
            (digest, _utc(now)),
        )
        return (_user(rows[0][:-1]), rows[0][-1]) if rows else None

    def tokens(self, user: str) -> list[Token]:
        """Return the tokens of a user, those that have ended too, in the order of making."""
        rows = self._db.rows(
            "SELECT id, hash, user, scope, since, until FROM token WHERE user = ?"
            " ORDER BY since, id",
            (user,),
        )
        return [_token(row) for row in rows]

    def revoke_token(self, token: str) -> None:
        """Forget a token by its id; raise `NotFound` where there is none."""
        with self._db.transaction():
            if self._db.value("SELECT 1 FROM token WHERE id = ?", (token,)) is None:
                raise NotFound(f"no token {token}")
            self._db.run("DELETE FROM token WHERE id = ?", (token,))

    def _known(self, name: str) -> str:
        found = self.find_user(name)
        if found is None:
            raise NotFound(f"no user {name!r}")
        return found.name


def users_of(store: object) -> UserTables:
    """Return the users of a store; raise `UsageError` where this kind of store keeps none."""
    if not isinstance(store, UserTables):
        raise UsageError("this kind of store keeps no users: the desk can only be read")
    return store


def _utc(moment: dt.datetime) -> str:
    """Return a moment as text that sorts as moments do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def _user(row: Row) -> User:
    name, role, password, since = row
    return User(name=name, role=role, password=password, since=dt.datetime.fromisoformat(since))


def _token(row: Row) -> Token:
    ident, digest, user, scope, since, until = row
    return Token(
        id=ident,
        hash=digest,
        user=user,
        scope=scope,
        since=dt.datetime.fromisoformat(since),
        until=dt.datetime.fromisoformat(until),
    )
