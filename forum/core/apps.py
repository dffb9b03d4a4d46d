from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "forum.core"
    label = "core"

    def ready(self) -> None:
        from forum.core.ports import register_upkeep
        from forum.core.upkeep import clear_old

        register_upkeep("core", clear_old)
