"""Telling people that a question has been answered: they ask for it, confirm their address, and are told once.

A guest's address goes by no log, no audit row and no rate limit's key; what limits guests counts by participant and is
forgotten with the session's key, or by client for readers of the documentation and is forgotten within a day or two.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.congress import notice_links, queries
from forum.congress.enums import AnsweredHow, LiveState, QuestionState
from forum.congress.models import AnswerNotice, LiveQuestion, LiveSession
from forum.congress.origins import documentation_path, forum_answers
from forum.core.clock import now
from forum.core.errors import InvalidError, NotSignedInError
from forum.core.limits import Limit, take
from forum.notifications.actions import Mail, send_mail_later

ASKING_NOTICE: Final = Limit("live.notice", burst=5, every=60)
ASKING_AFTERWARDS: Final = Limit("live.notice_afterwards", burst=10, every=60)
"""By client, behind which an office may sit."""
STANDS_AFTER: Final = timedelta(minutes=10)
"""So long an answer may be undone, taken back or hidden before anybody is told of it."""
LONGEST_ADDRESS: Final = 254
FOLDER: Final = "congress/mail"
Asked = Literal["confirmed", "mail_sent"]


@transaction.atomic
def ask_for_notice(
    *, access: queries.LiveAccess, reader: Reader, question_id: int, address: str, locale: str, client: str = ""
) -> Asked:
    """Remember that somebody wants to be told when this question is answered; repeating it changes nothing.

    Without an address it is the account's own, confirmed long ago: ``confirmed``. A typed one gets a mail with a link
    that confirms it: ``mail_sent``, the same whether the address is new, waiting or known. Raises ``NotFoundError``
    for a question the caller cannot see, ``ConflictError("already_answered")``, ``InvalidError`` (``email_required``,
    ``invalid_email``), ``NotSignedInError("not_joined")`` and ``RateLimitedError``.
    """
    question = queries.access_awaited(live=access.live, participant=access.participant, question_id=question_id)
    today = queries.today()
    if not address:
        if not isinstance(reader, User):
            raise InvalidError("email_required", field="email")
        facts = {"locale": reader.locale, "confirmed": True, "asked_on": today}
        AnswerNotice.objects.get_or_create(question=question, user=reader, defaults=facts)
        return "confirmed"
    if access.participant is None and not queries.is_documented(access.live):
        raise NotSignedInError("not_joined")
    address = _clean(address)
    if access.participant is None:
        take(ASKING_AFTERWARDS, client)
    else:
        take(ASKING_NOTICE, f"participant {access.participant.pk}")
    notice, created = AnswerNotice.objects.get_or_create(
        question=question, address=address, defaults={"locale": locale, "asked_on": today}
    )
    waiting = AnswerNotice.objects.filter(address=address, confirmed=False)
    again = not created and not notice.confirmed and notice.asked_on < today
    if (created and waiting.count() <= queries.MOST_WAITING) or again:
        AnswerNotice.objects.filter(pk=notice.pk).update(asked_on=today)
        _ask_to_confirm(notice, access.live)
    return "mail_sent"


@transaction.atomic
def give_up_notice(*, actor: User, access: queries.LiveAccess, question_id: int) -> None:
    """Tell this account nothing of this question; without a notice nothing changes."""
    AnswerNotice.objects.filter(user=actor, question__session=access.live, question=question_id).delete()


@transaction.atomic
def confirm_notice(*, token: str) -> AnswerNotice | None:
    """The person behind an address wants the mail; repeating it changes nothing. ``None`` when it is gone.

    Whoever confirms after the question was answered is told at once, if the answer has stood for a while. Raises
    ``NotFoundError`` for a link not ours.
    """
    notice = queries.notice_of(token, lock=True)
    if notice is None or notice.confirmed:
        return notice
    notice.confirmed = True
    notice.save(update_fields=["confirmed"])
    leader = notice.question.merged_into or notice.question
    if leader.state == QuestionState.ANSWERED:
        tell_answered(live=notice.question.session, questions=[leader])
    return notice


@transaction.atomic
def stop_notice(*, token: str) -> None:
    """Delete the notice and its address; repeating it changes nothing. Raises ``NotFoundError`` for a link not ours."""
    notice = queries.notice_of(token, lock=True)
    if notice is not None:
        notice.delete()


def tell_answered(*, live: LiveSession, questions: Collection[LiveQuestion]) -> int:
    """Tell those who wait for an answer to these questions, once, and forget them; returns how many.

    In the caller's transaction: mails and the end of their reason are stored together or not at all. Questions
    that are not answered are passed over, and so are those answered a moment ago: ``tell_due`` tells of their answers
    once they have stood for a while.
    """
    answered = [question for question in questions if _stands(question)]
    notices = list(queries.to_be_told(answered)) if answered else []
    if not notices:
        return 0
    places = forum_answers([question for question in answered if question.answered_how == AnsweredHow.FORUM])
    ways = {
        question.pk: (
            question.answered_how or AnsweredHow.ORAL.value,
            places[question.pk].url if question.pk in places else _page(live),
        )
        for question in answered
    }
    mails = []
    for notice in notices:
        leader = notice.question.merged_into or notice.question
        how, path = ways[leader.pk]
        facts = {
            "question": leader.text,
            "session": live.programme.title,
            "congress": live.programme.congress.title,
            "how": how,
            "url": notice_links.absolute(path),
        }
        mails.append(_mail(notice, "answered", facts))
    send_mail_later(*mails)
    AnswerNotice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
    return len(notices)


def tell_due() -> int:
    """Tell of answers that had to stand for a while first, each session in a transaction; returns how many people."""
    told = 0
    for session_id in sorted(set(queries.due_to_be_told(now() - STANDS_AFTER).values_list("session", flat=True))):
        with transaction.atomic():
            live = queries.lock_session(session_id)
            due = queries.due_to_be_told(now() - STANDS_AFTER).filter(session=live)
            told += tell_answered(live=live, questions=list(due))
    return told


def _stands(question: LiveQuestion) -> bool:
    answered = question.state == QuestionState.ANSWERED
    return answered and (question.answered is None or question.answered <= now() - STANDS_AFTER)


def forget_notices() -> int:
    """Delete notices that nobody has confirmed in a week or whose question found no answer in a year; how many."""
    return queries.expired(queries.today()).delete()[0]


def _page(live: LiveSession) -> str:
    return documentation_path(live) if live.state == LiveState.CLOSED else f"/live/{live.pk}"


def _clean(address: str) -> str:
    address = address.strip().lower()
    if len(address) > LONGEST_ADDRESS:
        raise InvalidError("invalid_email", field="email")
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidError("invalid_email", field="email") from error
    return address


def _ask_to_confirm(notice: AnswerNotice, live: LiveSession) -> None:
    programme = live.programme
    facts = {
        "session": programme.title,
        "congress": programme.congress.title,
        "url": notice_links.url_of(notice),
        "days": str(queries.CONFIRM_DAYS),
    }
    send_mail_later(_mail(notice, "confirm_notice", facts))


def _mail(notice: AnswerNotice, name: str, facts: dict[str, str]) -> Mail:
    to = notice.user.email if notice.user else notice.address
    return Mail(to=to, locale=notice.locale, folder=FOLDER, name=name, facts=facts)
