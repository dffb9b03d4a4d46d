from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "forum.congress"
    label = "congress"
