from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "forum.congress"
    label = "congress"

    def ready(self) -> None:
        from forum.congress.search import find
        from forum.core.ports import register_search

        register_search("congress", find)
