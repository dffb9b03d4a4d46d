from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "forum.congress"
    label = "congress"

    def ready(self) -> None:
        from forum.congress.actions import clear_exports
        from forum.congress.actions.entrance import forget_registrations
        from forum.congress.actions.forgetting import upkeep
        from forum.congress.actions.materials import forget_files
        from forum.congress.actions.returning import follow_merge, settle_thread
        from forum.congress.actions.small_pictures import make_small_pictures
        from forum.congress.events import ExportRequested
        from forum.congress.mentions import where_presented
        from forum.congress.origins import origins
        from forum.congress.search import find
        from forum.congress.tasks import plan_export
        from forum.core.events import subscribe
        from forum.core.ports import (
            register_carried,
            register_mentions,
            register_origins,
            register_search,
            register_upkeep,
        )

        register_search("congress", find)
        register_upkeep("congress", upkeep)
        register_upkeep("congress_registrations", forget_registrations)
        register_origins("congress", origins)
        register_carried("congress", answers=settle_thread, merged=follow_merge)
        register_upkeep("congress_files", forget_files)
        register_upkeep("congress_pictures", make_small_pictures)
        register_mentions("congress", where_presented)
        register_upkeep("exports", clear_exports)
        subscribe(ExportRequested, plan_export)
