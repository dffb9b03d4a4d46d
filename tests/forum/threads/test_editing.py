"""Editing: who, how far without a mark, and that no text is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.core import clock
from forum.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, NotSignedInError
from forum.threads import queries, rules
from forum.threads.actions import change_post_state, edit_post, redact_revision
from forum.threads.models import Post, PostRevision
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
TEXT = "Wir laden beide Seiten getrennt ein und hören zu."
LONG = TEXT + " " + "Neu. " * 30


def make_post(**fields: Any) -> Post:
    return make_answer(make_thread(), text=TEXT, **fields)


def age(post: Post, minutes: float) -> None:
    Post.objects.filter(pk=post.pk).update(created=clock.now() - timedelta(minutes=minutes))


def texts(post: Post) -> list[tuple[int, str, bool]]:
    rows = PostRevision.objects.filter(post=post).order_by("version")
    return [(row.version, row.source, row.marked) for row in rows]


def test_an_edit_keeps_the_whole_former_text() -> None:
    post = make_post()
    edit_post(actor=post.author, post_id=post.pk, text=LONG, version=1)
    edit_post(actor=post.author, post_id=post.pk, text="Ganz anders als zuvor.", version=2)
    post.refresh_from_db()
    assert (post.source, post.html, post.version) == ("Ganz anders als zuvor.", "<p>Ganz anders als zuvor.</p>\n", 3)
    assert texts(post) == [(1, TEXT, True), (2, LONG.rstrip(), True)]
    assert post.edited is not None


def test_a_small_correction_soon_after_posting_leaves_no_mark_but_keeps_the_text() -> None:
    post = make_post()
    edit_post(actor=post.author, post_id=post.pk, text=TEXT.replace("hören", "hoeren"), version=1)
    post.refresh_from_db()
    assert post.edited is None
    assert texts(post) == [(1, TEXT, False)]
    assert queries.revisions(reader=make_user(), post_id=post.pk) == []
    assert len(queries.revisions(reader=make_user(Role.MODERATOR), post_id=post.pk)) == 1


def test_after_five_minutes_every_edit_is_marked() -> None:
    post = make_post()
    age(post, 5.1)
    edit_post(actor=post.author, post_id=post.pk, text=TEXT + "!", version=1)
    assert Post.objects.get(pk=post.pk).edited is not None


def test_once_somebody_has_answered_every_edit_is_marked() -> None:
    post = make_post()
    make_answer(post.thread)
    edit_post(actor=post.author, post_id=post.pk, text=TEXT + "!", version=1)
    assert Post.objects.get(pk=post.pk).edited is not None


def test_many_small_corrections_count_together() -> None:
    post = make_post()
    for version, length in ((1, 60), (2, 100), (3, 101)):
        edit_post(actor=post.author, post_id=post.pk, text=TEXT + "x" * length, version=version)
    assert [marked for _, _, marked in texts(post)] == [False, False, True]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("abc", "abc", 0), ("abc", "abXc", 1), ("abc", "ac", 1), ("aaa", "aa", 1), ("", "xy", 2), ("abcd", "aXcY", 3)],
)
def test_changed_characters_are_the_stretch_between_common_begin_and_end(old: str, new: str, expected: int) -> None:
    assert rules.changed_characters(old, new) == expected


def test_the_same_text_changes_nothing() -> None:
    post = make_post()
    entries = AuditEntry.objects.count()
    edit_post(actor=post.author, post_id=post.pk, text=TEXT + "\r\n", version=1)
    assert (Post.objects.get(pk=post.pk).version, texts(post), AuditEntry.objects.count()) == (1, [], entries)


def test_an_edit_of_an_old_version_is_refused_and_loses_nothing() -> None:
    post = make_post()
    edit_post(actor=post.author, post_id=post.pk, text=LONG, version=1)
    with pytest.raises(ConflictError) as refusal:
        edit_post(actor=post.author, post_id=post.pk, text="Aus dem anderen Fenster.", version=1)
    assert (refusal.value.code, refusal.value.params) == ("changed_meanwhile", {"version": 2})
    assert Post.objects.get(pk=post.pk).source == LONG.rstrip()


def test_nobody_edits_the_words_of_others() -> None:
    post = make_post()
    for actor in (make_user(), make_user(Role.MODERATOR), make_user(Role.ADMIN)):
        with pytest.raises(ForbiddenError) as refusal:
            edit_post(actor=actor, post_id=post.pk, text=LONG, version=1)
        assert refusal.value.code == "not_your_post"
        with pytest.raises(NotFoundError):
            queries.access_source(reader=actor, post_id=post.pk)
    with pytest.raises(NotSignedInError):
        edit_post(actor=AnonymousUser(), post_id=post.pk, text=LONG, version=1)
    assert Post.objects.get(pk=post.pk).source == TEXT


def test_bad_text_and_hidden_posts_are_not_edited() -> None:
    post = make_post()
    with pytest.raises(InvalidError):
        edit_post(actor=post.author, post_id=post.pk, text="kurz", version=1)
    change_post_state(actor=make_user(Role.MODERATOR), post_id=post.pk, to="hidden", reason="Namen genannt")
    with pytest.raises(ForbiddenError):
        edit_post(actor=post.author, post_id=post.pk, text=LONG, version=1)
    assert Post.objects.get(pk=post.pk).source == TEXT


def test_earlier_texts_are_for_members_and_vanish_with_the_post() -> None:
    post = make_post()
    edit_post(actor=post.author, post_id=post.pk, text=LONG, version=1)
    member, moderator = make_user(), make_user(Role.MODERATOR)
    assert [row.source for row in queries.revisions(reader=member, post_id=post.pk)] == [TEXT]
    with pytest.raises(NotFoundError):
        queries.revisions(reader=AnonymousUser(), post_id=post.pk)
    change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason="Namen genannt")
    with pytest.raises(NotFoundError):
        queries.revisions(reader=member, post_id=post.pk)


def test_a_moderator_redacts_an_earlier_text_for_good() -> None:
    post = make_post()
    edit_post(actor=post.author, post_id=post.pk, text=LONG, version=1)
    moderator = make_user(Role.MODERATOR)
    with pytest.raises(ForbiddenError):
        redact_revision(actor=post.author, post_id=post.pk, version=1, reason="Namen genannt")
    with pytest.raises(NotFoundError):
        redact_revision(actor=moderator, post_id=post.pk, version=9, reason="Namen genannt")
    for _ in range(2):
        redact_revision(actor=moderator, post_id=post.pk, version=1, reason="Namen genannt")
    row = PostRevision.objects.get(post=post)
    assert (row.source, row.html, row.redacted) == ("", "", True)
    assert AuditEntry.objects.filter(action="post.redact").count() == 1


def test_what_was_found_by_its_old_words_is_found_by_its_new_ones() -> None:
    post = make_answer(make_thread(make_category()), text="Hier steht das Wort Müllabfuhr.")
    edit_post(actor=post.author, post_id=post.pk, text="Hier steht das Wort Straßenbahn.", version=1)
    assert Post.objects.get(pk=post.pk).folded == "hier steht das wort strassenbahn"


def test_the_grace_time_ends_after_exactly_five_minutes() -> None:
    created = datetime.fromisoformat("2026-01-01T10:00:00+00:00")
    post = Post(created=created, source=TEXT)
    facts = {"post": post, "first_text": TEXT, "new_text": TEXT + "!", "replied": False}
    assert rules.is_silent_edit(moment=created + timedelta(minutes=5), **facts)
    assert not rules.is_silent_edit(moment=created + timedelta(minutes=5, milliseconds=1), **facts)
