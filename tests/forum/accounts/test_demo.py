"""The demo people."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from forum.accounts import demo
from forum.accounts.models import User

pytestmark = pytest.mark.django_db


def test_loading_twice_gives_the_same_people_who_can_sign_in() -> None:
    demo.load()
    before = list(User.objects.values_list("pk", "email", "password"))
    demo.load()
    assert list(User.objects.values_list("pk", "email", "password")) == before
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(demo.PEOPLE)
    assert demo.person("curator").roles == {"member", "curator"}
    assert demo.person("member").check_password(demo.PASSWORD)


def test_production_refuses_people_with_a_known_password(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(demo.DemoRefusedError):
        demo.load()
    assert not User.objects.exists()
