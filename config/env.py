"""All settings from the environment, read once, typed, and refused at start when wrong.

No other module reads the environment. In production (``RATSCHLAG_ENV=production``) secrets have no default.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOCAL_SECRET = "local-only-secret-never-used-in-production"  # noqa: S105 - refused in production below


class SettingError(Exception):
    """A setting is missing or not usable; the text says which one and what is expected."""


@dataclass(frozen=True)
class Database:
    """Where the data is. ``name`` is a file for SQLite and a database for PostgreSQL."""

    engine: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""

    @property
    def is_sqlite(self) -> bool:
        return self.engine == "sqlite"


@dataclass(frozen=True)
class Env:
    """One value per setting; see ``docs/operations/settings.md`` for the table."""

    production: bool
    secret_key: str
    base_url: str
    allowed_hosts: tuple[str, ...]
    data_dir: Path
    database: Database
    redis_url: str
    database_pool: bool
    email_url: str
    email_from: str
    frontend_dir: Path
    legal_dir: Path
    trusted_proxies: int
    voter_key_days: int
    log_level: str
    metrics_token: str
    files_by_proxy: bool

    @property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def parse_database(url: str) -> Database:
    """Read ``sqlite:///path`` or ``postgres://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return Database("sqlite", unquote(parts.path.removeprefix("/")) or ":memory:")
    if parts.scheme in {"postgres", "postgresql"}:
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise SettingError("DATABASE_URL: the name of the database is missing after the last slash")
        return Database(
            "postgresql",
            name,
            parts.hostname or "",
            str(parts.port or ""),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    raise SettingError("DATABASE_URL: expected sqlite:///file or postgres://user:password@host:port/name")


def _flag(values: Mapping[str, str], name: str, default: bool) -> bool:
    raw = values.get(name, "").strip().lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if raw == "" else raw in {"1", "true", "yes", "on"}
    raise SettingError(f"{name}: expected yes or no, found {raw!r}")


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    raw = values.get(name, "").strip()
    if raw and not raw.isdigit():
        raise SettingError(f"{name}: expected a whole number, found {raw!r}")
    return int(raw) if raw else default


def _days(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    days = _number(values, name, default)
    if not 1 <= days <= most:
        raise SettingError(f"{name}: expected 1 to {most} days, found {days}")
    return days


def _required(values: Mapping[str, str], name: str, local_default: str, production: bool) -> str:
    value = values.get(name, "").strip()
    if value:
        return value
    if production:
        raise SettingError(f"{name} is required in production")
    return local_default


def _production(values: Mapping[str, str]) -> bool:
    name = values.get("RATSCHLAG_ENV", "local")
    if name not in {"local", "production"}:
        raise SettingError(f"RATSCHLAG_ENV: expected local or production, found {name!r}")
    return name == "production"


def _metrics_token(values: Mapping[str, str]) -> str:
    token = values.get("METRICS_TOKEN", "").strip()
    if token and (len(token) < 20 or not token.isascii()):
        raise SettingError("METRICS_TOKEN: expected at least 20 letters and digits")
    return token


def read(values: Mapping[str, str]) -> Env:
    """Build the settings from a mapping; raises ``SettingError`` that names the faulty setting."""
    production = _production(values)
    data_dir = Path(values.get("DATA_DIR", "").strip() or ROOT / ".data").resolve()
    secret_key = _required(values, "SECRET_KEY", LOCAL_SECRET, production)
    if production and (secret_key == LOCAL_SECRET or len(secret_key) < 50):
        raise SettingError("SECRET_KEY: production needs an own random value of at least 50 characters")
    base_url = _required(values, "BASE_URL", "http://localhost:8000", production).rstrip("/")
    host = urlsplit(base_url).hostname
    if not host or urlsplit(base_url).scheme not in {"http", "https"}:
        raise SettingError(f"BASE_URL: expected http(s)://host, found {base_url!r}")
    hosts = tuple(h.strip() for h in values.get("ALLOWED_HOSTS", "").split(",") if h.strip())
    return Env(
        production=production,
        secret_key=secret_key,
        base_url=base_url,
        allowed_hosts=hosts or ((host,) if production else ("*",)),
        data_dir=data_dir,
        database=parse_database(
            _required(values, "DATABASE_URL", f"sqlite:///{data_dir / 'ratschlag.sqlite3'}", production)
        ),
        redis_url=_required(values, "REDIS_URL", "", production),
        database_pool=_flag(values, "DATABASE_POOL", False),
        email_url=_required(values, "EMAIL_URL", "file:", production),
        email_from=values.get("EMAIL_FROM", "").strip() or f"Ratschlag <no-reply@{host}>",
        frontend_dir=Path(values.get("FRONTEND_DIR", "").strip() or ROOT / "frontend" / "build"),
        legal_dir=Path(values.get("LEGAL_DIR", "").strip() or ROOT / "config" / "texts"),
        trusted_proxies=_number(values, "TRUSTED_PROXIES", 0),
        voter_key_days=_days(values, "VOTER_KEY_DAYS", 14, most=90),
        log_level=values.get("LOG_LEVEL", "INFO").strip().upper(),
        metrics_token=_metrics_token(values),
        files_by_proxy=_flag(values, "FILES_BY_PROXY", False),
    )


env = read(os.environ)
