"""Being told of an answer: asking for it in the session, and what the link in the mail leads to."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.carry_shapes import NoticeAsked, NoticeInput, NoticeKeyInput, NoticeLink, OwnNotices
from api.requests import body, reader, signed_in
from forum.accounts.models import User
from forum.congress import actions, queries
from forum.congress.models import AnswerNotice


class NoticesView(APIView):
    """Of which questions of a session the caller's account is told; none for guests, who are not known."""

    @extend_schema(operation_id="live_notices", responses=OwnNotices)
    def get(self, request: Request, session_id: int) -> Response:
        access, who = _gate(request, session_id), reader(request)
        if not isinstance(who, User):
            return Response({"email": "", "questions": []})
        awaited = queries.awaited_by(live=access.live, user=who)
        return Response({"email": who.email, "questions": [str(pk) for pk in awaited]})


class NoticeView(APIView):
    """Ask to be told of the answer to a question; take it back."""

    @extend_schema(operation_id="live_ask_notice", request=NoticeInput, responses=NoticeAsked)
    def put(self, request: Request, session_id: int, question_id: int) -> Response:
        access = _gate(request, session_id)
        given = body(request, NoticeInput)
        state = actions.ask_for_notice(
            access=access,
            reader=reader(request),
            question_id=question_id,
            address=given["email"],
            locale=given["locale"],
            client=caller.address(request),
        )
        return Response({"state": state})

    @extend_schema(operation_id="live_give_up_notice", request=None, responses=OwnNotices)
    def delete(self, request: Request, session_id: int, question_id: int) -> Response:
        access, user = _gate(request, session_id), signed_in(request)
        actions.give_up_notice(actor=user, access=access, question_id=question_id)
        awaited = queries.awaited_by(live=access.live, user=user)
        return Response({"email": user.email, "questions": [str(pk) for pk in awaited]})


class NoticeLinkView(APIView):
    """What the link in a mail leads to. It is posted, so that no log gets the secret, and changes nothing."""

    @extend_schema(operation_id="live_notice", request=NoticeKeyInput, responses=NoticeLink)
    def post(self, request: Request) -> Response:
        return _link(queries.notice_of(body(request, NoticeKeyInput)["key"]))


class NoticeConfirmView(APIView):
    """Follow the link: yes, tell me."""

    @extend_schema(operation_id="live_confirm_notice", request=NoticeKeyInput, responses=NoticeLink)
    def post(self, request: Request) -> Response:
        return _link(actions.confirm_notice(token=body(request, NoticeKeyInput)["key"]))


class NoticeStopView(APIView):
    """Be told no more, or never."""

    @extend_schema(operation_id="live_stop_notice", request=NoticeKeyInput, responses=NoticeLink)
    def post(self, request: Request) -> Response:
        actions.stop_notice(token=body(request, NoticeKeyInput)["key"])
        return _link(None)


def _gate(request: Request, session_id: int) -> queries.LiveAccess:
    return queries.access_notices(
        session_id=session_id,
        reader=reader(request),
        token=caller.token(request),
        podium=caller.podium(request, session_id),
    )


def _link(notice: AnswerNotice | None) -> Response:
    response = Response(_shown(notice))
    response["Cache-Control"] = "no-store"
    return response


def _shown(notice: AnswerNotice | None) -> dict[str, Any]:
    if notice is None:
        return {"state": "gone", "live": "", "question": "", "session": "", "congress": ""}
    programme = notice.question.session.programme
    return {
        "state": "confirmed" if notice.confirmed else "waiting",
        "live": str(notice.question.session_id),
        "question": str(notice.question_id),
        "session": programme.title,
        "congress": programme.congress.title,
    }
