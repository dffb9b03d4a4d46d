from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "forum.practice"
    label = "practice"

    def ready(self) -> None:
        from forum.core.events import subscribe
        from forum.core.ports import register_search, register_upkeep
        from forum.practice.events import PublicationScheduled
        from forum.practice.search import search
        from forum.practice.tasks import plan_publication, upkeep

        register_search("example", search)
        register_upkeep("practice", upkeep)
        subscribe(PublicationScheduled, plan_publication)
