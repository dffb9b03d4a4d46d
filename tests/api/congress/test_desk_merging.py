"""Merging over the API, as the desk does it."""

import pytest

from forum.congress.enums import QuestionState
from tests.api.congress.people import staff
from tests.factories.congress import make_live, make_question

pytestmark = pytest.mark.django_db


def test_the_desk_merges_separates_and_merges_again() -> None:
    live = make_live()
    leader, other = make_question(live, QuestionState.APPROVED), make_question(live, QuestionState.SUBMITTED)
    desk = staff(live)
    path = f"live/{live.pk}/questions/{other.pk}"
    merged = desk.send("post", f"{path}/merge", {"rev": other.version, "into": str(leader.pk)})
    assert (merged.status_code, merged.json()["state"]) == (200, "merged")
    rows = {row["id"]: row for row in desk.send("get", f"live/{live.pk}/desk/state").json()["questions"]}
    assert [one["id"] for one in rows[str(leader.pk)]["merged"]] == [str(other.pk)]
    apart = desk.send("post", f"{path}/unmerge", {"rev": merged.json()["rev"]})
    assert (apart.status_code, apart.json()["state"]) == (200, "submitted")


@pytest.mark.parametrize("into", ["", "x", "1" * 20, "-1", "1.5", "²", 7, None, ["1"], {"id": "1"}])
def test_what_is_no_id_is_refused_and_changes_nothing(into: object) -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    answer = staff(live).send("post", f"live/{live.pk}/questions/{question.pk}/merge", {"rev": 1, "into": into})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "into")
    question.refresh_from_db()
    assert question.state == QuestionState.SUBMITTED
