from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "forum.municipalities"
    label = "municipalities"
