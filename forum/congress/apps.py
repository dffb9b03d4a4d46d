from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "forum.congress"
    label = "congress"

    def ready(self) -> None:
        from forum.congress.actions.entrance import forget_registrations
        from forum.congress.actions.forgetting import upkeep
        from forum.congress.search import find
        from forum.core.ports import register_search, register_upkeep

        register_search("congress", find)
        register_upkeep("congress", upkeep)
        register_upkeep("congress_registrations", forget_registrations)
