from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "forum.notifications"
    label = "notifications"

    def ready(self) -> None:
        from forum.core.events import subscribe
        from forum.core.ports import register_upkeep
        from forum.notifications.events import MailStored
        from forum.notifications.tasks import plan_delivery, upkeep

        subscribe(MailStored, plan_delivery)
        register_upkeep("notifications", upkeep)
