"""Questions carried into the forum: who is named, who may accept, and which answer stands."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.core import ports
from forum.core.errors import InvalidError, NotFoundError
from forum.threads import rules
from forum.threads.actions import (
    Carried,
    accept_answer,
    answer,
    carry_in,
    change_post_state,
    change_thread_state,
    withdraw_acceptance,
)
from forum.threads.enums import Access, Identity, Kind, State
from forum.threads.models import Category, Post, Thread
from forum.threads.projections import post_view, thread_view
from forum.threads.queries import access_thread
from forum.threads.standing import standing_answers
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
QUESTION = Carried(title="Wer lädt die Ämter ein?", text="Wer lädt die Ämter ein?")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What a package that carries threads hears."""
    heard: list[tuple[Any, ...]] = []
    monkeypatch.setattr(ports, "answers_ports", {"x": lambda **told: heard.append(tuple(told.values()))})
    monkeypatch.setattr(ports, "merge_ports", {"x": lambda **told: heard.append(tuple(told.values()))})
    return heard


def carry(actor: Any, category: Category | None = None, *questions: Carried) -> list[Thread]:
    return carry_in(actor=actor, category=(category or make_category()).slug, questions=questions or [QUESTION])


def standing(thread: Thread) -> int | None:
    post = standing_answers([thread.pk]).get(thread.pk)
    return post.number if post else None


def test_a_carried_question_names_who_carried_it_and_says_so() -> None:
    carrier = make_user(name="Mira Kaya")
    (thread,) = carry(carrier)
    author = {"level": "carried", "name": "Mira Kaya", "municipality": None, "group": "", "size": ""}
    assert thread_view(access_thread(reader=AnonymousUser(), thread_id=thread.pk))["author"] == author
    assert post_view(Post.objects.get())["author"] == author
    assert (thread.kind, thread.carried, thread.highest_number, thread.answer_count) == (Kind.QUESTION, True, 1, 0)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.object_id) == ("thread.carry", carrier.pk, str(thread.pk))
    assert QUESTION.text not in str(entry.facts)


def test_several_questions_become_as_many_threads_in_their_order() -> None:
    more = [Carried(title=f"Frage Nummer {number}", text="Wie geht das bei Ihnen?") for number in range(3)]
    assert [thread.title for thread in carry(make_user(), None, *more)] == [question.title for question in more]


def test_nobody_can_choose_to_appear_as_a_carrier() -> None:
    with pytest.raises(InvalidError) as refused:
        answer(actor=make_user(), thread_id=make_thread().pk, text="Gute Frage, danke.", identity=Identity.CARRIED)
    assert refused.value.code == "unknown_identity"
    assert Identity.CARRIED not in rules.CHOSEN_LEVELS


def test_nothing_is_carried_into_a_category_that_the_actor_may_not_read() -> None:
    with pytest.raises(NotFoundError):
        carry(make_user(), make_category(Access.CIRCLE))
    assert not Thread.objects.exists()


def test_a_bad_title_stores_none_of_the_questions() -> None:
    with pytest.raises(InvalidError):
        carry(make_user(), None, QUESTION, Carried(title="kurz", text=QUESTION.text))
    assert not Thread.objects.exists()


def test_the_carrier_accepts_and_a_stranger_does_not() -> None:
    carrier = make_user()
    (thread,) = carry(carrier)
    assert rules.may_accept(carrier, thread)
    assert not rules.may_accept(make_user(), thread)


def test_the_first_answer_of_somebody_else_stands_and_the_carriers_own_remark_does_not() -> None:
    carrier, other = make_user(), make_user()
    (thread,) = carry(carrier)
    make_answer(thread, carrier)
    assert standing(thread) is None
    make_answer(thread, other)
    make_answer(thread, other)
    assert standing(thread) == 3


def test_an_accepted_answer_stands_before_all_others_even_the_carriers() -> None:
    carrier = make_user()
    (thread,) = carry(carrier)
    make_answer(thread)
    own = make_answer(thread, carrier)
    accept_answer(actor=carrier, post_id=own.pk)
    assert standing(thread) == own.number
    withdraw_acceptance(actor=carrier, post_id=own.pk)
    assert standing(thread) == 2


def test_an_answer_of_somebody_whose_account_is_gone_stands() -> None:
    (thread,) = carry(make_user())
    post = make_answer(thread)
    Post.objects.filter(pk=post.pk).update(author=None)
    assert standing(thread) == 2


def test_no_answer_stands_when_it_or_its_thread_is_hidden() -> None:
    moderator = make_user(Role.MODERATOR)
    (thread,) = carry(make_user())
    first, second = make_answer(thread), make_answer(thread)
    change_post_state(actor=moderator, post_id=first.pk, to=State.HIDDEN, reason="Falsche Zahlen")
    assert standing(thread) == second.number
    change_thread_state(actor=moderator, thread_id=thread.pk, to=State.HIDDEN, reason="Wird geprüft")
    assert standing(thread) is None


def test_each_act_on_answers_is_told_within_it_but_only_of_carried_threads(told: list[tuple[Any, ...]]) -> None:
    carrier, other, moderator = make_user(), make_user(), make_user(Role.MODERATOR)
    (thread,) = carry(carrier)
    plain = make_thread(author=carrier)
    for place in (thread, plain):
        post = make_answer(place, other)
        accept_answer(actor=carrier, post_id=post.pk)
        withdraw_acceptance(actor=carrier, post_id=post.pk)
        change_post_state(actor=moderator, post_id=post.pk, to=State.HIDDEN, reason="Falsche Zahlen")
        change_thread_state(actor=moderator, thread_id=place.pk, to=State.HIDDEN, reason="Wird geprüft")
    acted = [other, carrier, carrier, moderator, moderator]
    assert told == [(actor, thread.pk) for actor in acted]


def test_an_act_that_the_other_package_cannot_follow_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*, actor: Any, thread_id: int) -> None:
        raise RuntimeError

    (thread,) = carry(make_user())
    monkeypatch.setattr(ports, "answers_ports", {"x": fails})
    with pytest.raises(RuntimeError):
        make_answer(thread)
    assert Post.objects.count() == 1


def test_a_merge_is_told_to_every_package(told: list[tuple[Any, ...]]) -> None:
    actor = make_user()
    ports.threads_merged(actor, 3, 5)
    assert told == [(actor, 3, 5)]


def test_standing_answers_take_as_many_statements_for_three_threads_as_for_one(same_queries: Any) -> None:
    carrier = make_user()
    threads = carry(carrier)
    make_answer(threads[0])

    def add() -> None:
        threads.extend(carry(carrier))
        make_answer(threads[-1])

    assert same_queries(lambda: standing_answers([thread.pk for thread in threads]), add) == 2
    assert len(standing_answers([thread.pk for thread in threads])) == 3
