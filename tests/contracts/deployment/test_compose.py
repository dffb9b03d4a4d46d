"""docker-compose.yml and Dockerfile: no default secrets, no needless rights, nothing that is not there."""

import re
from typing import Any

import pytest

from scripts.places import ROOT
from tests.contracts.deployment import compose

SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "EMAIL_URL", "EMAIL_FROM", "BASE_URL")
GIVEN = dict.fromkeys(SECRETS, "given")
SERVICES = sorted(compose.raw()["services"])
ENDS_BY_ITSELF = {"migrate"}


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose.raw()["services"][name]
    return found


def test_the_services_of_the_architecture_are_there() -> None:
    assert SERVICES == ["caddy", "migrate", "postgres", "realtime-1", "realtime-2", "redis", "web", "worker"]


@pytest.mark.parametrize("missing", SECRETS)
def test_nothing_starts_while_a_required_value_is_missing(missing: str) -> None:
    with pytest.raises(compose.MissingValueError, match=missing):
        compose.fill(compose.raw(), {**GIVEN, missing: ""})


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    defaults = re.findall(r"\$\{(\w+):?-", text)
    assert sorted(set(defaults) & set(SECRETS)) == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs(name: str) -> None:
    about = service(name)
    assert about["read_only"] is True
    assert about["cap_drop"] == ["ALL"]
    assert about["security_opt"] == ["no-new-privileges:true"]
    assert about["user"] not in {"root", "0", "0:0"}
    assert "privileged" not in about
    assert "cap_add" not in about


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_stays_has_a_health_check(name: str) -> None:
    if name in ENDS_BY_ITSELF:
        assert service(name)["restart"] == "no"
    else:
        assert service(name)["healthcheck"]["test"][0] == "CMD"
        assert service(name)["restart"] == "unless-stopped"


def test_only_caddy_can_be_reached_from_outside() -> None:
    assert [name for name in SERVICES if "ports" in service(name)] == ["caddy"]


def test_caddy_reads_the_files_of_web_and_cannot_write_to_them() -> None:
    caddy, web = service("caddy"), service("web")
    assert [volume for volume in web["volumes"] if volume.startswith("files:")] == ["files:/data"]
    assert [volume for volume in caddy["volumes"] if volume.startswith("files:")] == ["files:/files:ro"]
    assert (web["environment"]["DATA_DIR"], web["environment"]["FILES_BY_PROXY"]) == ("/data", "yes")
    assert caddy["environment"]["FILES_ROOT"] == "/files"


def test_database_and_redis_are_on_an_inner_network_only() -> None:
    assert compose.raw()["networks"]["data"] == {"internal": True}
    assert {name: service(name)["networks"] for name in ("postgres", "redis")} == {
        "postgres": ["data"],
        "redis": ["data"],
    }


def test_every_image_is_pinned_by_a_version() -> None:
    bases = re.findall(r"^FROM (\S+) AS", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    pulled = [service(name)["image"] for name in SERVICES if "build" not in service(name)]
    assert [image for image in (*bases, *pulled) if not re.search(r":\d[\w.-]*$", image)] == []


def test_every_build_target_is_a_stage_of_the_dockerfile() -> None:
    stages = set(re.findall(r"^FROM \S+ AS (\w+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    targets = {service(name)["build"]["target"] for name in SERVICES if "build" in service(name)}
    assert targets <= stages


@pytest.mark.parametrize("stage", ["pages", "packages", "app", "caddy"])
def test_every_file_that_an_image_copies_is_in_the_project(stage: str) -> None:
    sources = [source for sources, _, origin in compose.copies(stage) for source in sources if not origin]
    assert sources != []
    assert [source for source in sources if not (ROOT / source).exists()] == []
