from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "forum.notifications"
    label = "notifications"

    def ready(self) -> None:
        from forum.core.events import subscribe
        from forum.notifications.events import MailStored
        from forum.notifications.tasks import plan_delivery

        subscribe(MailStored, plan_delivery)
