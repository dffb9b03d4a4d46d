"""Settings are typed, and refused at start when wrong."""

from pathlib import Path

import pytest

from config.env import LOCAL_SECRET, Database, SettingError, parse_database, read

PRODUCTION = {
    "RATSCHLAG_ENV": "production",
    "SECRET_KEY": "k" * 50,
    "BASE_URL": "https://ratschlag.example/",
    "DATABASE_URL": "postgres://ratschlag:ge%2Fheim@db:5432/ratschlag",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp://mail:587?tls",
}


def test_locally_nothing_needs_to_be_set() -> None:
    env = read({"DATA_DIR": "/srv/data"})
    assert env.database == Database("sqlite", "/srv/data/ratschlag.sqlite3")
    assert (env.production, env.redis_url, env.allowed_hosts) == (False, "", ("*",))


def test_production_reads_every_value() -> None:
    env = read(PRODUCTION)
    assert env.database == Database("postgresql", "ratschlag", "db", "5432", "ratschlag", "ge/heim")
    assert (env.base_url, env.origin) == ("https://ratschlag.example", "https://ratschlag.example")
    assert env.allowed_hosts == ("ratschlag.example",)


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"RATSCHLAG_ENV"}))
def test_production_has_no_default_for_a_missing_value(name: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} is required in production$"):
        read({key: value for key, value in PRODUCTION.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", LOCAL_SECRET),
        ("SECRET_KEY", "short"),
        ("RATSCHLAG_ENV", "staging"),
        ("BASE_URL", "ratschlag.example"),
        ("DATABASE_URL", "mysql://db/x"),
        ("DATABASE_URL", "postgres://db/"),
        ("DATABASE_POOL", "perhaps"),
        ("TRUSTED_PROXIES", "one"),
        ("METRICS_TOKEN", "guessable"),
        ("VOTER_KEY_DAYS", "two"),
        ("VOTER_KEY_DAYS", "0"),
        ("VOTER_KEY_DAYS", "91"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"^{name}"):
        read({**PRODUCTION, name: value})


def test_an_sqlite_address_may_be_absolute_or_relative() -> None:
    assert parse_database("sqlite:////srv/x.sqlite3").name == "/srv/x.sqlite3"
    assert parse_database("sqlite:///x.sqlite3").name == "x.sqlite3"
    assert parse_database("sqlite://").name == ":memory:"


def test_only_the_settings_read_the_environment() -> None:
    root = Path(__file__).resolve().parents[2]
    readers = [
        str(file.relative_to(root))
        for folder in ("forum", "api", "realtime", "config")
        for file in (root / folder).rglob("*.py")
        if "os.environ" in (text := file.read_text(encoding="utf-8")) and "setdefault" not in text
    ]
    assert readers == ["config/env.py"]
