"""Wires the packages together once all apps are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "ratschlag_config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - registers the deploy checks
