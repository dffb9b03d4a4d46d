from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "forum.practice"
    label = "practice"
