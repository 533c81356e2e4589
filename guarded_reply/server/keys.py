"""API keys: kept as hashes in a file, each with scopes, shops and a rate; who a request speaks for."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from guarded_reply.errors import UsageError
from guarded_reply.server.problems import ApiError

Scope = Literal["draft", "check", "review", "admin"]
SCOPES: tuple[Scope, ...] = ("draft", "check", "review", "admin")
_NOBODY = "0" * 64


class KeyEntry(BaseModel):
    """One key: ``id`` stands in the key itself, ``sha256`` is the hash of its secret; ``shops`` empty is every shop."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{8}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)]
    shops: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()
    rate_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class _KeyFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[KeyEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls: ``key`` None where no keys are configured; ``shops`` None is every shop."""

    key: str | None
    scopes: frozenset[str]
    shops: frozenset[str] | None
    rate: int | None = None

    @property
    def owner(self) -> str:
        """Whose idempotency keys and limits these are."""
        return self.key or "local"

    @property
    def only_shop(self) -> str | None:
        """The shop, when there is but one."""
        return next(iter(self.shops)) if self.shops is not None and len(self.shops) == 1 else None

    def may(self, scope: str) -> bool:
        """Whether a scope is granted; admin grants all."""
        return scope in self.scopes or "admin" in self.scopes

    def sees(self, shop: str) -> bool:
        """Whether this shop's records may be read."""
        return self.shops is None or shop in self.shops

    def speaks_for(self, named: str | None, default: str) -> str:
        """The shop of a request that names ``named`` or none; raises ApiError when it is another's."""
        if self.shops is None:
            return named or default
        if named is None:
            if self.only_shop is None:
                raise ApiError(422, "invalid", "shop.name: this key serves several shops, so the request must name one", "shop.name")
            return self.only_shop
        if named not in self.shops:
            raise ApiError(401, "wrong_shop", "this key does not speak for that shop", "shop.name")
        return named


EVERYBODY = Principal(None, frozenset(SCOPES), None)


class KeyRing:
    """The keys of a file, read anew when it changes; a broken file keeps the old ones."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._stamp: tuple[int, int] = (0, 0)
        self._entries: dict[str, KeyEntry] = {}
        self.problem: str | None = None
        self._load()
        if not self._entries:
            raise UsageError(f"{path}: no key in it; make one with: guarded-reply keys add")

    def refresh(self) -> bool:
        """Read the file again if it has changed; whether it was."""
        try:
            stat = self._path.stat()
            if (stat.st_mtime_ns, stat.st_size) == self._stamp:
                return False
            self._load()
        except (UsageError, OSError) as error:
            self.problem = str(error)
            return False
        self.problem = None
        return True

    def _load(self) -> None:
        stat = self._path.stat()
        entries = {entry.id: entry for entry in read_keys(self._path)}
        self._entries, self._stamp = entries, (stat.st_mtime_ns, stat.st_size)

    def principal(self, presented: str | None) -> Principal:
        """Who presented this key; raises ApiError 401. Takes the same time whether the key's id exists or not."""
        identifier, secret = _parts(presented or "")
        entry = self._entries.get(identifier)
        expected = entry.sha256 if entry is not None else _NOBODY
        same = hmac.compare_digest(_hash(secret), expected)
        if entry is None or not same:
            raise ApiError(401, "unauthorized", "a valid API key is needed: Authorization: Bearer gr_…", headers={"WWW-Authenticate": "Bearer"})
        return Principal(entry.id, frozenset(entry.scopes), frozenset(entry.shops) or None, entry.rate_per_minute)


def new_key(name: str, scopes: Iterable[Scope], shops: Iterable[str], rate: int | None = None) -> tuple[str, KeyEntry]:
    """A key to hand out once, and what is kept of it. Its secret has 256 random bits, so a plain hash is enough."""
    identifier = secrets.token_hex(4)
    secret = secrets.token_urlsafe(32)
    return f"gr_{identifier}_{secret}", KeyEntry(id=identifier, name=name, sha256=_hash(secret), scopes=tuple(scopes), shops=tuple(shops), rate_per_minute=rate)


def read_keys(path: Path) -> tuple[KeyEntry, ...]:
    """The entries of a file; raises UsageError that names file and field."""
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UsageError(f"{path}{f':{mark.line + 1}' if mark else ''}: not YAML") from None
    try:
        entries = _KeyFile.model_validate(content or {}).keys
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UsageError(f"{path}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from None
    if len({entry.id for entry in entries}) < len(entries):
        raise UsageError(f"{path}: an id stands twice")
    return entries


def write_keys(path: Path, entries: Iterable[KeyEntry]) -> None:
    """Replace the file in one step; only its owner may read it."""
    data = {"keys": [entry.model_dump(mode="json", exclude_none=True) for entry in entries]}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yaml.safe_dump(data, file, allow_unicode=True, sort_keys=False)
    Path(name).chmod(0o600)
    Path(name).replace(path)


def _parts(presented: str) -> tuple[str, str]:
    kind, _, rest = presented.partition("_")
    identifier, _, secret = rest.partition("_")
    return (identifier, secret) if kind == "gr" and secret else ("", presented)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
