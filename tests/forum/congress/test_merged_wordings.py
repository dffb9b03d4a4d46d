"""Of a set the hall reads the wordings that were approved, and of the others only how many they are."""

import json

import pytest
from django.test import TestCase

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import carry_over, close_session, merge_questions, moderate_question, unmerge_question
from forum.congress.documentation import documentation
from forum.congress.documents import encode
from forum.congress.enums import QuestionState, Stream, Verb
from forum.congress.events import SessionChanged
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.projections import delta, personal, snapshot
from forum.core.events import subscribe
from forum.threads.models import Post
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff, make_votes
from tests.factories.threads import make_category

pytestmark = pytest.mark.django_db
SECRET = "GEHEIM: diesen Wortlaut hat niemand freigegeben"


class Set:
    """An approved question that leads an approved one and one that nobody has approved."""

    def __init__(self) -> None:
        self.live: LiveSession = make_live()
        self.actor: User = make_staff(self.live, make_user())
        self.leader, self.approved = make_question(self.live), make_question(self.live)
        self.secret = make_question(self.live, QuestionState.SUBMITTED, text=SECRET)

    def do(self, question: LiveQuestion, verb: Verb) -> LiveQuestion:
        return moderate_question(actor=self.actor, session_id=self.live.pk, question_id=question.pk, verb=verb)

    def merge(self, question: LiveQuestion, *, approve: bool = False) -> LiveQuestion:
        which = {"actor": self.actor, "session_id": self.live.pk, "question_id": question.pk}
        return merge_questions(**which, into=self.leader.pk, approve=approve)

    def unmerge(self, question: LiveQuestion) -> LiveQuestion:
        return unmerge_question(actor=self.actor, session_id=self.live.pk, question_id=question.pk)

    def shown(self) -> tuple[list[str], int]:
        rows = {row["id"]: row for row in snapshot(self.live.pk, Stream.PUBLIC)["questions"]}
        row = rows[str(self.leader.pk)]
        return row["also"], row["also_more"]


@pytest.fixture
def whole() -> Set:
    return Set()


def test_only_approved_wordings_leave_the_desk(whole: Set) -> None:
    told: list[str] = []

    def tell(event: SessionChanged) -> None:
        for stream in (Stream.PUBLIC, Stream.STAGE):
            told.append(json.dumps(delta(event.session_id, stream, event.from_rev, event.rev, event.question_ids)))
            told.append(json.dumps(snapshot(event.session_id, stream)))

    stop = subscribe(SessionChanged, tell)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            whole.merge(whole.approved)
            whole.merge(whole.secret)
            whole.do(whole.leader, Verb.STAGE)
            whole.do(whole.leader, Verb.DEFER)
            close_session(actor=whole.actor, session_id=whole.live.pk)
    finally:
        stop()
    assert len(told) == 20
    assert [text for text in told if "GEHEIM" in text] == []
    assert whole.shown() == ([whole.approved.text], 1)
    (leading,) = [row for row in snapshot(whole.live.pk, Stream.MODERATION)["questions"] if row["merged"]]
    assert [(one["text"], one["shown"]) for one in leading["merged"]] == [(whole.approved.text, True), (SECRET, False)]
    for asker in (whole.leader, whole.approved):
        assert SECRET not in str(personal(whole.live.pk, asker.participant_id or 0))


def test_documentation_and_thread_have_approved_wordings_only(whole: Set) -> None:
    whole.merge(whole.approved)
    whole.merge(whole.secret)
    close_session(actor=whole.actor, session_id=whole.live.pk)
    place = make_category()
    carry_over(actor=whole.actor, session_id=whole.live.pk, category=place.slug, question_ids=[whole.leader.pk])
    written = [encode(documentation(whole.live.pk)).decode(), *Post.objects.values_list("html", flat=True)]
    assert [(whole.approved.text in text, SECRET in text) for text in written] == [(True, False)] * 2
    (leading,) = [row for row in documentation(whole.live.pk).questions if row.also]
    assert (leading.also, leading.also_more) == ([whole.approved.text], 1)


def test_the_votes_of_an_unapproved_one_count_and_its_asker_learns_where_it_is(whole: Set) -> None:
    make_votes(whole.secret, 3)
    whole.merge(whole.secret)
    assert (LiveQuestion.objects.get(pk=whole.leader.pk).score, whole.shown()) == (3, ([], 1))
    (own,) = personal(whole.live.pk, whole.secret.participant_id or 0)["own"]
    assert (own["text"], own["state"], own["merged_into"]) == (SECRET, "merged", str(whole.leader.pk))


@pytest.mark.parametrize("approve", [False, True])
def test_the_way_back_restores_what_was_before(whole: Set, approve: bool) -> None:
    before = snapshot(whole.live.pk, Stream.PUBLIC)["questions"]
    whole.merge(whole.secret, approve=approve)
    assert whole.shown() == (([SECRET], 0) if approve else ([], 1))
    whole.unmerge(whole.secret)
    after = {row["id"]: row for row in snapshot(whole.live.pk, Stream.PUBLIC)["questions"]}
    assert [after[row["id"]] for row in before] == before
    assert (str(whole.secret.pk) in after) is approve
    assert LiveQuestion.objects.get(pk=whole.secret.pk).state == ("approved" if approve else "submitted")


def test_approving_on_the_way_has_its_own_record(whole: Set) -> None:
    whole.merge(whole.secret, approve=True)
    whole.merge(whole.secret, approve=True)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "live_question.approve",
        "live_question.merge",
    ]


def test_a_wording_whose_approval_was_taken_back_is_not_shown(whole: Set) -> None:
    whole.do(whole.approved, Verb.UNAPPROVE)
    whole.merge(whole.approved)
    assert whole.shown() == ([], 1)
