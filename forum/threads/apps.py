from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "forum.threads"
    label = "threads"

    def ready(self) -> None:
        from forum.core.ports import register_search
        from forum.threads.search import find

        register_search("thread", find)
