"""Merging by the call that the desk makes."""

from collections.abc import Callable

import pytest

from forum.accounts.models import User
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("into", "status"), [("digits", 200), ("9" * 41, 422), ("1x", 422), ("", 422)])
def test_the_leader_is_named_by_its_id_as_digits(api_as: Callable[[User], ApiClient], into: str, status: int) -> None:
    live = make_live()
    leader, other = make_question(live), make_question(live)
    client = api_as(make_staff(live, make_user()))
    given = str(leader.pk) if into == "digits" else into
    path = f"live/{live.pk}/questions/{other.pk}/merge"
    assert client.send("post", path, {"into": given, "rev": other.version}).status_code == status
    other.refresh_from_db()
    assert other.merged_into_id == (leader.pk if status == 200 else None)
