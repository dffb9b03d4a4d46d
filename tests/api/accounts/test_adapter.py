"""Where django-allauth meets us."""

from types import SimpleNamespace

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.constants import Client
from allauth.headless.internal.decorators import mark_request_as_headless
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from api.accounts.adapter import AccountAdapter
from api.accounts.registration import SignUpFields
from forum.accounts.models import User
from tests.factories.accounts import make_newcomer


@pytest.mark.django_db
def test_of_two_sign_ups_at_the_same_moment_the_second_is_a_conflict_and_not_a_fault() -> None:
    make_newcomer(email="da@musterstadt.example")
    form = SignUpFields()
    form.cleaned_data = {"email": "da@musterstadt.example", "password": "ein langes Kennwort"}
    request = RequestFactory().post("/")
    request.session = SessionStore()
    request.user = AnonymousUser()
    request.allauth = SimpleNamespace()  # type: ignore[attr-defined]  # what allauth's middleware does
    mark_request_as_headless(request, Client.BROWSER)
    with pytest.raises(ImmediateHttpResponse) as refused:
        AccountAdapter(request).save_user(request, User(), form)
    assert refused.value.response.status_code == 409
    assert User.objects.count() == 1
