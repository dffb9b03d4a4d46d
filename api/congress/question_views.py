"""The verbs upon one question: ``withdraw`` for its asker, every other for staff of the congress."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_shapes import (
    AnswerInput,
    DeskQuestion,
    EditInput,
    LabelInput,
    MergeInput,
    PinInput,
    Receipt,
    Seen,
    UnwriteInput,
    VerbInput,
)
from api.requests import S, body, signed_in
from forum.congress import actions, projections
from forum.congress.enums import Verb
from forum.congress.models import LiveQuestion
from forum.core.errors import NotFoundError

MOVES: Final = sorted(actions.MOVES - {Verb.ANSWER})


def _act(request: Request, shape: type[S], session_id: int, question_id: int) -> dict[str, Any]:
    """What every act of staff is called with: who acts upon what, and the body with ``rev`` as ``version``."""
    actor = signed_in(request)
    given = body(request, shape)
    version = given.pop("rev", None)
    return {"actor": actor, "session_id": session_id, "question_id": question_id, "version": version, **given}


def _row(question: LiveQuestion) -> Response:
    return Response(projections.desk_question(question))


class WithdrawView(APIView):
    """Take back one's own question."""

    @extend_schema(operation_id="live_withdraw", request=Seen, responses=Receipt)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        asker = caller.participant(request, session_id)
        body(request, Seen)
        return Response(projections.receipt(actions.withdraw_question(actor=asker, question_id=question_id)))


class VerbView(APIView):
    """Move a question along the table of transitions."""

    @extend_schema(
        operation_id="live_verb",
        parameters=[OpenApiParameter("verb", str, OpenApiParameter.PATH, enum=MOVES)],
        request=VerbInput,
        responses=DeskQuestion,
    )
    def post(self, request: Request, session_id: int, question_id: int, verb: str) -> Response:
        if verb not in MOVES:
            raise NotFoundError
        return _row(actions.moderate_question(verb=Verb(verb), **_act(request, VerbInput, session_id, question_id)))


class EditView(APIView):
    """Change the wording before approval; the asker's own is kept and the question marked."""

    @extend_schema(operation_id="live_edit", request=EditInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        return _row(actions.edit_question(**_act(request, EditInput, session_id, question_id)))


class LabelView(APIView):
    """Give a question these labels."""

    @extend_schema(operation_id="live_label", request=LabelInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        return _row(actions.label_question(**_act(request, LabelInput, session_id, question_id)))


class PinView(APIView):
    """Put a question on the shortlist, or take it off."""

    @extend_schema(operation_id="live_pin", request=PinInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        return _row(actions.pin_question(**_act(request, PinInput, session_id, question_id)))


class AnswerView(APIView):
    """Mark a question as answered on stage or, with a text, answer it in writing."""

    @extend_schema(operation_id="live_answer", request=AnswerInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        act = _act(request, AnswerInput, session_id, question_id)
        if "text" in act:
            return _row(actions.answer_in_writing(**act))
        return _row(actions.moderate_question(verb=Verb.ANSWER, **act))


class UnwriteView(APIView):
    """Take a written answer away, whoever wrote it."""

    @extend_schema(operation_id="live_unwrite", request=UnwriteInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        act = _act(request, UnwriteInput, session_id, question_id)
        return _row(actions.take_back_answer(answer_id=act.pop("answer"), **act))


class MergeView(APIView):
    """Merge a question into another, which leads from then on."""

    @extend_schema(operation_id="live_merge", request=MergeInput, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        act = _act(request, MergeInput, session_id, question_id)
        return _row(actions.merge_questions(into_version=act.pop("into_rev", None), **act))


class UnmergeView(APIView):
    """Take a question out of its set again."""

    @extend_schema(operation_id="live_unmerge", request=Seen, responses=DeskQuestion)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        return _row(actions.unmerge_question(**_act(request, Seen, session_id, question_id)))
