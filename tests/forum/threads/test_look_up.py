"""Moderators look up who wrote a post; nobody else, never without a trace, and the answer goes nowhere else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.audit.models import AuditEntry
from forum.core.errors import ForbiddenError, InvalidError, NotFoundError, NotSignedInError
from forum.municipalities.models import Municipality
from forum.threads.actions import RealAuthor, change_post_state, look_up_author
from forum.threads.enums import Access, Identity
from forum.threads.models import Post
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.municipalities import make_affiliation, make_municipality
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
NAME, REASON = "Waltraud Unverwechselbar", "Beleidigt eine Nachbarin"


def make_post(access: Access = Access.PUBLIC) -> tuple[Post, Municipality]:
    """A described post of somebody with a municipality."""
    author, place = make_user(name=NAME), make_municipality("Hintertupfingen")
    make_affiliation(author, place)
    thread = make_thread(make_category(access, author), author)
    return make_answer(thread, author, identity=Identity.DESCRIBED), place


def looks() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="post.author_looked_up").order_by("pk"))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
@pytest.mark.parametrize("access", Access)
def test_a_moderator_learns_the_author_and_each_look_is_logged(role: Role, access: Access) -> None:
    moderator, (post, place) = make_user(role), make_post(access)
    for reason in (REASON, "  Noch einmal\nnachgesehen "):
        assert look_up_author(actor=moderator, post_id=post.pk, reason=reason) == RealAuthor(NAME, place)
    assert [(row.actor_id, row.object_kind, row.object_id, row.facts) for row in looks()] == [
        (moderator.pk, "threads.post", str(post.pk), {"reason": REASON}),
        (moderator.pk, "threads.post", str(post.pk), {"reason": "Noch einmal nachgesehen"}),
    ]


def reader_of(who: str, post: Post) -> Reader:
    if who == "guest":
        return AnonymousUser()
    if who == "newcomer":
        return make_newcomer()
    if who == "author":
        assert isinstance(post.author, User)
        return post.author
    return make_user(Role(who))


@pytest.mark.parametrize(
    ("who", "access", "refusal"),
    [
        ("guest", Access.PUBLIC, NotSignedInError),
        ("newcomer", Access.PUBLIC, NotSignedInError),
        ("member", Access.PUBLIC, ForbiddenError),
        ("author", Access.PUBLIC, ForbiddenError),
        ("curator", Access.PUBLIC, ForbiddenError),
        ("host", Access.PUBLIC, ForbiddenError),
        ("coordinator", Access.PUBLIC, ForbiddenError),
        ("author", Access.CIRCLE, ForbiddenError),
        ("member", Access.CIRCLE, NotFoundError),
        ("coordinator", Access.CIRCLE, NotFoundError),
    ],
)
def test_nobody_else_learns_the_author(who: str, access: Access, refusal: type[Exception]) -> None:
    post, _ = make_post(access)
    with pytest.raises(refusal) as refused:
        look_up_author(actor=reader_of(who, post), post_id=post.pk, reason=REASON)
    assert NAME not in str(vars(refused.value))
    assert looks() == []


@pytest.mark.parametrize(("reason", "code"), [("", "too_short"), (" \n    ", "too_short"), ("x" * 301, "too_long")])
def test_without_a_reason_there_is_no_look(reason: str, code: str) -> None:
    post, _ = make_post()
    with pytest.raises(InvalidError, match=code):
        look_up_author(actor=make_user(Role.MODERATOR), post_id=post.pk, reason=reason)
    assert looks() == []


def test_a_hidden_post_can_be_looked_up_and_a_missing_one_not() -> None:
    moderator, (post, place) = make_user(Role.MODERATOR), make_post()
    change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason=REASON)
    assert look_up_author(actor=moderator, post_id=post.pk, reason=REASON) == RealAuthor(NAME, place)
    with pytest.raises(NotFoundError):
        look_up_author(actor=moderator, post_id=10**30, reason=REASON)
    assert len(looks()) == 1


def test_of_an_erased_author_nothing_is_left_to_learn() -> None:
    moderator, (post, _) = make_user(Role.MODERATOR), make_post()
    assert post.author is not None
    post.author.delete()
    assert look_up_author(actor=moderator, post_id=post.pk, reason=REASON) == RealAuthor("", None)
    assert len(looks()) == 1
