"""What attendees call: join, look, ask, vote."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_shapes import (
    AskInput,
    JoinedShape,
    JoinInput,
    LiveStateShape,
    Personal,
    Receipt,
    VoteInput,
    VoteResult,
)
from api.congress.live_state import glance_of, session_at, state_response
from api.requests import body, once, reader
from forum.congress import actions, projections, queries
from forum.congress.enums import Stream
from forum.core.errors import ConflictError, NotFoundError

NOT_MODIFIED = OpenApiResponse(description="The caller has this state.")
IDEMPOTENCY_KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)


class JoinView(APIView):
    """Join a live session by its code."""

    @extend_schema(operation_id="live_join", request=JoinInput, responses=JoinedShape)
    def post(self, request: Request) -> Response:
        code = body(request, JoinInput)["code"]
        joined = actions.join(code=code, token=caller.token(request), address=caller.address(request))
        live = joined.live
        session = session_at(live.pk, live.epoch, live.rev)
        response = Response({"session": session, "socket": f"/ws/live/{live.pk}/"})
        caller.keep_token(response, joined.token)
        return response


class StateView(APIView):
    """The public projection of a session, for who has joined and for staff."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing to agree upon beforehand: polling halls call this, and a participant's token opens it alone."""

    @extend_schema(operation_id="live_state", responses={200: LiveStateShape, 304: NOT_MODIFIED})
    def get(self, request: Request, session_id: int) -> HttpResponse:
        seen = queries.glance(session_id=session_id, token=caller.token(request))
        if seen is None:
            seen = glance_of(caller.attendee(request, session_id).live)
        return state_response(request, seen, Stream.PUBLIC)


class PersonalView(APIView):
    """The caller's own votes and receipts; empty for staff who have not joined."""

    @extend_schema(operation_id="live_me", responses=Personal)
    def get(self, request: Request, session_id: int) -> Response:
        found = caller.attendee(request, session_id).participant
        return Response(
            projections.personal(session_id, found.pk) if found else {"votes": {}, "own": [], "ballots": {}}
        )


class QuestionsView(APIView):
    """Ask."""

    @extend_schema(operation_id="live_ask", parameters=[IDEMPOTENCY_KEY], request=AskInput, responses={201: Receipt})
    def post(self, request: Request, session_id: int) -> Response:
        asker = caller.participant(request, session_id)
        asked, held = body(request, AskInput), caller.token(request)

        def work() -> dict[str, int]:
            # Only the id is kept for a repetition: the text has one place, where it can be withdrawn.
            return {"id": actions.submit_question(actor=asker, reader=reader(request), token=held, **asked).pk}

        question_id = once(request, f"live {asker.session_id} participant {asker.pk}", work)["id"]
        return Response(projections.own_receipt(asker, question_id), status=201)


class VoteView(APIView):
    """Vote for a question, or take the vote back."""

    @extend_schema(operation_id="live_vote", request=VoteInput, responses=VoteResult)
    def put(self, request: Request, session_id: int, question_id: int) -> Response:
        voter = caller.participant(request, session_id)
        value = body(request, VoteInput)["value"]
        command = actions.VoteCommand(voter.pk, question_id, value)
        (outcome,) = actions.cast_votes(session_id=session_id, votes=[command])
        if not outcome.ok:
            raise NotFoundError if outcome.error == "not_found" else ConflictError(outcome.error)
        return Response({"value": value})
