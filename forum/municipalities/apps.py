from typing import Any

from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "forum.municipalities"
    label = "municipalities"

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed

        from forum.core.ports import register_search
        from forum.municipalities.search import find_municipalities

        register_search("municipality", find_municipalities)
        email_confirmed.connect(_address_confirmed, dispatch_uid="forum.municipalities")


def _address_confirmed(*, email_address: Any, **kwargs: Any) -> None:
    """allauth's signal: somebody proved that an address is theirs."""
    from forum.municipalities.actions import settle_verified

    settle_verified(actor=email_address.user)
